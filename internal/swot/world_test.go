package swot

import (
	"fmt"
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

	"github.com/google/uuid"
)

// world is two institutions with people of every role, and two boards in the first of them.
type world struct {
	*testing.T
	db            *postgrestest.Database
	board         *Board
	here, abroad  institution.Institution
	people        map[string]access.Caller
	wide, library uuid.UUID // the analysis of the whole institution, and that of the library
	foreign       uuid.UUID // an analysis of the other institution
}

// The people of a world, by the name under which a test calls them.
var worldPeople = []account.DemoMember{
	{Name: "io", Email: "io@here.example", Role: access.InternationalOffice, Office: "international"},
	{Name: "sm", Email: "sm@here.example", Role: access.SeniorManagement},
	{Name: "registrar", Email: "registrar@here.example", Role: access.MemberOffice, Office: "registrar"},
	{Name: "colleague", Email: "colleague@here.example", Role: access.MemberOffice, Office: "registrar"},
	{Name: "library", Email: "library@here.example", Role: access.MemberOffice, Office: "library"},
	{Name: "body", Email: "body@here.example", Role: access.BodyMember},
	{Name: "adviser", Email: "adviser@here.example", Role: access.Adviser},
}

var abroadPeople = []account.DemoMember{
	{Name: "io abroad", Email: "io@abroad.example", Role: access.InternationalOffice, Office: "international"},
	{Name: "registrar abroad", Email: "registrar@abroad.example", Role: access.MemberOffice, Office: "registrar"},
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: postgrestest.New(t), people: map[string]access.Caller{}}
	w.board = &Board{DB: w.db.DB, Hub: live.NewHub(w.db.DB, slog.New(slog.DiscardHandler))}
	w.here = w.institution("here", worldPeople)
	w.abroad = w.institution("abroad", abroadPeople)
	w.wide = w.open("io", NewAnalysis{Title: "Where we stand", Scope: "institution"})
	w.library = w.open("library", NewAnalysis{Title: "The library", Scope: "office"})
	w.foreign = w.open("io abroad", NewAnalysis{Title: "Abroad", Scope: "institution"})
	return w
}

func (w *world) institution(slug string, members []account.DemoMember) institution.Institution {
	w.Helper()
	registry, desk := institution.Registry{DB: w.db.DB}, account.NewDesk(w.db.DB)
	in, err := registry.Add(w.Context(), slug, slug, true)
	w.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for _, office := range []string{"international", "registrar", "library"} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": office, "name": office}})
	}
	done, err := registry.ImportOffices(w.Context(), in, table, false)
	w.must(err)
	if len(done.Bad) > 0 {
		w.Fatal(done.Bad)
	}
	w.must(desk.AddDemoMembers(w.Context(), in, "a long enough password", members))
	for _, m := range members {
		w.people[m.Name], err = desk.CallerFor(w.Context(), in, m.Email)
		w.must(err)
	}
	return in
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) open(who string, in NewAnalysis) uuid.UUID {
	w.Helper()
	id, err := w.board.Open(w.Context(), w.as(who), in)
	w.must(err)
	return id
}

func (w *world) as(who string) access.Caller {
	w.Helper()
	c, known := w.people[who]
	if !known {
		w.Fatalf("nobody is called %q", who)
	}
	return c
}

func (w *world) add(who string, analysis uuid.UUID, quadrant Quadrant, text string) Target {
	w.Helper()
	done, err := w.board.Add(w.Context(), w.as(who), analysis, NewItem{Quadrant: string(quadrant), Text: text})
	w.must(err)
	return Target{Analysis: analysis, Item: done.Item}
}

func (w *world) view(who string, analysis uuid.UUID) View {
	w.Helper()
	v, err := w.board.View(w.Context(), w.as(who), analysis)
	w.must(err)
	return v
}

// item reads an item as it is stored.
func (w *world) item(t Target) Item {
	w.Helper()
	who := "io"
	if t.Analysis == w.foreign {
		who = "io abroad"
	}
	items := w.view(who, t.Analysis).Items
	n := slices.IndexFunc(items, func(i Item) bool { return i.ID == t.Item })
	if n < 0 {
		w.Fatalf("there is no item %v", t.Item)
	}
	return items[n]
}

// texts are the texts under a heading in the order of the board.
func (w *world) texts(analysis uuid.UUID, q Quadrant) []string {
	w.Helper()
	var all []string
	for _, i := range w.view("io", analysis).onBoard() {
		if i.Quadrant == q {
			all = append(all, i.Text)
		}
	}
	return all
}

func (w *world) wantTexts(analysis uuid.UUID, q Quadrant, want ...string) {
	w.Helper()
	if got := w.texts(analysis, q); !slices.Equal(got, want) {
		w.Errorf("%s holds %q, want %q", q, got, want)
	}
}

// unchanged runs fn and checks that the board's counter and its items are what they were.
func (w *world) unchanged(analysis uuid.UUID, fn func()) {
	w.Helper()
	who := "io"
	if analysis == w.foreign {
		who = "io abroad"
	}
	print := func() string {
		v := w.view(who, analysis)
		s := fmt.Sprint("version ", v.Analysis.Live, "\n")
		for _, i := range v.Items {
			s += fmt.Sprintln(i.ID, i.Quadrant, i.Position, i.Text, i.Evidence, i.OfficeSlug, i.Version, i.LiveVersion, i.Withdrawn())
		}
		return s
	}
	before := print()
	fn()
	if after := print(); after != before {
		w.Errorf("something was written:\nbefore %s\nafter %s", before, after)
	}
}

func (w *world) wantKind(err error, kind problem.Kind) {
	w.Helper()
	if kind == "" {
		if err != nil {
			w.Errorf("refused: %v", err)
		}
		return
	}
	if !problem.Is(err, kind) {
		w.Errorf("the answer is %v, want a problem of kind %s", err, kind)
	}
}
