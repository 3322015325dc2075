package app

import (
	"context"
	"regexp"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// one asks the database, past the policies, for one value as text.
func (s *standing) one(sql string, args ...any) (value string) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	if err := conn.QueryRow(s.Context(), sql, args...).Scan(&value); err != nil {
		s.Fatalf("%s %v: %v", sql, args, err)
	}
	return value
}

// volatile are the columns that reading may change.
const volatile = `- 'last_used_at' - 'seen_at' - 'opened_at'`

// fingerprint is of all that any institution holds, or one of them when slug is given: every row of every table that
// belongs to an institution, but for who is at a board and the mail's way through the queue.
func (s *standing) fingerprint(slug string) (sum string) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	rows, err := conn.Query(s.Context(), `select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'institution_id'
		and table_name not in ('presence', 'mail') order by 1`)
	s.must(err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	s.must(err)
	if len(tables) < 10 {
		s.Fatalf("tables of institutions: %v", tables)
	}
	for _, table := range tables {
		var of string
		s.must(conn.QueryRow(s.Context(), `select coalesce(md5(string_agg((to_jsonb(t) `+volatile+`)::text, ';' order by (to_jsonb(t) `+volatile+`)::text)), '')
			from `+pgx.Identifier{table}.Sanitize()+` t where $1 = '' or t.institution_id = (select id from institution where slug = $1)`, slug).Scan(&of))
		sum += table + " " + of + "\n"
	}
	return sum
}

// untouched checks that nothing was written while fn ran.
func (s *standing) untouched(fn func()) {
	s.Helper()
	before := s.fingerprint("")
	fn()
	if after := s.fingerprint(""); after != before {
		s.Errorf("something was written; before and after:\n%s\n%s", before, after)
	}
}

// furnish adds what the demo has not: people of the missing sorts, and in both institutions one of each thing that
// an address can name.
func (s *standing) furnish() (here, abroad place) {
	s.Helper()
	in, err := institution.Registry{DB: s.db.DB}.BySlug(s.Context(), "demo")
	s.must(err)
	s.must(account.NewDesk(s.db.DB).AddDemoMembers(s.Context(), in, demo.Password, []account.DemoMember{
		{Name: "Council", Email: "council@demo.example", Role: access.BodyMember},
		{Name: "Librarian", Email: "librarian@demo.example", Role: access.MemberOffice, Office: "library"},
		{Name: "Human", Email: "human@demo.example", Role: access.MemberOffice, Office: "human-resources"},
		{Name: "Spare", Email: "spare@demo.example", Role: access.MemberOffice, Office: "human-resources"},
	}))
	here = s.things(place{"inst": "demo", "analysis": shared.String(), "item": s.as("registrar").add(boardPath(), "strength", "the registrar's"),
		"office": "human-resources", "into": "library"}, s.as("international"), "spare@demo.example", "of demo")
	io := s.as("international@second")
	analysis := io.open("second", canary("title"), "institution", "")
	abroad = place{"inst": "second", "analysis": strings.TrimPrefix(analysis, "/second/swot/"), "office": "canary-office", "into": "canary-into"}
	for _, slug := range []string{"canary-office", "canary-into"} {
		s.want(io.post("/second/offices", form("id", newID(), "name", canary(slug), "slug", slug, "kind", "office", "head_email", "")), 303, "an office abroad")
	}
	abroad["item"] = s.as("registrar@second").add(analysis, "strength", canary("text"))
	return here, s.things(abroad, io, "management@second.example", canary("thing"))
}

// things adds to a place an invitation, a working group with a seat, an option, a group of items, a comment, another
// analysis, somebody who waits in a room, and a strategy with a section, a goal, an objective
// an indicator and a version.
func (s *standing) things(p place, io *visitor, member, name string) place {
	s.Helper()
	slug := "/" + p["inst"]
	p["membership"] = s.one(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = $1`, member)
	p["invitation"], p["group"] = newID(), newID()
	s.want(io.post(slug+"/invitations", form("id", p["invitation"], "email", "asked@"+p["inst"]+".example", "name", name, "role", "member_office", "office", p["office"])), 303, "an invitation")
	s.want(io.post(slug+"/groups", form("id", p["group"], "name", name, "offices", p["office"])), 303, "a working group")
	p["seat"] = s.one(`select id::text from seat where group_id = $1`, p["group"])
	p["option"] = newID()
	s.want(io.post(slug+"/swot/"+p["analysis"]+"/options", form("id", p["option"], "kind", "so", "text", name, "items", p["item"])), 303, "an option")
	p["theme"] = newID()
	s.want(io.post(slug+"/swot/"+p["analysis"]+"/themes", form("id", p["theme"], "name", name)), 303, "a group of items")
	p["comment"] = newID()
	s.want(io.post(slug+"/swot/"+p["analysis"]+"/items/"+p["item"]+"/comments", form("id", p["comment"], "text", name)), 303, "a comment")
	p["other"] = strings.TrimPrefix(io.open(p["inst"], name, "institution", ""), slug+"/swot/")
	room := slug + "/swot/" + p["analysis"] + "/room"
	s.want(io.post(room+"/open", nil), 303, "a door")
	link := regexp.MustCompile(`/join/[A-Za-z0-9_-]{43}`).FindString(io.get(room).body)
	s.want(s.visitor().post(link, form("name", name, "office", p["office"], "email", "")), 303, "somebody in the room")
	for _, phase := range []string{"grouping", "collecting"} {
		s.want(io.live(slug+"/swot/"+p["analysis"]+"/phase", form("phase", phase)), 204, "a phase")
	}
	p["strategy"], p["section"] = newID(), newID()
	s.want(io.post(slug+"/strategies", form("id", p["strategy"], "title", name, "period", "2026–2030")), 303, "a strategy")
	s.want(io.post(slug+"/strategies/"+p["strategy"]+"/sections", form("id", p["section"], "title", name, "kind", "pillar")), 303, "a section")
	p["goal"], p["objective"], p["indicator"] = newID(), newID(), newID()
	plan := slug + "/strategies/" + p["strategy"]
	s.want(io.post(plan+"/goals", form("id", p["goal"], "section", p["section"], "text", name)), 303, "a goal")
	s.want(io.post(plan+"/objectives", form("id", p["objective"], "section", p["section"], "goal", p["goal"], "text", name)), 303, "an objective")
	s.want(io.post(plan+"/objectives/"+p["objective"]+"/indicators", form("id", p["indicator"], "name", name)), 303, "an indicator")
	s.want(io.post(slug+"/strategies/"+p["strategy"]+"/versions", form("id", newID(), "note", name)), 303, "a version")
	p["version"], p["to"] = "1", "draft"
	if p["inst"] == "second" { // a number that is none of demo's
		s.want(io.post(slug+"/strategies/"+p["strategy"]+"/versions", form("id", newID(), "note", name)), 303, "another version")
		p["version"], p["to"] = "2", "2"
	}
	p["thread"] = newID()
	s.want(io.post(plan+"/threads", form("id", p["thread"], "section", p["section"], "text", name)), 303, "a comment on the strategy")
	s.want(io.get(slug+"/strategies/"+p["strategy"]+"/versions"), 200, "the versions") // and what was to be said of them is said
	p["import"] = newID()
	s.want(io.live(slug+"/strategies/"+p["strategy"]+"/import", form("id", p["import"], "markup", "# "+name)), 204, "sections brought in")
	p["step"] = s.one(`select id::text from step where analysis_id = $1 order by done_at desc limit 1`, p["analysis"])
	p["arrival"] = s.one(`select id::text from arrival where analysis_id = $1`, p["analysis"])
	return p
}

// about are the ids of the demo that rules ask for.
func (s *standing) about(p place) things {
	s.Helper()
	office := func(slug string) uuid.UUID {
		return uuid.MustParse(s.one(`select o.id::text from office o join institution i on i.id = o.institution_id where i.slug = $1 and o.slug = $2`, p["inst"], slug))
	}
	return things{itemOffice: office("registrar"), memberOffice: office(p["office"]),
		threadOffice: uuid.MustParse(s.one(`select office_id::text from contribution where id = $1`, p["thread"]))}
}

// actor is what somebody of the demo is to the rules.
func (s *standing) actor(who string) access.Actor {
	s.Helper()
	var a access.Actor
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	var office *uuid.UUID
	s.must(conn.QueryRow(s.Context(), `select m.person_id, m.role, m.office_id, coalesce(m.standing, '') from membership m join person p on p.id = m.person_id where p.email = $1`, email(who)).
		Scan(&a.Person, &a.Role, &office, &a.Standing))
	if office != nil {
		a.Office = *office
	}
	return a
}
