package swot

import (
	"context"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Compared is an analysis beside another one.
type Compared struct {
	View
	Other      View       // zero where nothing is chosen to compare with
	Candidates []Analysis // with which it can be compared, the newest first
	Comparison Comparison
	Mine       []institution.Office // offices with items in this analysis
	Theirs     []institution.Office // and in the other one
}

// Sides chooses what is compared: with which analysis (zero: the one that is remembered), and of which offices alone (slugs;
// empty: all).
type Sides struct {
	With         uuid.UUID
	Mine, Theirs string
}

// comparing holds a place for each comparison that is being worked out: the longest take seconds of a core, and two at most
// are taken from what else goes on.
var comparing = make(chan struct{}, 2)

// Compare reads an analysis and another one of the institution, and what became of the one in the other. Each shows what the
// caller sees of it. A guest of a room reaches one analysis alone, and is Refused.
// While two others are being compared it is Overloaded.
func (s *Board) Compare(ctx context.Context, c access.Caller, analysis uuid.UUID, sides Sides) (Compared, error) {
	var v Compared
	var err error
	if v.View, err = s.View(ctx, c, analysis); err != nil {
		return v, err
	}
	if v.Seat.Guest != uuid.Nil {
		return v, problem.New(problem.Refused, "As a guest you see this analysis alone; it is compared by those who belong to the institution.")
	}
	if _, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		b.Queue(`select `+analysisColumns+analysisTables+` where a.institution_id = `+postgres.ThisInstitution+` and a.id <> $1 order by a.opened_at desc, a.id limit 500`, analysis).
			Query(postgres.All(&v.Candidates, scanAnalysis))
	}); err != nil {
		return v, err
	}
	with := sides.With
	if with == uuid.Nil {
		with = postgres.OrNil(v.Analysis.ComparedWith)
	}
	if with == uuid.Nil {
		return v, nil
	}
	if with == analysis {
		return v, problem.At("with", "Please choose another analysis than this one.")
	}
	if v.Other, err = s.View(ctx, c, with); err != nil {
		return v, err
	}
	now, then := v.View.seen(), v.Other.seen()
	v.Mine, v.Theirs = speaking(v.Offices, now), speaking(v.Offices, then)
	select {
	case comparing <- struct{}{}:
		defer func() { <-comparing }()
	default:
		return v, &problem.Problem{Kind: problem.Overloaded, RetryAfter: 3 * time.Second}
	}
	v.Comparison, err = Compare(ctx, of(now, sides.Mine), of(then, sides.Theirs))
	return v, err
}

// seen is what stands on the board by itself: without what was withdrawn, and what is part of a joint item.
func (v View) seen() []Item {
	return slices.DeleteFunc(v.onBoard(), func(i Item) bool { return i.JointID != uuid.Nil })
}

// of is the items of one office; all of them where none is named.
func of(items []Item, office string) []Item {
	if office == "" {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i.OfficeSlug != office })
}

// speaking is the offices that have one of the items.
func speaking(offices []institution.Office, items []Item) []institution.Office {
	return slices.DeleteFunc(slices.Clone(offices), func(o institution.Office) bool {
		return !slices.ContainsFunc(items, func(i Item) bool { return i.OfficeSlug == o.Slug })
	})
}

// RememberComparison keeps with which analysis of the institution this one is compared from now on; zero forgets it.
func (s *Board) RememberComparison(ctx context.Context, c access.Caller, analysis, with uuid.UUID) error {
	var a, other Analysis
	var found, there bool
	return account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		if with != uuid.Nil {
			queueAnalysis(b, with, &other, &there)
		}
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MaySetUp(seat.Actor, a) {
			return problem.New(problem.Refused, "Only those who set this analysis up choose what it is compared with.")
		}
		if with != uuid.Nil && !there {
			return problem.Absent()
		}
		if with == analysis {
			return problem.At("with", "Please choose another analysis than this one.")
		}
		tx.Last(`update analysis set compared_with = $3 where institution_id = $1 and id = $2`, seat.Institution, analysis, postgres.Optional(with))
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "comparison chosen", Subject: activity.OfAnalysis, ID: analysis, Detail: other.Title})
		return nil
	})
}
