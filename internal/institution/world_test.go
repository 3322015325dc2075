package institution_test

import (
	"log/slog"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/sheet"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// world is two institutions with the same offices and people of every role.
type world struct {
	*testing.T
	db           *postgrestest.Database
	registry     institution.Registry
	board        *swot.Board
	here, abroad institution.Institution
	people       map[string]access.Caller
}

var roles = map[string]account.DemoMember{
	"io":        {Role: access.InternationalOffice, Office: "international"},
	"sm":        {Role: access.SeniorManagement},
	"registrar": {Role: access.MemberOffice, Office: "registrar"},
	"colleague": {Role: access.MemberOffice, Office: "registrar"},
	"library":   {Role: access.MemberOffice, Office: "library"},
	"body":      {Role: access.BodyMember},
	"adviser":   {Role: access.Adviser},
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, db: postgrestest.New(t), people: map[string]access.Caller{}}
	w.registry = account.NewRegistry(w.db.DB)
	w.registry.Stages = append(w.registry.Stages, swot.OfOffices)
	w.board = &swot.Board{DB: w.db.DB, Hub: live.NewHub(w.db.DB, slog.New(slog.DiscardHandler))}
	w.here, w.abroad = w.institution("here"), w.institution("abroad")
	return w
}

func (w *world) institution(slug string) institution.Institution {
	w.Helper()
	desk := account.NewDesk(w.db.DB)
	in, err := w.registry.Add(w.Context(), slug, slug, true)
	w.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for _, office := range []string{"international", "registrar", "library", "archives"} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": office, "name": office}})
	}
	_, err = w.registry.ImportOffices(w.Context(), in, table, false)
	w.must(err)
	var members []account.DemoMember
	for name, m := range roles {
		m.Name, m.Email = name, name+"@"+slug+".example"
		members = append(members, m)
	}
	w.must(desk.AddDemoMembers(w.Context(), in, "a long enough password", members))
	for _, m := range members {
		w.people[m.Name+"@"+slug], err = desk.CallerFor(w.Context(), in, m.Email)
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

// as is a person of the institution here, or of another one: "io@abroad".
func (w *world) as(who string) access.Caller {
	w.Helper()
	if c, known := w.people[who]; known {
		return c
	}
	c, known := w.people[who+"@here"]
	if !known {
		w.Fatalf("nobody is called %q", who)
	}
	return c
}

func (w *world) wantKind(what string, err error, kind problem.Kind) {
	w.Helper()
	if kind == "" && err != nil || kind != "" && !problem.Is(err, kind) {
		w.Errorf("%s: %v, want %q", what, err, kind)
	}
}

// office reads an office as the international office sees it.
func (w *world) office(slug string) institution.Dossier {
	w.Helper()
	d, err := w.registry.Dossier(w.Context(), w.as("io"), slug)
	w.must(err)
	return d
}

// names are the slugs of the current offices in the order of the list.
func (w *world) order() string {
	w.Helper()
	d, err := w.registry.Directory(w.Context(), w.as("io"))
	w.must(err)
	s := ""
	for _, o := range institution.Current(d.Offices) {
		s += o.Slug + " "
	}
	return s
}

// ask reads one value from the institution here.
func (w *world) ask(into any, sql string, args ...any) {
	w.Helper()
	w.must(w.db.Tenant(w.Context(), w.here.ID, func(tx *postgres.Tx) error { return tx.Row(sql, args, into) }))
}

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	w.must(w.db.Tenant(w.Context(), w.here.ID, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }))
}

// logged counts the entries of a kind in the log.
func (w *world) logged(kind string) (n int) {
	w.Helper()
	w.ask(&n, `select count(*) from activity where institution_id = $1 and kind = $2`, w.here.ID, kind)
	return n
}

func (w *world) membership(who string) uuid.UUID {
	w.Helper()
	var id uuid.UUID
	w.ask(&id, `select m.id from membership m where m.institution_id = $1 and m.person_id = $2 order by m.created_at limit 1`, w.here.ID, w.as(who).Person)
	return id
}
