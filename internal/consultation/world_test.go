package consultation

import (
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/mail"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/seal"
	"meridian/internal/sheet"
	"meridian/internal/strategy"
	"meridian/web"

	"github.com/google/uuid"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// hall is an institution whose offices are heard on a strategy of one section, and another institution.
type hall struct {
	testing.TB
	db                *postgrestest.Database
	desk              *Desk
	people            map[string]access.Caller
	strategy, section uuid.UUID
	clock             time.Time
}

const words = "Every student goes abroad once. Staff learn languages. The library opens at night."

func newHall(t testing.TB) *hall {
	t.Helper()
	h := &hall{TB: t, db: postgrestest.New(t), people: map[string]access.Caller{}, clock: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	source, err := web.Engine()
	h.must(err)
	engine, err := richtext.NewEngine(source, strategy.AtOnce)
	h.must(err)
	post := &mail.Post{Key: seal.Random()}
	h.desk = &Desk{DB: h.db.DB, Post: post, Notice: &notice.Desk{DB: h.db.DB, Post: post}, Now: func() time.Time { return h.clock },
		Strategy: &strategy.Desk{DB: h.db.DB, Hub: live.NewHub(h.db.DB, slog.New(slog.DiscardHandler)), Engine: engine}}
	h.institution("here", []account.DemoMember{
		{Name: "io", Email: "io@here.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "sm", Email: "sm@here.example", Role: access.SeniorManagement},
		{Name: "drafter", Email: "drafter@here.example", Role: access.MemberOffice, Office: "registrar"},
		{Name: "head", Email: "head@here.example", Role: access.MemberOffice, Office: "library"},
		{Name: "clerk", Email: "clerk@here.example", Role: access.MemberOffice, Office: "library"},
		{Name: "finance", Email: "finance@here.example", Role: access.MemberOffice, Office: "finance"},
		{Name: "adviser", Email: "adviser@here.example", Role: access.Adviser},
	})
	h.institution("abroad", []account.DemoMember{{Name: "io abroad", Email: "io@abroad.example", Role: access.InternationalOffice, Office: "international"}})
	h.strategy, err = h.desk.Strategy.Open(t.Context(), h.as("io"), strategy.NewStrategy{Title: "Towards 2030"})
	h.must(err)
	done, err := h.desk.Strategy.AddSection(t.Context(), h.as("io"), h.strategy, strategy.NewSection{Title: "Aims", Kind: "text"})
	h.must(err)
	h.section = done.ID
	h.sql(`insert into drafter (institution_id, strategy_id, membership_id)
		select m.institution_id, $1, m.id from membership m join person p on p.id = m.person_id where p.email = 'drafter@here.example'`, h.strategy)
	h.sql(`update membership m set standing = case p.email when 'head@here.example' then 'head' else 'focal_person' end from person p
		where p.id = m.person_id and p.email in ('head@here.example', 'finance@here.example')`)
	h.write(words)
	return h
}

func (h *hall) institution(slug string, members []account.DemoMember) {
	h.Helper()
	registry, desk := institution.Registry{DB: h.db.DB}, account.NewDesk(h.db.DB)
	in, err := registry.Add(h.Context(), slug, slug, true)
	h.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for _, office := range []string{"international", "registrar", "library", "finance"} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": office, "name": office}})
	}
	_, err = registry.ImportOffices(h.Context(), in, table, false)
	h.must(err)
	h.must(desk.AddDemoMembers(h.Context(), in, "a long enough password", members))
	for _, m := range members {
		h.people[m.Name], err = desk.CallerFor(h.Context(), in, m.Email)
		h.must(err)
	}
}

// join adds offices and people to an institution, each person with an office of their own.
func (h *hall) join(slug string, members []account.DemoMember) {
	h.Helper()
	registry, desk := institution.Registry{DB: h.db.DB}, account.NewDesk(h.db.DB)
	in, err := registry.BySlug(h.Context(), slug)
	h.must(err)
	table := sheet.Table{Header: []string{"slug", "name"}}
	for n, m := range members {
		table.Rows = append(table.Rows, sheet.Row{Line: n + 2, Cells: map[string]string{"slug": m.Office, "name": m.Office}})
	}
	_, err = registry.ImportOffices(h.Context(), in, table, false)
	h.must(err)
	h.must(desk.AddDemoMembers(h.Context(), in, "a long enough password", members))
	for _, m := range members {
		h.people[m.Name], err = desk.CallerFor(h.Context(), in, m.Email)
		h.must(err)
	}
}

func (h *hall) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *hall) as(who string) access.Caller {
	h.Helper()
	c, known := h.people[who]
	if !known {
		h.Fatalf("nobody is called %q", who)
	}
	return c
}

func (h *hall) sql(sql string, args ...any) {
	h.Helper()
	h.must(h.db.TenantBySlug(h.Context(), "here", func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }))
}

// write makes the text of the section anew.
func (h *hall) write(text string) {
	h.Helper()
	_, err := h.desk.Strategy.Rewrite(h.Context(), h.as("io"), h.strategy, h.section, "io", func(json.RawMessage) (json.RawMessage, error) {
		doc, err := richtext.FromMarkup(text)
		return doc.JSON(), err
	})
	h.must(err)
}

// plain are the words of the section.
func (h *hall) plain() string {
	h.Helper()
	text, err := h.desk.Strategy.Text(h.Context(), h.as("io"), h.strategy, h.section)
	h.must(err)
	doc, err := richtext.Parse(text.Doc)
	h.must(err)
	return doc.PlainText()
}

// say adds a comment on words of the section.
func (h *hall) say(who, exact, text string) uuid.UUID {
	h.Helper()
	done, err := h.desk.Say(h.Context(), h.as(who), h.strategy, Saying{Section: h.section.String(), Exact: exact, Text: text})
	h.must(err)
	return done.ID
}

func (h *hall) suggest(who, exact, instead string) uuid.UUID {
	h.Helper()
	done, err := h.desk.Say(h.Context(), h.as(who), h.strategy, Saying{Section: h.section.String(), Exact: exact, Replacement: &instead})
	h.must(err)
	return done.ID
}

// sees is a contribution as somebody sees it.
func (h *hall) sees(who string, id uuid.UUID) (Contribution, bool) {
	h.Helper()
	v, err := h.desk.Look(h.Context(), h.as(who), h.strategy)
	h.must(err)
	for _, c := range v.Contributions {
		if c.ID == id {
			return c, true
		}
	}
	return Contribution{}, false
}

func (h *hall) want(err error, kind problem.Kind, what string) {
	h.Helper()
	if kind == "" && err != nil || kind != "" && !problem.Is(err, kind) {
		h.Errorf("%s: the answer is %v, want a problem of kind %q", what, err, kind)
	}
}

// told counts what somebody was told, by kind.
// strike looks at the clock of a consultation, on several servers at once.
func (h *hall) strike(id string) {
	h.Helper()
	in, err := institution.Registry{DB: h.db.DB}.BySlug(h.Context(), "here")
	h.must(err)
	var servers sync.WaitGroup
	for range 4 {
		servers.Go(func() {
			if err := h.desk.Strike(h.Context(), Hour{Institution: in.ID, Strategy: h.strategy, Consultation: uuid.MustParse(id)}); err != nil {
				h.Error(err)
			}
		})
	}
	servers.Wait()
}

func (h *hall) told(who string) map[notice.Kind]int {
	h.Helper()
	c := h.as(who)
	places, err := account.NewDesk(h.db.DB).Places(h.Context(), c.Person)
	h.must(err)
	list, err := h.desk.Notice.Of(h.Context(), c.Person, places)
	h.must(err)
	count := map[notice.Kind]int{}
	for _, n := range list {
		count[n.Kind]++
	}
	return count
}

// logs is how often the log has something of a kind.
func (h *hall) logs(kind string) (n int) {
	h.Helper()
	h.must(h.db.TenantBySlug(h.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select count(*) from activity where kind = $1`, []any{kind}, &n)
	}))
	return n
}
