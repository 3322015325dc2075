package swot

import (
	"bytes"
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/group"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewAnalysis is what a person fills in to open an analysis.
type NewAnalysis struct {
	ID      string // UUID; empty: the server makes one
	Title   string
	Scope   string
	Office  string // slug; for scope office; empty: one's own
	Group   string // id of the working group that an analysis of the institution is addressed to; empty: all offices
	Authors string // who sees the authors; empty: the office
}

// Open opens an analysis: the international office any, a member office its own. The same request
// twice gives the same analysis; the same id with other fields is Invalid.
func (s *Board) Open(ctx context.Context, c access.Caller, in NewAnalysis) (uuid.UUID, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return id, err
	}
	var offices []institution.Office
	var groups []group.Addressee
	var before born
	var exists bool
	err = account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		institution.QueueOffices(b, &offices)
		if in.Group != "" {
			group.QueueAddressees(b, &groups)
		}
		b.Queue(`select digest, id, 0::bigint from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1`, id).
			Query(postgres.First(&before, &exists, func(row pgx.CollectableRow) (born, error) {
				var x born
				err := row.Scan(&x.Digest, &x.Analysis, &x.Live)
				return x, err
			}))
	}, func(tx *postgres.Tx, seat access.Seat) error {
		in.Title = typed.Clean(in.Title)
		if in.Scope == string(ScopeOffice) && in.Office == "" {
			in.Office = seat.OfficeSlug
		}
		office, err := checkAnalysis(seat.Actor, in, offices)
		if err != nil {
			return err
		}
		addressed := []string{in.Title, in.Scope, in.Office}
		if in.Group != "" { // without one the digest is what it was before there were groups
			addressed = append(addressed, in.Group)
		}
		authors := AuthorsOffice
		if in.Authors != "" {
			if authors, err = parseAuthors(in.Authors); err != nil {
				return err
			}
		}
		if authors != AuthorsOffice { // likewise
			addressed = append(addressed, "authors "+string(authors))
		}
		sum := once.Digest(seat.Person, addressed...)
		if exists {
			if !bytes.Equal(before.Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		addressee, err := checkGroup(seat.Actor, in, groups)
		if err != nil {
			return err
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "analysis opened", Subject: activity.OfAnalysis, ID: id})
		tx.Last(`insert into analysis (institution_id, id, title, scope, office_id, group_id, opened_by, digest, authors) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			seat.Institution, id, in.Title, in.Scope, office, addressee, seat.Membership, sum, authors)
		live.Begin(tx, live.Key{Institution: seat.Institution, ID: id})
		return nil
	})
	if postgres.Violates(err, "analysis_pkey") { // the same request, at the same moment
		return s.Open(ctx, c, in)
	}
	if postgres.Violates(err, "live_pkey") { // the id is that of something else that pages follow
		err = once.Reused()
	}
	return id, err
}

// checkAnalysis is the rule for a new analysis; the result is its office, nil for the institution's own.
func checkAnalysis(a access.Actor, in NewAnalysis, offices []institution.Office) (*uuid.UUID, error) {
	var office *uuid.UUID
	subject := access.Subject{InstitutionWide: true}
	switch Scope(in.Scope) {
	case ScopeInstitution:
		if in.Office != "" {
			return nil, problem.At("office", "An analysis of the whole institution has no office.")
		}
	case ScopeOffice:
		o, known := institution.OfficesBySlug(offices)[in.Office]
		if !known {
			return nil, problem.At("office", "Please choose an office of this institution.")
		}
		if o.Archived {
			return nil, problem.At("office", "This office is archived. Please choose another.")
		}
		office, subject = &o.ID, access.Subject{Office: o.ID}
	default:
		return nil, problem.At("scope", "Please choose: the whole institution, or one office.")
	}
	if !a.May(access.OpenAnalysis, subject) {
		return nil, problem.New(problem.Refused, "You may open an analysis for your own office only.")
	}
	if in.Title == "" {
		return nil, problem.At("title", "Please give the analysis a title.")
	}
	return office, typed.Check("title", in.Title, titleLimit)
}

// checkGroup is the rule for whom a new analysis is addressed to; nil is everybody.
func checkGroup(a access.Actor, in NewAnalysis, groups []group.Addressee) (*uuid.UUID, error) {
	if in.Group == "" {
		return nil, nil
	}
	if !a.May(access.Manage, access.Subject{}) {
		return nil, problem.New(problem.Refused, "Only the international office addresses an analysis to a working group.")
	}
	if in.Scope != string(ScopeInstitution) {
		return nil, problem.At("group", "Only an analysis of the whole institution is addressed to a working group.")
	}
	for _, g := range groups {
		if g.ID.String() == in.Group && !g.Ended {
			return &g.ID, nil
		}
	}
	return nil, problem.At("group", "Please choose a working group of this institution.")
}
