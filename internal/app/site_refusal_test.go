package app

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// place is what stands in the gaps of a route's pattern.
type place struct{ slug, analysis, item string }

// ask is a route with everything filled in that would make it work for somebody who may.
type ask struct {
	Route
	path   string
	fields url.Values
}

func (a ask) name() string { return a.Method + " " + a.Pattern }

// program tells whether the address is for programs, which get 401 rather than a sign-in page.
func (a ask) program() bool {
	return a.Stream || strings.HasSuffix(a.path, ".csv") || strings.HasSuffix(a.path, ".json") || strings.HasSuffix(a.path, ".xlsx")
}

// asks fills every route under an institution.
func asks(p place) []ask {
	var list []ask
	for _, r := range table() {
		if !strings.HasPrefix(r.Pattern, "/{inst}") {
			continue
		}
		exts := []string{""}
		if strings.Contains(r.Pattern, "{ext}") {
			exts = []string{"csv", "xlsx"}
			if strings.Contains(r.Pattern, "{analysis}.{ext}") {
				exts = append(exts, "json")
			}
		}
		for _, ext := range exts {
			a := ask{Route: r, path: strings.NewReplacer("{inst}", p.slug, "{analysis}", p.analysis, "{item}", p.item, "{ext}", ext).Replace(r.Pattern), fields: url.Values{}}
			id := uuid.Must(uuid.NewV7()).String()
			if r.Method == "POST" {
				switch r.Pattern[strings.LastIndexByte(r.Pattern, '/')+1:] {
				case "swot":
					a.fields = form("id", id, "title", "refused", "scope", "institution")
				case "items":
					a.fields = form("id", id, "quadrant", "threat", "text", "refused")
				case "{item}":
					a.fields = form("text", "refused", "version", "1")
				case "move":
					a.fields = form("quadrant", "threat", "before", "")
				case "presence":
					a.fields = form("tab", "t", "editing", p.item)
				case "import":
					a.fields = form("id", id, "rows", `[{"Line":2,"Quadrant":"threat","Text":"refused"}]`)
				}
			}
			list = append(list, a)
		}
	}
	return list
}

func (v *visitor) ask(a ask, headers ...string) answer {
	v.s.Helper()
	if a.Method == "POST" {
		return v.post(a.path, a.fields, headers...)
	}
	return v.do(a.Method, a.path, nil, headers...)
}

// fingerprint is of all that people have written in any institution.
func (s *standing) fingerprint() (sum string) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	s.must(conn.QueryRow(s.Context(), `select md5(coalesce((select string_agg(i::text, ';' order by institution_id, id) from item i), '')
		|| coalesce((select string_agg(a::text, ';' order by institution_id, id) from analysis a), '')
		|| coalesce((select string_agg(l::text, ';' order by institution_id, id) from live l), ''))`).Scan(&sum))
	return sum
}

// untouched checks that nothing was written while fn ran.
func (s *standing) untouched(fn func()) {
	s.Helper()
	before := s.fingerprint()
	fn()
	if s.fingerprint() != before {
		s.Error("something was written")
	}
}

// furnish adds what the demo has not: a body member, and a board with an item in the other institution.
func (s *standing) furnish() (here, abroad place) {
	s.Helper()
	in, err := institution.Registry{DB: s.db.DB}.BySlug(s.Context(), "demo")
	s.must(err)
	s.must(account.NewDesk(s.db.DB).AddDemoMembers(s.Context(), in, demo.Password, []account.DemoMember{{Name: "Council", Email: "council@demo.example", Role: access.BodyMember}}))
	here = place{"demo", shared.String(), s.as("registrar").add(boardPath(), "strength", "the registrar's")}
	board := s.as("international@second").open("second", canary("title"), "institution", "")
	abroad = place{"second", strings.TrimPrefix(board, "/second/swot/"), ""}
	abroad.item = s.as("registrar@second").add(board, "strength", canary("text"))
	return here, abroad
}

// canary is a text that nobody but the other institution may ever be sent.
func canary(s string) string { return "canary-of-second-" + s }

func TestRefusedOutside(t *testing.T) {
	s := stand(t)
	here, abroad := s.furnish()
	nowhere := place{"nowhere", here.analysis, here.item}
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
		return strings.NewReplacer("/"+p.slug, "/SLUG", p.analysis, "ID", p.item, "ID").Replace(a.body)
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
		s.untouched(func() {
			for _, p := range []place{{"demo", abroad.analysis, here.item}, {"demo", here.analysis, abroad.item}, {"demo", abroad.analysis, abroad.item}} {
				for _, a := range asks(p) {
					if p.analysis == here.analysis && !strings.Contains(a.Pattern, "{item}") || !strings.Contains(a.Pattern, "{analysis}") {
						continue
					}
					for _, who := range []string{"international", "registrar", "management", "adviser"} {
						s.want(s.as(who).ask(a), 404, who+" "+a.Method+" "+a.path)
						s.want(s.as(who).ask(a, "Live", "1"), 404, who+" "+a.Method+" "+a.path+", live")
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

// What the table of permissions does not give to a role at all is refused to it everywhere.
func TestRefusedInside(t *testing.T) {
	s := stand(t)
	here, _ := s.furnish()
	roles := map[string]access.Role{"adviser": access.Adviser, "council": access.BodyMember, "management": access.SeniorManagement, "library": access.MemberOffice, "international": access.InternationalOffice}
	s.untouched(func() {
		for who, role := range roles {
			for _, a := range asks(here) {
				if access.Table[a.Permission][role] != nil {
					continue
				}
				s.want(s.as(who).ask(a), 403, who+" "+a.name())
				s.want(s.as(who).ask(a, "Live", "1"), 403, who+" "+a.name()+", live")
			}
		}
	})
	// What depends on the thing: another office's items, an analysis of one office.
	s.as("library").live(itemPath(here, "move"), form("quadrant", "threat"))
	office := here
	office.analysis = strings.TrimPrefix(s.as("registrar").open("demo", "The registrar's own", "office", "registrar"), "/demo/swot/")
	office.item = s.as("registrar").add("/demo/swot/"+office.analysis, "strength", "inside")
	s.untouched(func() {
		for _, c := range []struct {
			on  place
			who string
			may []access.Permission // beside reading
		}{
			{here, "library", []access.Permission{access.AddItem, access.OpenAnalysis}},
			{here, "management", []access.Permission{access.AddItem}},
			{here, "international", []access.Permission{access.AddItem, access.OpenAnalysis, access.MoveItem}},
			{office, "library", []access.Permission{access.OpenAnalysis}},
			{office, "management", nil},
		} {
			for _, a := range asks(c.on) {
				may := a.Permission == access.ReadInstitution
				for _, p := range c.may {
					may = may || a.Permission == p
				}
				if !may {
					s.want(s.as(c.who).ask(a), 403, c.who+" "+a.Method+" "+a.path)
					s.want(s.as(c.who).ask(a, "Live", "1"), 403, c.who+" "+a.Method+" "+a.path+", live")
				}
			}
		}
	})
	own := form("id", uuid.NewString(), "title", "x", "scope", "office", "office", "registrar")
	s.want(s.as("library").post("/demo/swot", own), 403, "an analysis of another office")
	// And everybody reads.
	for who := range roles {
		for _, a := range asks(here) {
			if a.Method == "GET" && a.Permission == access.ReadInstitution && !a.Stream {
				s.want(s.as(who).ask(a), 200, who+" "+a.path)
			}
		}
		s.want(s.as(who).live(itemPath(here, "")[:len(boardPath())]+"/presence", form("tab", "t", "editing", "")), 204, who+" is here")
	}
}

func itemPath(p place, verb string) string {
	return strings.TrimSuffix("/"+p.slug+"/swot/"+p.analysis+"/items/"+p.item+"/"+verb, "/")
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
	stream := s.as("registrar").stream(ctx, boardPath()+"/events?since=0")
	second := s.as("registrar@second").stream(ctx, "/second/swot/"+abroad.analysis+"/events?since=0")
	for _, who := range people {
		for _, p := range []place{here, {"second", abroad.analysis, abroad.item}, {"demo", abroad.analysis, abroad.item}, {"demo", here.analysis, abroad.item}} {
			for _, a := range asks(p) {
				if a.Stream && p.analysis == here.analysis {
					continue
				}
				for _, headers := range [][]string{nil, {"Live", "1"}} {
					got := s.as(who).ask(a, headers...)
					seen.WriteString(got.body)
					for _, values := range got.header {
						seen.WriteString(strings.Join(values, " "))
					}
				}
			}
		}
		for _, path := range []string{"/", "/demo", "/demo/swot", "/second", "/demo/swot/" + here.analysis + "?edit=" + abroad.item, "/demo/swot/" + here.analysis + "?move=" + abroad.item} {
			seen.WriteString(s.as(who).get(path).body)
		}
		// The id of the other institution's item, and its office's slug, taken for one's own.
		seen.WriteString(s.as(who).post(boardPath()+"/items", form("id", abroad.item, "quadrant", "strength", "text", "the same id")).body)
		seen.WriteString(s.as(who).live(boardPath()+"/items", form("id", abroad.item, "quadrant", "strength", "text", "another text")).body)
		seen.WriteString(s.as(who).post(itemPath(here, "move"), form("quadrant", "threat", "before", abroad.item)).body)
		s.as("registrar@second").add("/second/swot/"+abroad.analysis, "threat", canary("later"))
	}
	last := s.as("library").add(boardPath(), "threat", "the last one")
	stream.until(t, func(e event) bool { seen.WriteString(e.data); return strings.Contains(e.data, last) })
	second.until(t, func(e event) bool { return strings.Contains(e.data, canary("later")) }) // the canary does sing at home
	for _, text := range []string{"canary-of-second", "Second Demo University", "Lena Fischer", "Paul Okafor", "Ingrid Solberg", "@second.example"} {
		if n := strings.Index(seen.String(), text); n >= 0 {
			t.Errorf("%q was sent: …%s…", text, seen.String()[max(0, n-200):min(seen.Len(), n+200)])
		}
	}
	if !strings.Contains(seen.String(), "the registrar's") {
		t.Error("nothing of the own institution was seen either")
	}
}

// event is one event of a stream.
type event struct{ id, name, data string }

// stream is an open event stream.
type stream struct {
	answer
	events chan event // closed at the end
	cancel context.CancelFunc
}

// stream opens an event stream; the answer's status tells whether there is one.
func (v *visitor) stream(ctx context.Context, path string, headers ...string) *stream {
	v.s.Helper()
	ctx, cancel := context.WithCancel(ctx)
	r, err := http.NewRequestWithContext(ctx, "GET", v.s.base+path, nil)
	v.s.must(err)
	r.Header.Set("Accept", "text/event-stream")
	for n := 0; n < len(headers); n += 2 {
		r.Header.Set(headers[n], headers[n+1])
	}
	client := *v.client
	client.Timeout = 0
	response, err := client.Do(r)
	v.s.must(err)
	s := &stream{answer: answer{status: response.StatusCode, header: response.Header}, events: make(chan event, 1000), cancel: cancel}
	v.s.Cleanup(cancel)
	go func() {
		defer close(s.events)
		defer response.Body.Close()
		var e event
		lines := bufio.NewScanner(response.Body)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch strings.TrimSuffix(name, ":") {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data += value + "\n"
			case "":
				if e.name != "" {
					s.events <- e
				}
				e = event{}
			}
		}
	}()
	return s
}

// until reads events up to the one that is wanted.
func (s *stream) until(t *testing.T, wanted func(event) bool) event {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case e, open := <-s.events:
			if !open {
				t.Fatal("the stream has ended")
			}
			if wanted(e) {
				return e
			}
		case <-deadline:
			t.Fatal("the event does not come")
		}
	}
}

// ends reads up to the end of the stream and returns the last event.
func (s *stream) ends(t *testing.T, within time.Duration) (last event) {
	t.Helper()
	deadline := time.After(within)
	for {
		select {
		case e, open := <-s.events:
			if !open {
				return last
			}
			last = e
		case <-deadline:
			t.Fatalf("the stream goes on after %v", within)
		}
	}
}
