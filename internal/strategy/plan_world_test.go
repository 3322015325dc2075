package strategy

import (
	"log/slog"
	"slices"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/sheet"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// planWorld is two institutions, each with a strategy of a text and a pillar, and with an analysis.
type planWorld struct {
	*testing.T
	db     *postgrestest.Database
	desk   *Desk
	board  *swot.Board
	people map[string]access.Caller
	here   house
	abroad house
}

// house is what one of the institutions has.
type house struct {
	io                     string
	strategy, text, pillar uuid.UUID
	analysis               uuid.UUID
}

func newPlanWorld(t *testing.T) *planWorld {
	t.Helper()
	w := &planWorld{T: t, db: postgrestest.New(t), people: map[string]access.Caller{}}
	hub := live.NewHub(w.db.DB, slog.New(slog.DiscardHandler))
	w.desk, w.board = &Desk{DB: w.db.DB, Hub: hub}, &swot.Board{DB: w.db.DB, Hub: hub}
	w.here, w.abroad = w.place("here"), w.place("abroad")
	return w
}

func (w *planWorld) place(slug string) house {
	w.Helper()
	registry, desk := institution.Registry{DB: w.db.DB}, account.NewDesk(w.db.DB)
	in, err := registry.Add(w.Context(), slug, slug, true)
	w.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for _, office := range []string{"international", "registrar", "library"} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": office, "name": "The " + office}})
	}
	_, err = registry.ImportOffices(w.Context(), in, table, false)
	w.must(err)
	members := []account.DemoMember{
		{Name: "io " + slug, Email: "io@" + slug + ".example", Role: access.InternationalOffice, Office: "international"},
		{Name: "registrar " + slug, Email: "registrar@" + slug + ".example", Role: access.MemberOffice, Office: "registrar"},
		{Name: "sm " + slug, Email: "sm@" + slug + ".example", Role: access.SeniorManagement},
	}
	w.must(desk.AddDemoMembers(w.Context(), in, "a long enough password", members))
	for _, m := range members {
		w.people[m.Name], err = desk.CallerFor(w.Context(), in, m.Email)
		w.must(err)
	}
	p := house{io: "io " + slug}
	p.strategy, err = w.desk.Open(w.Context(), w.as(p.io), NewStrategy{Title: "Strategy", Period: "2026–2030"})
	w.must(err)
	p.text, p.pillar = w.section(p, SectionText), w.section(p, SectionPillar)
	p.analysis, err = w.board.Open(w.Context(), w.as(p.io), swot.NewAnalysis{Title: "Where we stand", Scope: "institution"})
	w.must(err)
	return p
}

func (w *planWorld) section(p house, kind SectionKind) uuid.UUID {
	w.Helper()
	done, err := w.desk.AddSection(w.Context(), w.as(p.io), p.strategy, NewSection{Title: "Section", Kind: string(kind)})
	w.must(err)
	return done.ID
}

func (w *planWorld) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// wants tells that an error is of a kind, and about a field.
func (w *planWorld) wants(err error, kind problem.Kind, field, what string) {
	w.Helper()
	if !problem.Is(err, kind) || problem.Of(err).Field != field {
		w.Errorf("%s: %v, want %s of %q", what, err, kind, field)
	}
}

func (w *planWorld) as(who string) access.Caller {
	w.Helper()
	c, known := w.people[who]
	if !known {
		w.Fatalf("nobody is called %q", who)
	}
	return c
}

func (w *planWorld) item(p house, who string, q swot.Quadrant, text string) uuid.UUID {
	w.Helper()
	done, err := w.board.Add(w.Context(), w.as(who), p.analysis, swot.NewItem{Quadrant: string(q), Text: text})
	w.must(err)
	return done.Item
}

func (w *planWorld) goal(p house, text string) uuid.UUID {
	w.Helper()
	done, err := w.desk.AddGoal(w.Context(), w.as(p.io), p.strategy, NewGoal{Section: p.pillar.String(), Text: text})
	w.must(err)
	return done.ID
}

// objective adds one; goal may be zero.
func (w *planWorld) objective(p house, goal uuid.UUID, text string, cites ...uuid.UUID) uuid.UUID {
	w.Helper()
	in := NewObjective{Section: p.pillar.String(), Text: text}
	if goal != uuid.Nil {
		in.Goal = goal.String()
	}
	for _, id := range cites {
		in.Cites = append(in.Cites, id.String())
	}
	done, err := w.desk.AddObjective(w.Context(), w.as(p.io), p.strategy, in)
	w.must(err)
	return done.ID
}

func (w *planWorld) plan(p house) Plan {
	w.Helper()
	v, err := w.desk.View(w.Context(), w.as(p.io), p.strategy)
	w.must(err)
	return v.Plans[p.pillar]
}

func (w *planWorld) stored(p house, objective uuid.UUID) Objective {
	w.Helper()
	list := w.plan(p).Objectives
	n := slices.IndexFunc(list, func(o Objective) bool { return o.ID == objective })
	if n < 0 {
		w.Fatalf("there is no objective %s", objective)
	}
	return list[n]
}

// order is how a plan reads: goals in capitals as they were typed, then their objectives.
func (w *planWorld) order(p house) []string {
	w.Helper()
	var words []string
	for _, g := range w.plan(p).Groups() {
		if g.Goal != nil {
			words = append(words, g.Goal.Text)
		} else {
			words = append(words, "-")
		}
		for _, o := range g.Objectives {
			words = append(words, o.Text)
		}
	}
	return words
}
