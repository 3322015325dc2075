package app

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/seal"
	"meridian/internal/swot"
	"meridian/web"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// standing is a whole site over a database of its own, with the demo in it, served on a port.
type standing struct {
	*testing.T
	db     *postgrestest.Database
	site   *Site
	base   string
	log    *record
	secret *seal.Key

	mu     sync.Mutex
	people map[string]*visitor
}

// record keeps what was logged, at every level.
type record struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) { r.mu.Lock(); defer r.mu.Unlock(); return r.b.Write(p) }

func (r *record) String() string { r.mu.Lock(); defer r.mu.Unlock(); return r.b.String() }

func stand(t *testing.T, change ...func(*Settings)) *standing {
	t.Helper()
	s := &standing{T: t, db: postgrestest.New(t), log: &record{}, secret: seal.Random(), people: map[string]*visitor{}}
	server := httptest.NewUnstartedServer(nil)
	base := &url.URL{Scheme: "http", Host: server.Listener.Addr().String()}
	s.base = base.String()
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	assets, err := web.Load()
	s.must(err)
	settings := Settings{Assets: assets, Base: base, Demo: func() bool { return true }, Log: log, Secret: s.secret}
	for _, fn := range change {
		fn(&settings)
	}
	s.site, err = NewSite(s.db.DB, settings)
	s.must(err)
	server.Config = newServer(s.site.Handler, log)
	server.Start()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { s.site.Hub.Run(ctx); close(done) }()
	t.Cleanup(func() {
		s.site.Hub.Stop()
		server.Close()
		cancel()
		<-done
	})
	s.demo()
	return s
}

// demo adds the parts of the demo that are missing.
func (s *standing) demo() {
	s.Helper()
	s.must(s.maker().Add(s.Context()))
}

func (s *standing) maker() demo.Maker {
	return demo.Maker{Registry: institution.Registry{DB: s.db.DB}, Desk: account.NewDesk(s.db.DB), Board: &swot.Board{DB: s.db.DB, Hub: s.site.Hub}}
}

func (s *standing) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// tenant runs a statement inside an institution.
func (s *standing) tenant(slug, sql string, args ...any) {
	s.Helper()
	s.must(s.db.TenantBySlug(context.WithoutCancel(s.Context()), slug, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }))
}

// visitor is a browser with its own cookies. It follows no redirect.
type visitor struct {
	s      *standing
	who    string
	client *http.Client
}

func (s *standing) visitor() *visitor {
	jar, _ := cookiejar.New(nil)
	transport := &http.Transport{}
	s.Cleanup(transport.CloseIdleConnections)
	return &visitor{s: s, client: &http.Client{Jar: jar, Transport: transport, Timeout: 30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is a person of the demo, signed in: "library", or "registrar@second" of the other institution.
func (s *standing) as(who string) *visitor {
	s.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.people[who]; v != nil {
		return v
	}
	v := s.signIn(who)
	s.people[who] = v
	return v
}

func email(who string) string {
	if strings.Contains(who, "@") {
		return who + ".example"
	}
	return who + "@demo.example"
}

// signIn makes a new session.
func (s *standing) signIn(who string) *visitor {
	s.Helper()
	v := s.visitor()
	v.who = who
	if a := v.post("/sign-in", form("email", email(who), "password", demo.Password)); a.status != 303 {
		s.Fatalf("%s cannot sign in: %d", who, a.status)
	}
	return v
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) String() string {
	body := a.body
	if len(body) > 300 {
		body = body[:300] + "…"
	}
	return fmt.Sprintf("%d %v %s", a.status, a.header, body)
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for n := 0; n < len(pairs); n += 2 {
		v.Add(pairs[n], pairs[n+1])
	}
	return v
}

// do sends a request; headers are pairs of name and value, "Host" among them.
func (v *visitor) do(method, path string, body io.Reader, headers ...string) answer {
	v.s.Helper()
	r, err := http.NewRequestWithContext(v.s.Context(), method, v.s.base+path, body)
	v.s.must(err)
	for n := 0; n < len(headers); n += 2 {
		if headers[n] == "Host" {
			r.Host = headers[n+1]
		}
		r.Header.Set(headers[n], headers[n+1])
	}
	response, err := v.client.Do(r)
	v.s.must(err)
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	v.s.must(err)
	return answer{response.StatusCode, response.Header, string(data)}
}

func (v *visitor) get(path string, headers ...string) answer {
	v.s.Helper()
	return v.do("GET", path, nil, headers...)
}

func (v *visitor) post(path string, fields url.Values, headers ...string) answer {
	v.s.Helper()
	return v.do("POST", path, strings.NewReader(fields.Encode()), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, headers...)...)
}

// postJSON posts as an editor does.
func (v *visitor) postJSON(path, body string, headers ...string) answer {
	v.s.Helper()
	return v.do("POST", path, strings.NewReader(body), append([]string{"Content-Type", "application/json"}, headers...)...)
}

// live posts as the script of a live page does.
func (v *visitor) live(path string, fields url.Values) answer {
	v.s.Helper()
	return v.post(path, fields, "Live", "1")
}

// page reads a page that must be there.
func (v *visitor) page(path string) *node {
	v.s.Helper()
	a := v.get(path)
	if a.status != 200 {
		v.s.Fatalf("%s: GET %s: %v", v.who, path, a)
	}
	return v.s.parse(a.body)
}

func (s *standing) want(a answer, status int, what string) answer {
	s.Helper()
	if a.status != status {
		s.Errorf("%s: %v, want %d", what, a, status)
	}
	return a
}

// node is an element of a page. Our templates write well-formed HTML, which the XML reader takes.
type node struct {
	tag      string
	attr     map[string]string
	children []*node
	parent   *node
	own      string // text between the tags, that of children left out
}

func (s *standing) parse(html string) *node {
	s.Helper()
	html = strings.ReplaceAll(strings.ToValidUTF8(html, "\ufffd"), "\x00", "\ufffd") // as browsers do
	d := xml.NewDecoder(strings.NewReader(html))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	root := &node{attr: map[string]string{}}
	at := root
	for {
		token, err := d.Token()
		if err == io.EOF {
			return root
		}
		if err != nil {
			s.Fatalf("the page is not well-formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			child := &node{tag: token.Name.Local, attr: map[string]string{}, parent: at}
			for _, a := range token.Attr {
				child.attr[a.Name.Local] = a.Value
			}
			at.children = append(at.children, child)
			at = child
		case xml.EndElement:
			if at.parent != nil {
				at = at.parent
			}
		case xml.CharData:
			at.own += string(token)
		}
	}
}

// all lists the elements that match, in the order of the page.
func (n *node) all(match func(*node) bool) []*node {
	var list []*node
	for _, c := range n.children {
		if match(c) {
			list = append(list, c)
		}
		list = append(list, c.all(match)...)
	}
	return list
}

func (n *node) tags(tag string) []*node { return n.all(func(n *node) bool { return n.tag == tag }) }

// id finds an element by its id; nil when it is not there.
func (n *node) id(id string) *node {
	if list := n.all(func(n *node) bool { return n.attr["id"] == id }); len(list) == 1 {
		return list[0]
	}
	return nil
}

func (n *node) class(class string) []*node {
	return n.all(func(n *node) bool { return slices.Contains(strings.Fields(n.attr["class"]), class) })
}

func (n *node) text() string {
	s := n.own
	for _, c := range n.children {
		s += c.text()
	}
	return s
}

// fields are what a browser would send with a form whose first button is pressed.
func (n *node) fields() url.Values {
	v := url.Values{}
	pressed := false
	for _, c := range n.all(func(c *node) bool { return c.attr["name"] != "" || c.tag == "button" }) {
		name := c.attr["name"]
		_, checked := c.attr["checked"]
		switch {
		case c.tag == "input" && c.attr["type"] == "file":
		case c.tag == "input" && (c.attr["type"] == "radio" || c.attr["type"] == "checkbox") && !checked:
		case c.tag == "input":
			v.Add(name, c.attr["value"])
		case c.tag == "textarea":
			v.Add(name, strings.TrimPrefix(c.own, "\n"))
		case c.tag == "select":
			options := c.tags("option")
			chosen := 0
			for i, o := range options {
				if _, is := o.attr["selected"]; is {
					chosen = i
				}
			}
			if len(options) > 0 {
				v.Add(name, options[chosen].attr["value"])
			}
		case c.tag == "button" && !pressed && c.attr["type"] != "button" && c.attr["form"] == "":
			pressed = true
			if name != "" {
				v.Add(name, c.attr["value"])
			}
		}
	}
	return v
}

// The addresses of the demo's shared analysis.
var shared = uuid.NewSHA1(uuid.NewSHA1(uuid.NameSpaceDNS, []byte("demo.example")), []byte("Where we stand in internationalisation"))

func boardPath() string { return "/demo/swot/" + shared.String() }

// add puts an item on a board by HTTP and returns its id.
func (v *visitor) add(board, quadrant, text string) string {
	v.s.Helper()
	id := uuid.Must(uuid.NewV7()).String()
	if a := v.live(board+"/items", form("id", id, "quadrant", quadrant, "text", text)); a.status != 204 {
		v.s.Fatalf("%s: adding to %s: %v", v.who, board, a)
	}
	return id
}

// open opens an analysis by HTTP and returns the path of its board.
func (v *visitor) open(slug, title, scope, office string) string {
	v.s.Helper()
	a := v.post("/"+slug+"/swot", form("id", uuid.Must(uuid.NewV7()).String(), "title", title, "scope", scope, "office", office))
	if a.status != 303 {
		v.s.Fatalf("%s: opening an analysis in %s: %v", v.who, slug, a)
	}
	return a.header.Get("Location")
}

// board is what stands on a board: the page's element.
func (v *visitor) board(path string) *node {
	v.s.Helper()
	b := v.page(path).id("board")
	if b == nil {
		v.s.Fatalf("%s: %s has no board", v.who, path)
	}
	return b
}

// owner runs statements as the role that owns the tables.
func (s *standing) owner() func(sql string) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.OwnerURL)
	s.must(err)
	s.Cleanup(func() { _ = conn.Close(context.Background()) })
	return func(sql string) {
		s.Helper()
		_, err := conn.Exec(s.Context(), sql)
		s.must(err)
	}
}

// readOne reads a single value in an institution's transaction.
func readOne(into any, sql string, args ...any) func(*postgres.Tx) error {
	return func(tx *postgres.Tx) error { return tx.Row(sql, args, into) }
}
