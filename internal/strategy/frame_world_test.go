package strategy

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/sheet"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// frameWorld is two institutions with people of every role, and a strategy with three sections in each.
type frameWorld struct {
	*testing.T
	db           *postgrestest.Database
	desk         *Desk
	here, abroad institution.Institution
	people       map[string]access.Caller
	one, foreign uuid.UUID
	sections     map[string]uuid.UUID // of one, by title
	far          uuid.UUID            // a section of foreign
}

func newFrameWorld(t *testing.T) *frameWorld {
	t.Helper()
	w := &frameWorld{T: t, db: postgrestest.New(t), people: map[string]access.Caller{}, sections: map[string]uuid.UUID{}}
	w.desk = &Desk{DB: w.db.DB, Hub: live.NewHub(w.db.DB, slog.New(slog.DiscardHandler))}
	w.here = w.institution("here", []account.DemoMember{
		{Name: "io", Email: "io@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "second io", Email: "second@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "sm", Email: "sm@here.example", Role: access.SeniorManagement},
		{Name: "registrar", Email: "registrar@here.example", Role: access.MemberOffice, Office: "registrar"},
		{Name: "library", Email: "library@here.example", Role: access.MemberOffice, Office: "library"},
		{Name: "adviser", Email: "adviser@here.example", Role: access.Adviser},
	})
	w.abroad = w.institution("abroad", []account.DemoMember{{Name: "io abroad", Email: "io@abroad.example", Role: access.InternationalOffice, Office: "international"}})
	w.one = w.open("io", NewStrategy{Title: "Strategy", Period: "2026–2030"})
	for _, title := range []string{"A", "B", "C"} {
		w.sections[title] = w.section("io", w.one, title)
	}
	w.foreign = w.open("io abroad", NewStrategy{Title: "Abroad"})
	w.far = w.section("io abroad", w.foreign, "Far")
	return w
}

func (w *frameWorld) institution(slug string, members []account.DemoMember) institution.Institution {
	w.Helper()
	registry, desk := institution.Registry{DB: w.db.DB}, account.NewDesk(w.db.DB)
	in, err := registry.Add(w.Context(), slug, slug, true)
	w.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for _, office := range []string{"international", "registrar", "library"} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": office, "name": office}})
	}
	_, err = registry.ImportOffices(w.Context(), in, table, false)
	w.must(err)
	w.must(desk.AddDemoMembers(w.Context(), in, "a long enough password", members))
	for _, m := range members {
		w.people[m.Name], err = desk.CallerFor(w.Context(), in, m.Email)
		w.must(err)
	}
	return in
}

func (w *frameWorld) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *frameWorld) open(who string, in NewStrategy) uuid.UUID {
	w.Helper()
	id, err := w.desk.Open(w.Context(), w.people[who], in)
	w.must(err)
	return id
}

func (w *frameWorld) section(who string, strategy uuid.UUID, title string) uuid.UUID {
	w.Helper()
	done, err := w.desk.AddSection(w.Context(), w.people[who], strategy, NewSection{Title: title, Kind: "pillar"})
	w.must(err)
	return done.ID
}

func (w *frameWorld) view(who string, strategy uuid.UUID) View {
	w.Helper()
	v, err := w.desk.View(w.Context(), w.people[who], strategy)
	w.must(err)
	return v
}

// titles are those of the sections that stand, in their order.
func (w *frameWorld) titles(strategy uuid.UUID) string {
	w.Helper()
	var list []string
	for _, s := range w.view("io", strategy).Sections {
		if !s.Withdrawn() {
			list = append(list, s.Title)
		}
	}
	return strings.Join(list, " ")
}

func (w *frameWorld) sec(title string) Section {
	w.Helper()
	for _, s := range w.view("io", w.one).Sections {
		if s.ID == w.sections[title] {
			return s
		}
	}
	w.Fatalf("there is no section %q", title)
	return Section{}
}

// exec runs a statement past the policies.
func (w *frameWorld) exec(sql string, args ...any) {
	w.Helper()
	conn, err := pgx.Connect(w.Context(), w.db.AdminURL)
	w.must(err)
	defer func() { _ = conn.Close(w.Context()) }()
	_, err = conn.Exec(w.Context(), sql, args...)
	w.must(err)
}

// value asks the database, past the policies, for one value as text.
func (w *frameWorld) value(sql string, args ...any) (value string) {
	w.Helper()
	conn, err := pgx.Connect(w.Context(), w.db.AdminURL)
	w.must(err)
	defer func() { _ = conn.Close(w.Context()) }()
	w.must(conn.QueryRow(w.Context(), sql, args...).Scan(&value))
	return value
}

func (w *frameWorld) membership(email string) uuid.UUID {
	w.Helper()
	return uuid.MustParse(w.value(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = $1`, email))
}

// frame is everything that the use cases of this file's tests may change.
func (w *frameWorld) frame() string {
	w.Helper()
	return w.value(`select concat_ws('|', (select string_agg(to_jsonb(s)::text, ';' order by id) from strategy s), (select string_agg(to_jsonb(s)::text, ';' order by id) from section s),
		(select string_agg(to_jsonb(s)::text, ';') from drafter s), (select string_agg(to_jsonb(s)::text, ';') from strategy_look s), (select string_agg(to_jsonb(s)::text, ';') from strategy_labels s),
		(select string_agg(to_jsonb(s)::text, ';' order by id) from live s), (select count(*) from activity))`)
}

func (w *frameWorld) wantKind(err error, kind problem.Kind, what string) {
	w.Helper()
	if !problem.Is(err, kind) {
		w.Errorf("%s: the answer is %v, want a problem of kind %s", what, err, kind)
	}
}

// use is one of the use cases, asked for a strategy and a section.
type use struct {
	name   string
	writer bool // named drafters may too
	run    func(c access.Caller, strategy, section uuid.UUID) error
}

func (w *frameWorld) uses() []use {
	d, ctx := w.desk, w.Context()
	return []use{
		{"rename", true, func(c access.Caller, s, x uuid.UUID) error {
			_, err := d.RenameSection(ctx, c, s, x, "New", "1")
			return err
		}},
		{"place", true, func(c access.Caller, s, x uuid.UUID) error { _, err := d.PlaceSection(ctx, c, s, x, ""); return err }},
		{"kind", true, func(c access.Caller, s, x uuid.UUID) error {
			_, err := d.ChangeSectionKind(ctx, c, s, x, "text")
			return err
		}},
		{"remove", true, func(c access.Caller, s, x uuid.UUID) error { _, err := d.WithdrawSection(ctx, c, s, x); return err }},
		{"put back", true, func(c access.Caller, s, x uuid.UUID) error { _, err := d.RestoreSection(ctx, c, s, x); return err }},
		{"set up", false, func(c access.Caller, s, _ uuid.UUID) error { _, err := d.SetUp(ctx, c, s, "New", "", "1"); return err }},
		{"name", false, func(c access.Caller, s, _ uuid.UUID) error {
			_, err := d.NameDrafter(ctx, c, s, w.membership("library@here.example").String())
			return err
		}},
		{"end", false, func(c access.Caller, s, _ uuid.UUID) error {
			_, err := d.EndDrafter(ctx, c, s, w.membership("library@here.example"))
			return err
		}},
		{"withdraw", false, func(c access.Caller, s, _ uuid.UUID) error { _, err := d.Withdraw(ctx, c, s); return err }},
		{"restore", false, func(c access.Caller, s, _ uuid.UUID) error { _, err := d.Restore(ctx, c, s); return err }},
		{"view the set-up", false, func(c access.Caller, s, _ uuid.UUID) error { _, err := d.ViewSetUp(ctx, c, s); return err }},
	}
}

func (w *frameWorld) shape() string {
	w.Helper()
	s := w.view("io", w.one)
	return fmt.Sprint(s.Strategy.Live, " ", s.Strategy.Shape)
}
