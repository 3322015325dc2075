package app

import (
	"context"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"meridian/internal/access"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

func (v *visitor) ask(a ask, headers ...string) answer {
	v.s.Helper()
	if body := a.json(); body != "" {
		return v.postJSON(a.path, body, headers...)
	}
	if a.Method == "POST" {
		return v.post(a.path, a.fields, headers...)
	}
	return v.do(a.Method, a.path, nil, headers...)
}

// canary is a text that nobody but the other institution may ever be sent.
func canary(s string) string { return "canary-of-second-" + s }

func TestRefusedOutside(t *testing.T) {
	s := stand(t)
	here, abroad := s.furnish()
	nowhere := here.with("inst", "nowhere")
	s.as("finance") // signs in, then loses the membership
	s.tenant("demo", `update membership set valid_until = now() - interval '1 second' where person_id = (select id from person where email = 'finance@demo.example')`)

	t.Run("signed out", func(t *testing.T) {
		s.untouched(func() {
			for _, p := range []place{here, nowhere} {
				for _, a := range asks(p) {
					got := s.visitor().ask(a)
					switch location := got.header.Get("Location"); {
					case a.program():
						if got.status != 401 || location != "" {
							t.Errorf("%s %s: %v, want 401", a.Method, a.path, got)
						}
					case a.Method == "GET":
						if got.status != 303 || location != "/sign-in?next="+url.QueryEscape(a.path) {
							t.Errorf("%s %s: %v", a.Method, a.path, got)
						}
					default:
						if got.status != 303 || !strings.HasPrefix(location, "/sign-in") {
							t.Errorf("%s %s: %v", a.Method, a.path, got)
						}
					}
					for _, header := range [][]string{{"Live", "1"}, {"Accept", "application/json"}, {"Accept", "text/event-stream"}} {
						if got := s.visitor().ask(a, header...); got.status != 401 || got.header.Get("Location") != "" {
							t.Errorf("%s %s with %v: %v, want 401", a.Method, a.path, header, got)
						}
					}
				}
			}
		})
	})
	// bare takes out of an answer what only repeats the request.
	bare := func(a answer, p place) string {
		return anyID.ReplaceAllString(strings.ReplaceAll(a.body, "/"+p["inst"], "/SLUG"), "ID")
	}
	t.Run("of another institution", func(t *testing.T) {
		s.untouched(func() {
			absent := map[string]string{}
			for _, headers := range [][]string{nil, {"Live", "1"}} {
				for _, who := range []string{"international@second", "registrar@second"} {
					for n, a := range asks(nowhere) {
						absent[a.name()+asks(nowhere)[n].path] = bare(s.want(s.as(who).ask(a, headers...), 404, who+" "+a.name()), nowhere)
					}
					for n, a := range asks(here) {
						got := bare(s.want(s.as(who).ask(a, headers...), 404, who+" "+a.name()), here)
						if want := absent[a.name()+asks(nowhere)[n].path]; got != want {
							t.Errorf("%s %s: the answer differs from that for a slug that does not exist:\n%s\n%s", who, a.name(), got, want)
						}
					}
				}
			}
		})
	})
	t.Run("after the end of the membership", func(t *testing.T) {
		s.untouched(func() {
			for _, a := range asks(here) {
				s.want(s.as("finance").ask(a), 404, a.name())
				s.want(s.as("finance").ask(a, "Live", "1"), 404, a.name()+", live")
			}
		})
	})
	t.Run("ids of the other institution", func(t *testing.T) {
		roles := map[string]access.Role{"international": access.InternationalOffice, "registrar": access.MemberOffice, "management": access.SeniorManagement, "adviser": access.Adviser}
		s.untouched(func() {
			for n, a := range asks(here) {
				for gap, own := range here {
					if gap == "inst" || gap == "into" {
						continue
					}
					foreign, unknown := asks(here.with(gap, abroad[gap]))[n], asks(here.with(gap, absentLike(own)))[n]
					if number := gap == "version" || gap == "to"; foreign.path == a.path && (number || !holds(a.fields, own)) {
						continue // the route does not ask for such a thing, or a form has another number that is the same
					}
					for who, role := range roles {
						for _, headers := range [][]string{nil, {"Live", "1"}} {
							got, want := s.as(who).ask(foreign, headers...), s.as(who).ask(unknown, headers...)
							refused := got.status == 403 && access.Table[a.Permission][role] == nil
							if got.status != want.status || got.status >= 500 || foreign.path != a.path && got.status != 404 && !refused {
								t.Errorf("%s: %s with the other institution's %s: %d, with one that does not exist: %d", who, a.name(), gap, got.status, want.status)
							}
							masked := func(a answer) string {
								body := flash.ReplaceAllString(a.body, "")
								return anyID.ReplaceAllString(strings.NewReplacer(abroad[gap], "THING", absentLike(own), "THING").Replace(body), "ID")
							}
							if masked(got) != masked(want) {
								t.Errorf("%s: %s with the other institution's %s differs from one that does not exist:\n%.600s\n%.600s", who, a.name(), gap, masked(got), masked(want))
							}
						}
					}
				}
			}
		})
	})
	t.Run("another person's membership", func(t *testing.T) {
		var membership string
		conn, err := pgx.Connect(t.Context(), s.db.AdminURL)
		s.must(err)
		s.must(conn.QueryRow(t.Context(), `select m.id::text from membership m join person p on p.id = m.person_id where p.email = 'international@demo.example'`).Scan(&membership))
		s.must(conn.Close(t.Context()))
		s.untouched(func() {
			for _, a := range asks(here) {
				if a.Method != "POST" {
					continue
				}
				for _, as := range []string{membership, "x", uuid.NewString()} {
					a.fields.Set("as", as)
					s.want(s.as("library").ask(a), 404, a.name()+" as "+as)
				}
			}
		})
	})
}

// Every route as every sort of person inside the institution: where the table of permissions says no, the answer is
// 403 and nothing is written; where it says yes, it is something else than a refusal.
func TestEveryRouteAsEverybodyInside(t *testing.T) {
	s := stand(t)
	here, _ := s.furnish()
	about := s.about(here)
	// The heads of the offices are the demo's own people; librarian and human are plain members of theirs.
	people := []string{"international", "management", "council", "adviser", "registrar", "library", "human-resources", "librarian", "human"}
	for _, who := range []string{"registrar", "library", "human-resources"} {
		if s.actor(who).Standing != access.Head {
			t.Fatalf("%s does not head the office", who)
		}
	}
	refused := map[string]bool{}
	s.untouched(func() {
		for _, who := range people {
			actor := s.actor(who)
			for _, a := range asks(here) {
				permission, on := a.asked(about)
				if actor.May(permission, on) {
					continue
				}
				refused[who+" "+a.name()] = true
				s.want(s.as(who).ask(a), 403, who+" "+a.name())
				s.want(s.as(who).ask(a, "Live", "1"), 403, who+" "+a.name()+", live")
			}
		}
	})
	if len(refused) < 200 {
		t.Errorf("only %d refusals were tried", len(refused))
	}
	for _, who := range people {
		for _, a := range asks(here) {
			if !refused[who+" "+a.name()] && a.Method == "GET" && !a.Stream {
				switch got := s.as(who).ask(a); {
				case got.status == 200, a.Pattern == "/{inst}/logo" && got.status == 404, strings.HasSuffix(a.Pattern, "/merge") && got.status == 422,
					strings.HasSuffix(a.Pattern, "/versions/compare") && got.status == 303: // nothing was chosen to be compared
				default:
					t.Errorf("%s may, and GET %s answers %v", who, a.path, got)
				}
			}
		}
		s.want(s.as(who).live(boardPath()+"/presence", form("tab", "t", "editing", "")), 204, who+" is here")
	}
	// In the order of the routes each thing is changed first and ended last. What one did, the other may find done.
	for _, who := range []string{"human", "library", "management", "human-resources", "international"} {
		here["invitation"] = newID()
		s.want(s.as("international").post("/demo/invitations", form("id", here["invitation"], "email", "asked-for-"+who+"@demo.example", "role", "member_office", "office", here["office"])), 303, "an invitation")
		// Long enough ago for it to be sent again by those who must not do so too often.
		s.tenant("demo", `update token set created_at = now() - interval '1 hour' where kind = 'invitation' and used_at is null`)
		s.tenant("demo", `update mail set created_at = now() - interval '1 hour'`)
		for _, a := range asks(here) {
			if a.Method != "POST" || refused[who+" "+a.name()] {
				continue
			}
			switch got := s.as(who).ask(a); {
			case slices.Contains([]int{200, 204, 303, 409, 422}, got.status):
			case a.has("step") && who != "international" && got.status == 404: // somebody else's
			default:
				t.Errorf("%s may, and %s answers %v", who, a.name(), got)
			}
		}
	}
}

// Every POST has its form written down, so that a refusal is one of the permission and not of the form.
func TestEveryFormIsKnown(t *testing.T) {
	known := maps.Clone(forms)
	for _, r := range table() {
		pattern, inside := strings.CutPrefix(r.Pattern, "/{inst}")
		if inside && r.Method == "POST" && forms[pattern] == nil {
			t.Errorf("the form of POST %s is not written down", r.Pattern)
		}
		if r.Method == "POST" {
			delete(known, pattern)
		}
	}
	for pattern := range known {
		t.Errorf("there is no route POST %s", pattern)
	}
}

// What depends on the thing: another office's items, an analysis of one office.
func TestRefusedByTheThing(t *testing.T) {
	s := stand(t)
	s.as("registrar")
	office := board("demo", strings.TrimPrefix(s.as("registrar").open("demo", "The registrar's own", "office", "registrar"), "/demo/swot/"), "")
	office["item"] = s.as("registrar").add("/demo/swot/"+office["analysis"], "strength", "inside")
	office["option"] = newID()
	s.want(s.as("registrar").post("/demo/swot/"+office["analysis"]+"/options", form("id", office["option"], "kind", "so", "text", "the registrar's option", "items", office["item"])), 303, "an option")
	office["theme"] = newID()
	s.want(s.as("registrar").post("/demo/swot/"+office["analysis"]+"/themes", form("id", office["theme"], "name", "inside")), 303, "a group of items")
	s.untouched(func() {
		for _, who := range []string{"library", "management", "adviser"} {
			for _, a := range asks(office) {
				if who == "management" && a.Permission == access.SeeSilent {
					continue // sees which offices are silent, whatever the analysis
				}
				if a.has("analysis") && a.Permission != access.ReadInstitution && a.Permission != access.Comment {
					s.want(s.as(who).ask(a), 403, who+" "+a.Method+" "+a.path)
					s.want(s.as(who).ask(a, "Live", "1"), 403, who+" "+a.Method+" "+a.path+", live")
				}
			}
		}
	})
	own := form("id", uuid.NewString(), "title", "x", "scope", "office", "office", "registrar")
	s.want(s.as("library").post("/demo/swot", own), 403, "an analysis of another office")
	s.want(s.as("registrar").post("/demo/swot/"+office["analysis"]+"/room/open", nil), 303, "the door of one's own office's analysis")
}

// anyID is what differs between two renderings of the same page.
var anyID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)

// flash is what is said once, about the request before.
var flash = regexp.MustCompile(`(?s)<div class="banner flash".*?</div>`)

// absentLike is a thing that does not exist, of the form of one that does.
func absentLike(own string) string {
	if _, err := uuid.Parse(own); err == nil {
		return "00000000-0000-7000-8000-000000000000"
	}
	return "nobodys-office"
}

func holds(fields url.Values, value string) bool {
	for _, values := range fields {
		if slices.Contains(values, value) {
			return true
		}
	}
	return false
}

func itemPath(p place, verb string) string {
	return strings.TrimSuffix("/"+p["inst"]+"/swot/"+p["analysis"]+"/items/"+p["item"]+"/"+verb, "/")
}

// No byte of the other institution reaches anybody of the demo, whatever that person asks for.
func TestCanary(t *testing.T) {
	s := stand(t)
	here, abroad := s.furnish()
	var seen strings.Builder
	people := []string{"international", "management", "registrar", "library", "adviser", "council"}
	// Streams are open on both boards' addresses while the other institution writes.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ear := s.as("registrar").listen(ctx, boardPath(), &seen)
	second := s.as("registrar@second").stream(ctx, "/second/swot/"+abroad["analysis"]+"/events?since=0")
	for _, who := range people {
		for _, p := range foreignPlaces(here, abroad) {
			for _, a := range asks(p) {
				if a.Stream && a.path == here.fill(a.Pattern) {
					continue // one's own: it would go on
				}
				for _, headers := range [][]string{nil, {"Live", "1"}} {
					got := s.as(who).ask(a, headers...)
					seen.WriteString(got.body)
					for _, values := range got.header {
						seen.WriteString(strings.Join(values, " "))
					}
				}
				ear.now(t)
			}
		}
		for _, path := range []string{"/", "/account", "/account/sessions", "/account/data", "/mail", "/administration", "/demo", "/demo/swot", "/demo/people?q=canary", "/demo/activity?office=canary-office", "/second", "/demo/swot/" + here["analysis"] + "?edit=" + abroad["item"], "/demo/swot/" + here["analysis"] + "?move=" + abroad["item"]} {
			seen.WriteString(s.as(who).get(path).body)
		}
		// The id of the other institution's item, and its office's slug, taken for one's own.
		seen.WriteString(s.as(who).post(boardPath()+"/items", form("id", abroad["item"], "quadrant", "strength", "text", "the same id")).body)
		seen.WriteString(s.as(who).live(boardPath()+"/items", form("id", abroad["item"], "quadrant", "strength", "text", "another text")).body)
		seen.WriteString(s.as(who).post(itemPath(here, "move"), form("quadrant", "threat", "before", abroad["item"])).body)
		s.as("registrar@second").add("/second/swot/"+abroad["analysis"], "threat", canary("later"))
	}
	last := s.as("library").add(boardPath(), "threat", "the last one")
	ear.until(t, last)
	second.until(t, func(e event) bool { return strings.Contains(e.data, canary("later")) }) // the canary does sing at home
	seen.WriteString(s.one(`select coalesce(string_agg(m::text, ' '), '') from mail m join institution i on i.id = m.institution_id where i.slug = 'demo'`))
	for _, text := range []string{"canary-of-second", "asked@second.example", "Second Demo University", "Lena Fischer", "Paul Okafor", "Ingrid Solberg", "@second.example"} {
		if n := strings.Index(seen.String(), text); n >= 0 {
			t.Errorf("%q was sent: …%s…", text, seen.String()[max(0, n-200):min(seen.Len(), n+200)])
		}
	}
	if !strings.Contains(seen.String(), "the registrar's") {
		t.Error("nothing of the own institution was seen either")
	}
}

// foreignPlaces are the other institution's things under both slugs, and each of them among one's own.
func foreignPlaces(here, abroad place) []place {
	list := []place{abroad, abroad.with("inst", "demo")}
	for gap := range here {
		if gap != "inst" {
			list = append(list, here.with(gap, abroad[gap]))
		}
	}
	return list
}
