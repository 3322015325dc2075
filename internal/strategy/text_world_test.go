package strategy

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/sheet"
	"meridian/web"

	"github.com/google/uuid"
)

// writing is an institution with a strategy of one section in which several people may write, and another institution.
type writing struct {
	testing.TB
	db                *postgrestest.Database
	desk              *Desk
	people            map[string]access.Caller
	strategy, section uuid.UUID
}

func newWriting(t testing.TB) *writing {
	t.Helper()
	w := &writing{TB: t, db: postgrestest.New(t), people: map[string]access.Caller{}}
	w.desk = w.newDesk()
	here := []account.DemoMember{
		{Name: "io", Email: "io@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "io 2", Email: "io2@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "io 3", Email: "io3@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "io 4", Email: "io4@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "sm", Email: "sm@here.example", Role: access.SeniorManagement},
		{Name: "drafter", Email: "drafter@here.example", Role: access.MemberOffice, Office: "library"},
		{Name: "library", Email: "library@here.example", Role: access.MemberOffice, Office: "library"},
		{Name: "body", Email: "body@here.example", Role: access.BodyMember},
		{Name: "adviser", Email: "adviser@here.example", Role: access.Adviser},
	}
	w.institution("here", here)
	w.institution("abroad", []account.DemoMember{{Name: "io abroad", Email: "io@abroad.example", Role: access.InternationalOffice, Office: "international"}})
	var err error
	w.strategy, err = w.desk.Open(t.Context(), w.as("io"), NewStrategy{Title: "Towards 2030"})
	w.must(err)
	w.section = w.addSection("Why")
	w.sql(`insert into drafter (institution_id, strategy_id, membership_id)
		select m.institution_id, $1, m.id from membership m join person p on p.id = m.person_id where p.email = 'drafter@here.example'`, w.strategy)
	return w
}

// newDesk is a desk as another server has one: with a hub and an engine of its own, on the same database.
func (w *writing) newDesk() *Desk {
	w.Helper()
	source, err := web.Engine()
	w.must(err)
	engine, err := richtext.NewEngine(source, AtOnce)
	w.must(err)
	return &Desk{DB: w.db.DB, Hub: live.NewHub(w.db.DB, slog.New(slog.DiscardHandler)), Engine: engine}
}

func (w *writing) institution(slug string, members []account.DemoMember) {
	w.Helper()
	registry, desk := institution.Registry{DB: w.db.DB}, account.NewDesk(w.db.DB)
	in, err := registry.Add(w.Context(), slug, slug, true)
	w.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for _, office := range []string{"international", "library"} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": office, "name": office}})
	}
	_, err = registry.ImportOffices(w.Context(), in, table, false)
	w.must(err)
	w.must(desk.AddDemoMembers(w.Context(), in, "a long enough password", members))
	for _, m := range members {
		w.people[m.Name], err = desk.CallerFor(w.Context(), in, m.Email)
		w.must(err)
	}
}

func (w *writing) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *writing) as(who string) access.Caller {
	w.Helper()
	c, known := w.people[who]
	if !known {
		w.Fatalf("nobody is called %q", who)
	}
	return c
}

func (w *writing) sql(sql string, args ...any) {
	w.Helper()
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }))
}

func (w *writing) addSection(title string) uuid.UUID {
	w.Helper()
	done, err := w.desk.AddSection(w.Context(), w.as("io"), w.strategy, NewSection{Title: title, Kind: "text"})
	w.must(err)
	return done.ID
}

// insert is the step that puts words at a position.
func insert(at int, words string) json.RawMessage {
	quoted, _ := json.Marshal(words)
	return json.RawMessage(fmt.Sprintf(`[{"stepType":"replace","from":%d,"to":%d,"slice":{"content":[{"type":"text","text":%s}]}}]`, at, at, quoted))
}

func (w *writing) accept(who string, version int, steps json.RawMessage) (Accepted, error) {
	return w.desk.Accept(w.Context(), w.as(who), w.strategy, w.section, Steps{Version: version, Client: who[:2], Steps: steps})
}

func (w *writing) text() Text {
	w.Helper()
	text, err := w.desk.Text(w.Context(), w.as("io"), w.strategy, w.section)
	w.must(err)
	return text
}

// plain are the words of the section.
func (w *writing) plain() string {
	w.Helper()
	return w.parsed().PlainText()
}

func (w *writing) parsed() *richtext.Node {
	w.Helper()
	doc, err := richtext.Parse(w.text().Doc)
	w.must(err)
	return doc
}

// replayed checks that the section's steps make its text of the empty one, and that its count of words is that of the
// text.
func (w *writing) replayed() {
	w.Helper()
	run, err := w.desk.StepsSince(w.Context(), w.as("io"), w.strategy, w.section, 0)
	w.must(err)
	text := w.text()
	if run.Version != text.Version || len(run.Steps) != text.Version {
		w.Fatalf("%d steps up to version %d, and a text of version %d", len(run.Steps), run.Version, text.Version)
	}
	doc := json.RawMessage(EmptyDoc)
	for from := 0; from < len(run.Steps); from += richtext.MaxSteps {
		steps, err := json.Marshal(run.Steps[from:min(from+richtext.MaxSteps, len(run.Steps))])
		w.must(err)
		applied, err := w.desk.Engine.Apply(w.Context(), doc, steps)
		w.must(err)
		doc = applied.Doc
	}
	want, err := richtext.Parse(doc)
	w.must(err)
	if got := w.parsed(); string(got.JSON()) != string(want.JSON()) {
		w.Errorf("the steps make\n%s\nand the text is\n%s", want.JSON(), got.JSON())
	}
	var words int
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select words from section where id = $1`, []any{w.section}, &words)
	}))
	if words != want.Words() {
		w.Errorf("%d words are noted, and there are %d", words, want.Words())
	}
}

func (w *writing) wantKind(err error, kind problem.Kind, what string) {
	w.Helper()
	if kind == "" && err != nil || kind != "" && !problem.Is(err, kind) {
		w.Errorf("%s: the answer is %v, want a problem of kind %q", what, err, kind)
	}
}
