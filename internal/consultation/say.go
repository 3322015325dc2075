package consultation

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/notice"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/thread"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Saying is what a person writes about a strategy.
type Saying struct {
	ID          string // UUID; empty: the server makes one
	Section     string // id; empty: the strategy as a whole
	Version     string // of the section's text that was read; may be empty
	Exact       string // the words that it is about; empty: the section
	Prefix      string // what stands before and after them
	Suffix      string
	Objective   string // id of an objective that it is about; empty: none
	Indicator   string // id of an indicator that it is about; empty: none
	Question    string // id of a question of the consultation that it answers; empty: none
	Text        string // of a suggestion it may be empty
	Replacement *string
	Office      string   // slug of the office that said it elsewhere: on its behalf; empty: one's own
	Heard       Heard    // where it did
	Held        bool     // for the author's office alone, until it is sent on
	untold      bool     // the office is told of it otherwise
	Mentions    []string // see thread.New
}

var replacementLimit = typed.Limit{Characters: thread.MaxText, Runes: 20_000, Long: "The text is longer than 10,000 characters. Please shorten it; nothing was lost."}

// ground is what Say asks of the database.
type ground struct {
	before       struct{ Digest []byte }
	exists       bool
	sectionThere bool
	objective    bool
	indicator    bool
	window       last
	offices      []institution.Office
	speakers     []speaker
}

// Say adds a comment or, with a Replacement, a suggestion: for everybody who may comment. The same request twice adds one;
// the same id with other words is Invalid. Words that do not stand in the section are Invalid of "exact", a section that
// is not there is NotFound. Those who are called in get a letter each; nobody outside the office can be called in to what
// is kept in it. Who enters it on behalf of an office says where it was heard: those who speak for the office are told.
func (d *Desk) Say(ctx context.Context, c access.Caller, strategyID uuid.UUID, in Saying) (Done, error) {
	in.Mentions = slices.DeleteFunc(slices.Clone(in.Mentions), func(m string) bool { return m == "" }) // a choice left empty
	draft, err := thread.NewDraft(about(strategyID), thread.New{ID: in.ID, Text: in.Text, Mentions: in.Mentions})
	if err != nil {
		return Done{}, err
	}
	draft.Unlogged, draft.Wordless = true, in.Replacement != nil
	if in.Version != "" {
		if n, err := strconv.Atoi(in.Version); err != nil || n < 0 {
			return Done{}, problem.At("version", "The version is not a number.")
		}
	}
	section, err := optionalID(in.Section)
	if err != nil {
		return Done{}, err
	}
	objective, err := optionalID(in.Objective)
	if err != nil {
		return Done{}, err
	}
	indicator, err := optionalID(in.Indicator)
	if err != nil {
		return Done{}, err
	}
	question, err := optionalID(in.Question)
	if err != nil {
		return Done{}, err
	}
	var marking *strategy.Marking
	if strings.TrimSpace(in.Exact) != "" || in.Replacement != nil {
		marking, err = strategy.NewMarking(strategy.Marked{Section: in.Section, Exact: in.Exact, Prefix: in.Prefix, Suffix: in.Suffix})
		if err != nil {
			return Done{}, err
		}
	}
	var g ground
	done := Done{ID: draft.ID}
	done.Live, err = d.Strategy.Change(ctx, c, strategyID, access.Comment, func(b *postgres.Batch) {
		g = ground{}
		g.queue(b, strategyID, draft.ID, section, objective, indicator)
		if marking != nil {
			marking.Queue(b, strategyID)
		}
		draft.Queue(b)
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		kind, replacement := Comment, ""
		if question != uuid.Nil {
			kind = Remark
		}
		if in.Replacement != nil {
			kind, replacement = Suggestion, typed.Clean(*in.Replacement)
		}
		sum := once.Digest(seat.Person, strategyID.String(), string(kind), in.Section, in.Objective, in.Indicator, in.Question, in.Exact, in.Prefix, in.Suffix, typed.Clean(in.Text), replacement, strconv.FormatBool(in.Held), in.Office, in.Heard.Source, in.Heard.Note, in.Heard.Day, strings.Join(in.Mentions, " "))
		if g.exists {
			if !bytes.Equal(g.before.Digest, sum) {
				return nil, once.Reused()
			}
			return nil, nil
		}
		if s.Withdrawn() {
			return nil, problem.New(problem.Locked, "This strategy was withdrawn. What you wrote is kept on this page.")
		}
		if err := g.check(section, objective, indicator); err != nil {
			return nil, err
		}
		if question != uuid.Nil && !slices.ContainsFunc(g.window.Questions, func(q Question) bool { return q.ID == question }) {
			return nil, problem.Absent()
		}
		if kind == Suggestion {
			if err := typed.Check("replacement", replacement, replacementLimit); err != nil {
				return nil, err
			}
		}
		office, behalf, err := in.speaksFor(seat, g.offices, d.now())
		if err != nil {
			return nil, err
		}
		if in.Held && seat.Office == uuid.Nil {
			return nil, problem.At("held", "You belong to no office here, so there is nobody to keep it with. Please send it as it is.")
		}
		if in.Held && len(in.Mentions) > 0 {
			return nil, problem.At("mention", "Whoever you call in could not see what is kept in your office. Please call nobody in, or send it to everyone.")
		}
		if marking != nil {
			if _, err := marking.Set(tx, seat.Institution, strategyID, draft.ID); err != nil {
				return nil, err
			}
		}
		at := thread.Place{Title: s.Title, Path: link.Thread(seat.Slug, strategyID, draft.ID, "")}
		if again, err := (thread.Desk{Post: d.Post}).Add(tx, seat, draft, at); err != nil || again {
			if again && err == nil {
				err = once.Reused() // a comment elsewhere has the id
			}
			return nil, err
		}
		if !in.Held {
			logged(tx, seat, "contribution added", draft.ID, string(kind))
		}
		var day *string
		if behalf {
			day = &in.Heard.Day
			news := notice.News{Kind: notice.Entered, Subject: draft.ID, Cause: draft.ID, Title: s.Title, Path: link.ThreadAnchor(seat.Slug, strategyID, draft.ID)}
			if !in.untold {
				news.To = speakersOf(g.speakers, office)
			}
			if err := d.Notice.Tell(tx, seat, news); err != nil {
				return nil, err
			}
		}
		if !in.Held && !in.untold { // its writers are told once a day, however much is said
			day := uuid.NewSHA1(strategyID, []byte(d.now().UTC().Format(time.DateOnly)))
			if err := d.Notice.Tell(tx, seat, notice.News{Kind: notice.Said, Subject: strategyID, Cause: day, Title: s.Title, Path: link.Strategy(seat.Slug, strategyID, "") + "#margin", To: s.Drafters}); err != nil {
				return nil, err
			}
		}
		var replaced *string
		if in.Replacement != nil {
			replaced = &replacement
		}
		return tx.Last(`with `+live.RaiseSQL+`, `+strategy.RaiseAnchor("$3")+`
			insert into contribution (institution_id, strategy_id, id, consultation_id, kind, section_id, objective_id, indicator_id, question_id, replacement, author_id, office_id,
				source, source_note, source_date, held, late, digest, live_version, first_version)
			select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::date, $16, $17, $18, raised.version, raised.version from raised returning live_version`,
			seat.Institution, strategyID, draft.ID, g.window.open(d.now()), kind, postgres.Optional(section), postgres.Optional(objective), postgres.Optional(indicator), postgres.Optional(question), replaced,
			seat.Membership, postgres.Optional(office), in.Heard.Source, typed.Clean(in.Heard.Note), day, in.Held, g.window.late(d.now()), sum), nil
	})
	if postgres.Violates(err, "comment_pkey") || postgres.Violates(err, "contribution_pkey") || postgres.Violates(err, "anchor_pkey") { // the same request, at the same moment
		return d.Say(ctx, c, strategyID, in)
	}
	return done, err
}

func optionalID(s string) (uuid.UUID, error) {
	if s == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil {
		return uuid.Nil, problem.Absent()
	}
	return id, nil
}

// speaksFor is the office in whose name a person says something, and whether on behalf of another than their own.
func (in *Saying) speaksFor(seat access.Seat, offices []institution.Office, now time.Time) (office uuid.UUID, behalf bool, err error) {
	if in.Office == "" {
		in.Heard = Heard{}
		return seat.Office, false, nil
	}
	o, ok := institution.OfficesBySlug(institution.Current(offices))[in.Office]
	switch {
	case !ok:
		return uuid.Nil, false, problem.At("office", "Please choose an office of this institution.")
	case !seat.May(access.EnterOnBehalf, access.Subject{Office: o.ID}):
		return uuid.Nil, false, problem.New(problem.Refused, "Only the international office enters what another office has said.")
	case in.Held:
		return uuid.Nil, false, problem.At("held", "What is entered for an office is seen by everybody.")
	}
	return o.ID, true, in.Heard.check(now)
}

// speakersOf are the memberships that speak for an office.
func speakersOf(speakers []speaker, office uuid.UUID) (list []uuid.UUID) {
	for _, one := range speakers {
		if one.Office == office {
			list = append(list, one.Membership)
		}
	}
	return list
}

func (g *ground) queue(b *postgres.Batch, strategy, id, section, objective, indicator uuid.UUID) {
	there := func(into *bool, sql string, thing uuid.UUID) {
		if thing == uuid.Nil {
			*into = true
			return
		}
		b.Queue(`select true from `+sql+` where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and id = $2 and withdrawn_at is null`, strategy, thing).
			Query(postgres.First(into, new(bool), pgx.RowTo[bool]))
	}
	postgres.Find(b, &g.before, &g.exists, `select digest from contribution where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
	there(&g.sectionThere, "section", section)
	there(&g.objective, "objective", objective)
	there(&g.indicator, "indicator", indicator)
	g.window.queue(b, strategy)
	institution.QueueOffices(b, &g.offices)
	queueSpeakers(b, &g.speakers)
}

func (g *ground) check(section, objective, indicator uuid.UUID) error {
	switch {
	case !g.sectionThere:
		return problem.Absent()
	case !g.objective, !g.indicator:
		return problem.Absent()
	}
	return nil
}

// logged writes what happened to a contribution that everybody may see.
func logged(tx *postgres.Tx, seat access.Seat, kind string, id uuid.UUID, detail string) {
	activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfContribution, ID: id, Detail: detail})
}
