package group

import (
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"
	"meridian/internal/seal"
	"meridian/internal/sheet"

	"github.com/google/uuid"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// house is two institutions with people of every role, and a clock that a test moves.
type house struct {
	*testing.T
	db           *postgrestest.Database
	desk         *Desk
	here, abroad institution.Institution
	people       map[string]access.Caller
	now          time.Time
}

var residents = []account.DemoMember{
	{Name: "io", Email: "io@here.example", Role: access.InternationalOffice, Office: "international"},
	{Name: "sm", Email: "sm@here.example", Role: access.SeniorManagement},
	{Name: "registrar", Email: "registrar@here.example", Role: access.MemberOffice, Office: "registrar"},
	{Name: "colleague", Email: "colleague@here.example", Role: access.MemberOffice, Office: "registrar"},
	{Name: "library", Email: "library@here.example", Role: access.MemberOffice, Office: "library"},
	{Name: "body", Email: "body@here.example", Role: access.BodyMember},
	{Name: "adviser", Email: "adviser@here.example", Role: access.Adviser},
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{T: t, db: postgrestest.New(t), people: map[string]access.Caller{}, now: time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)}
	h.desk = NewDesk(h.db.DB, &mail.Post{Key: seal.Random()})
	h.desk.Now = func() time.Time { return h.now }
	h.here = h.institution("here", residents)
	h.abroad = h.institution("abroad", []account.DemoMember{
		{Name: "io abroad", Email: "io@abroad.example", Role: access.InternationalOffice, Office: "international"},
		{Name: "library abroad", Email: "library@abroad.example", Role: access.MemberOffice, Office: "library"},
	})
	h.sql(`update membership set standing = 'focal_person' where id = $1`, h.people["registrar"].As)
	return h
}

func (h *house) institution(slug string, members []account.DemoMember) institution.Institution {
	h.Helper()
	registry, desk := institution.Registry{DB: h.db.DB}, account.NewDesk(h.db.DB)
	in, err := registry.Add(h.Context(), slug, slug, true)
	h.must(err)
	table := sheet.Table{Header: []string{"slug", "name", "kind"}}
	for _, o := range [][2]string{{"international", "office"}, {"registrar", "office"}, {"library", "centre"}, {"law", "school"}, {"senate", "body"}} {
		table.Rows = append(table.Rows, sheet.Row{Cells: map[string]string{"slug": o[0], "name": o[0], "kind": o[1]}})
	}
	done, err := registry.ImportOffices(h.Context(), in, table, false)
	h.must(err)
	if len(done.Bad) > 0 {
		h.Fatal(done.Bad)
	}
	h.must(desk.AddDemoMembers(h.Context(), in, "a long enough password", members))
	for _, m := range members {
		h.people[m.Name], err = desk.CallerFor(h.Context(), in, m.Email)
		h.must(err)
	}
	return in
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// wantKind checks what sort of problem an answer is; "" is none.
func (h *house) wantKind(what string, err error, kind problem.Kind) {
	h.Helper()
	if kind == "" && err != nil || kind != "" && !problem.Is(err, kind) {
		h.Errorf("%s: %v, want %q", what, err, kind)
	}
}

// sql runs a statement in the first institution.
func (h *house) sql(statement string, args ...any) {
	h.Helper()
	h.must(h.db.Tenant(h.Context(), h.here.ID, func(tx *postgres.Tx) error { return tx.Exec(statement, args...) }))
}

func (h *house) number(query string, args ...any) (n int) {
	h.Helper()
	h.must(h.db.Tenant(h.Context(), h.here.ID, func(tx *postgres.Tx) error { return tx.Row(query, args, &n) }))
	return n
}

// id is the membership of one of the people.
func (h *house) id(who string) string { return h.people[who].As.String() }

func (h *house) found(offices ...string) uuid.UUID {
	h.Helper()
	id, err := h.desk.Found(h.Context(), h.people["io"], NewGroup{Name: "Working group", Offices: offices})
	h.must(err)
	return id
}

func (h *house) view(id uuid.UUID, day string) View {
	h.Helper()
	v, err := h.desk.View(h.Context(), h.people["adviser"], id, day)
	h.must(err)
	return v
}

// seat is the seat that an office has on a day.
func (h *house) seat(id uuid.UUID, office, day string) Seat {
	h.Helper()
	for _, s := range h.view(id, day).Seats {
		if s.Office.Slug == office {
			return s
		}
	}
	h.Fatalf("%s has no seat on %q", office, day)
	return Seat{}
}

func name(m *Member) string {
	if m == nil {
		return "nobody"
	}
	return m.Name
}
