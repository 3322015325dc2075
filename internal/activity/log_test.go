package activity_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

// place is an institution with a person of each of three roles.
type place struct {
	*testing.T
	db     *postgrestest.Database
	log    *activity.Log
	in     institution.Institution
	office uuid.UUID
	people map[string]uuid.UUID // persons
	seats  map[string]access.Actor
}

func newPlace(t *testing.T, db *postgrestest.Database, slug string) *place {
	t.Helper()
	p := &place{T: t, db: db, log: &activity.Log{DB: db.DB, Sit: account.SitToRead}, office: uuid.New(), people: map[string]uuid.UUID{}, seats: map[string]access.Actor{}}
	var err error
	if p.in, err = (institution.Registry{DB: db.DB}).Add(t.Context(), slug, "University "+slug, false); err != nil {
		t.Fatal(err)
	}
	p.sql(`insert into office (institution_id, id, slug, name, kind) values ($1, $2, 'library', 'Library', 'office')`, p.in.ID, p.office)
	for _, role := range []access.Role{access.InternationalOffice, access.SeniorManagement, access.MemberOffice} {
		person, membership := uuid.New(), uuid.New()
		name := string(role)
		p.sql(`insert into person (id, email, name) values ($1, $2, $3)`, person, name+"@"+slug+".example", name+" of "+slug)
		p.sql(`insert into membership (institution_id, id, person_id, role, office_id, accepted_at) values ($1, $2, $3, $4, $5, now())`, p.in.ID, membership, person, name, p.office)
		p.people[name] = person
		p.seats[name] = access.Actor{Institution: p.in.ID, Membership: membership, Person: person, Office: p.office}
	}
	return p
}

func (p *place) sql(sql string, args ...any) {
	p.Helper()
	if err := p.db.Tenant(p.Context(), p.in.ID, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }); err != nil {
		p.Fatal(err)
	}
}

func (p *place) record(who string, e activity.Entry) {
	p.Helper()
	err := p.db.Tenant(p.Context(), p.in.ID, func(tx *postgres.Tx) error {
		if who == "" {
			activity.RecordUnnamed(tx, p.in.ID, e)
		} else {
			activity.Record(tx, p.seats[who], e)
		}
		return nil
	})
	if err != nil {
		p.Fatal(err)
	}
}

func (p *place) read(who string, f activity.Filter, most int) activity.View {
	p.Helper()
	v, err := p.log.Read(p.Context(), access.Caller{Person: p.people[who], Slug: p.in.Slug}, f, most)
	if err != nil {
		p.Fatal(err)
	}
	return v
}

// told is a view as words: kind, who, label and detail of each line.
func told(v activity.View) (list []string) {
	for _, l := range v.Lines {
		list = append(list, strings.Join([]string{l.Kind, l.Person, l.Office, l.Label, l.Detail}, "|"))
	}
	return list
}

const io, sm, mo = "international_office", "senior_management", "member_office"

func TestWhoReadsWhat(t *testing.T) {
	db := postgrestest.New(t)
	p, q := newPlace(t, db, "here"), newPlace(t, db, "yonder")
	p.record("", activity.Entry{Kind: "institution created", Subject: activity.OfInstitution, ID: p.in.ID})
	p.record(io, activity.Entry{Kind: "role changed", Subject: activity.OfMembership, ID: p.seats[mo].Membership, Detail: "adviser"})
	p.record(mo, activity.Entry{Kind: "office changed", Subject: activity.OfOffice, ID: p.office})
	p.record(io, activity.Entry{Kind: "office changed", Subject: activity.OfOffice, ID: uuid.New(), Detail: strings.Repeat("é", 600)})
	q.record(io, activity.Entry{Kind: "office changed", Subject: activity.OfOffice, ID: p.office, Detail: "canary"})
	all := []string{
		"office changed|international_office of here|Library||" + strings.Repeat("é", 499) + "…",
		"office changed|member_office of here|Library|Library|",
		"role changed|international_office of here|Library|member_office of here|adviser",
		"institution created|||University here|",
	}
	for who, want := range map[string][]string{io: all, sm: all, mo: all[1:2]} {
		v := p.read(who, activity.Filter{}, 50)
		if got := told(v); !slices.Equal(got, want) || v.All != (who != mo) || v.Older {
			t.Errorf("%s reads %q, all %v, older %v\nwant %q", who, got, v.All, v.Older, want)
		}
		if (len(v.People) > 0) != v.All {
			t.Errorf("%s is offered %v", who, v.People)
		}
	}
	if v := p.read(mo, activity.Filter{}, 50); !slices.Equal(v.Kinds, []string{"office changed"}) {
		t.Errorf("a member office's person is offered the kinds %v", v.Kinds)
	}
	// Whose seat is elsewhere, or nowhere, finds nothing there.
	for name, person := range map[string]uuid.UUID{"a stranger": uuid.New(), "of the other institution": q.people[io]} {
		if _, err := p.log.Read(t.Context(), access.Caller{Person: person, Slug: "here"}, activity.Filter{}, 50); !problem.Is(err, problem.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := told(q.read(io, activity.Filter{}, 50)); len(got) != 1 || !strings.HasSuffix(got[0], "||canary") {
		t.Errorf("yonder reads %q, with the name of an office of another institution", got)
	}
}

func TestFilters(t *testing.T) {
	db := postgrestest.New(t)
	p := newPlace(t, db, "here")
	p.sql(`update institution set time_zone = 'Asia/Karachi' where id = $1`, p.in.ID)
	at := func(kind, who, instant string) string {
		id := uuid.Must(uuid.NewV7())
		p.sql(`insert into activity (institution_id, id, at, membership_id, office_id, kind) values ($1, $2, $3, $4, $5, $6)`,
			p.in.ID, id, instant, p.seats[who].Membership, map[bool]any{true: p.office, false: nil}[who == mo], kind)
		return id.String()
	}
	at("a one", io, "2026-03-01T18:59:00Z") // 23:59 of 1 March there
	at("b two", io, "2026-03-01T19:01:00Z") // 2 March there
	third := at("c three", mo, "2026-03-02T10:00:00Z")
	at("d four", mo, "2026-03-02T19:30:00Z") // 3 March there
	for name, c := range map[string]struct {
		f    activity.Filter
		want string
	}{
		"everything":          {activity.Filter{}, "d c b a"},
		"one person":          {activity.Filter{Person: p.seats[io].Membership.String()}, "b a"},
		"nobody":              {activity.Filter{Person: uuid.NewString()}, ""},
		"one office":          {activity.Filter{Office: "library"}, "d c"},
		"no such office":      {activity.Filter{Office: "nowhere"}, ""},
		"one kind":            {activity.Filter{Kind: "b two"}, "b"},
		"from":                {activity.Filter{From: "2026-03-02"}, "d c b"},
		"to":                  {activity.Filter{To: "2026-03-01"}, "a"},
		"one day":             {activity.Filter{From: "2026-03-02", To: "2026-03-02"}, "c b"},
		"older":               {activity.Filter{Older: third}, "b a"},
		"older, one person":   {activity.Filter{Older: third, Person: p.seats[mo].Membership.String()}, ""},
		"older than nothing":  {activity.Filter{Older: uuid.NewString()}, ""},
		"person, kind, from":  {activity.Filter{Person: p.seats[mo].Membership.String(), Kind: "c three", From: "2026-03-01"}, "c"},
		"a day without hours": {activity.Filter{From: "2026-03-04"}, ""},
	} {
		var got []string
		for _, l := range p.read(io, c.f, 50).Lines {
			got = append(got, l.Kind[:1])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for field, f := range map[string]activity.Filter{
		"person": {Person: "x"}, "older": {Older: "x"}, "office": {Office: "No Office"}, "kind": {Kind: "\x00"}, "from": {From: "2026-02-30"}, "to": {From: "2026-03-02", To: "2026-03-01"},
	} {
		if v := p.read(io, f, 50); v.Bad == nil || v.Bad.Field != field || len(v.Lines) > 0 {
			t.Errorf("%+v: %+v", f, v.Bad)
		}
	}
}

func TestPages(t *testing.T) {
	p := newPlace(t, postgrestest.New(t), "here")
	same := time.Now()
	for n := range 7 {
		p.sql(`insert into activity (institution_id, id, at, kind, detail) values ($1, $2, $3, 'x', $4)`, p.in.ID, uuid.Must(uuid.NewV7()), same, fmt.Sprint(n))
	}
	var seen []string
	f := activity.Filter{}
	for range 4 {
		v := p.read(io, f, 2)
		for _, l := range v.Lines {
			seen = append(seen, l.Detail)
		}
		if v.Older != (len(seen) < 7) {
			t.Errorf("after %d of 7, older: %v", len(seen), v.Older)
		}
		f.Older = v.Lines[len(v.Lines)-1].ID.String()
	}
	if got := strings.Join(seen, ""); got != "6543210" {
		t.Errorf("page after page one reads %s", got)
	}
}
