package app

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// anonymous opens an analysis in which nobody can see the author, and returns the path of its board.
func (s *standing) anonymous() string {
	s.Helper()
	board := s.as("international").open("demo", "Without names", "institution", "")
	s.tenant("demo", `update analysis set authors = 'nobody' where id = $1`, strings.TrimPrefix(board, "/demo/swot/"))
	return board
}

// rows are all rows of all tables, each as JSON with the table's name before it.
func (s *standing) rows() (list []string) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	for _, table := range s.tables(conn) {
		rows, err := conn.Query(s.Context(), `select $1 || ' ' || to_jsonb(t)::text from `+pgx.Identifier{table}.Sanitize()+` t`, table)
		s.must(err)
		of, err := pgx.CollectRows(rows, pgx.RowTo[string])
		s.must(err)
		list = append(list, of...)
	}
	return list
}

func (s *standing) tables(conn *pgx.Conn) []string {
	s.Helper()
	rows, err := conn.Query(s.Context(), `select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`)
	s.must(err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	s.must(err)
	if len(tables) < 30 {
		s.Fatalf("only the tables %v", tables)
	}
	return tables
}

// beside lists the tables with a row that was written by a transaction which also wrote an item of a board.
func (s *standing) beside(analysis string) (list []string) {
	s.Helper()
	conn, err := pgx.Connect(s.Context(), s.db.AdminURL)
	s.must(err)
	defer conn.Close(context.WithoutCancel(s.Context()))
	for _, table := range s.tables(conn) {
		var n int
		s.must(conn.QueryRow(s.Context(), `with wrote as (select xmin::text x from item where analysis_id = $1
				union select c.xmin::text from item_change c join item i on i.institution_id = c.institution_id and i.id = c.item_id where i.analysis_id = $1)
			select count(*) from `+pgx.Identifier{table}.Sanitize()+` t where t.xmin::text in (select x from wrote)`, analysis).Scan(&n))
		if n > 0 {
			list = append(list, table)
		}
	}
	return list
}

// Items are written, changed, withdrawn, put back and brought in, with and without script, by people with an office, a
// guest of the room and somebody whose session had ended; streams are open the while. Then nothing that is stored and
// nothing that was logged joins an item to whoever wrote it.
func TestNobodyCanTellTheAuthor(t *testing.T) {
	s := stand(t)
	board := s.anonymous()
	analysis := strings.TrimPrefix(board, "/demo/swot/")
	registrar, library := s.as("registrar"), s.as("library")
	door := s.as("international").door(board)
	guest := s.joins(door, "Gesine Gast", "library", "")
	s.want(s.as("international").post(board+room+"/admit", form("arrival", s.one(`select id::text from arrival where analysis_id = $1`, analysis))), 303, "letting in")
	s.want(guest.post(door+"/enter", nil), 303, "entering")
	stream := s.as("finance").stream(t.Context(), board+"/events?since=0")
	own := library.stream(t.Context(), board+"/events?since=0&tab=one")
	s.tenant("demo", `update membership set last_used_at = now() - interval '1 hour'`)
	began := time.Now()

	var items []string
	written := func(id string) string { items = append(items, id); return id }
	// With script.
	first := written(uuid.NewString())
	s.want(library.live(board+"/presence", form("tab", "one", "editing", "")), 204, "being here")
	s.tenant("demo", `update membership set last_used_at = now() - interval '1 hour'`)
	s.want(library.live(board+"/items", form("id", first, "quadrant", "weakness", "text", "nobody answers", "evidence", "")), 204, "an item")
	if got := s.beside(analysis); slices.Contains(got, "membership") {
		t.Errorf("the transaction that wrote the item also wrote in %v", got)
	}
	s.want(library.live(board+"/presence", form("tab", "one", "editing", first)), 204, "having it open")
	s.want(library.live(board+"/items/"+first, form("text", "nobody answers us", "evidence", "counted", "version", "1")), 204, "an edit")
	s.want(library.live(board+"/items/"+first+"/move", form("quadrant", "threat", "before", "")), 204, "a move")
	s.want(library.get(board+"?since=1&tab=two", "Live", "1"), 200, "asking for changes")
	// Without.
	page := registrar.page(board)
	add := page.id("add-strength").fields()
	add.Set("text", "we stand well")
	second := written(add.Get("id"))
	s.want(registrar.post(board+"/items", add), 303, "an item without script")
	s.want(registrar.post(board+"/items/"+second, form("text", "we stand very well", "evidence", "", "version", "1")), 303, "an edit")
	gone := s.want(registrar.post(board+"/items/"+second+"/withdraw", nil), 303, "withdrawing").header.Get("Location")
	for _, row := range s.rows() {
		if strings.HasPrefix(row, "session ") && strings.Contains(row, hex.EncodeToString([]byte("The item was withdrawn"))) {
			t.Errorf("a session was written after the item: %s", row)
		}
	}
	sessions := func(when string) {
		t.Helper()
		for _, row := range s.rows() {
			if table, _, _ := strings.Cut(row, " "); table == "session" && slices.ContainsFunc(items, func(id string) bool { return names(row, id) }) {
				t.Errorf("%s: a session knows the item: %s", when, row)
			}
		}
	}
	sessions("after withdrawing")
	if body := registrar.get(gone).body; !strings.Contains(body, "The item was withdrawn.") {
		t.Error("nothing is said of the withdrawal")
	}
	s.want(registrar.post(board+"/items/"+second+"/restore", nil), 303, "putting back")
	// A guest.
	add = guest.page(board).id("add-threat").fields()
	add.Set("text", "a guest's")
	written(add.Get("id"))
	s.want(guest.post(board+"/items", add), 303, "a guest's item")
	// Brought in.
	s.want(registrar.post(board+"/import", form("id", newID(), "rows", `[{"Line":2,"Quadrant":"threat","Text":"brought in"}]`)), 303, "an import")
	written(s.one(`select id::text from item where text = 'brought in'`))
	// A session that ended meanwhile.
	late := s.signIn("research")
	add = late.page(board).id("add-threat").fields()
	add.Set("text", "written too late")
	s.want(late.post("/sign-out", nil), 303, "signing out")
	s.want(late.post(board+"/items", add), 303, "an item while signed out")
	s.want(late.post("/sign-in", form("email", email("research"), "password", "meridian-demo")), 303, "signing in again")
	written(add.Get("id"))
	sessions("after signing in again")
	// Somebody who has no pen yet, and has not signed in.
	stranger := s.visitor()
	s.want(stranger.post(board+"/items", form("quadrant", "threat", "text", "said by a stranger")), 303, "an item without having signed in")
	s.want(s.visitor().post(boardPath()+"/items", form("quadrant", "threat", "text", "kept as ever")), 303, "elsewhere")
	kept := func(words string) bool {
		return slices.ContainsFunc(s.rows(), func(row string) bool {
			return strings.HasPrefix(row, "session ") && strings.Contains(row, hex.EncodeToString([]byte(words)))
		})
	}
	if kept("said by a stranger") || !kept("kept as ever") {
		t.Error("what is kept of those who have not signed in: ", kept("said by a stranger"), kept("kept as ever"))
	}
	items = items[:len(items)-1] // it was never stored

	stream.until(t, func(e event) bool { return strings.Contains(e.data, "brought in") })
	own.until(t, func(e event) bool { return strings.Contains(e.data, "brought in") })
	stream.cancel()
	own.cancel()

	ids := map[string]string{}
	for _, who := range []string{"registrar", "library", "research", "finance"} {
		ids[s.one(`select id::text from person where email = $1`, email(who))] = "the person " + who
		ids[s.one(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = $1`, email(who))] = "the membership of " + who
		ids[s.one(`select o.id::text from office o join institution i on i.id = o.institution_id where i.slug = 'demo' and o.slug = $1`, who)] = "the office " + who
	}
	ids[s.one(`select person_id::text from membership where analysis_id = $1`, analysis)] = "the guest"
	ids[s.one(`select id::text from membership where analysis_id = $1`, analysis)] = "the guest's membership"
	named := 0
	for _, row := range s.rows() {
		for _, item := range items {
			if !names(row, item) {
				continue
			}
			named++
			for id, what := range ids {
				if names(row, id) {
					t.Errorf("%s stands beside an item: %s", what, row)
				}
			}
			if at := moments(t, row); slices.ContainsFunc(at, func(at time.Time) bool { return !at.Before(began.Add(-time.Second)) }) {
				t.Errorf("a row tells when an item came or changed: %s", row)
			}
		}
	}
	if named < 8 { // four items and what they were before
		t.Errorf("only %d rows name an item", named)
	}
	if got := s.beside(analysis); !slices.Equal(got, []string{"item", "item_change", "live"}) && !slices.Equal(got, []string{"item", "item_change"}) {
		t.Errorf("the transactions that wrote items also wrote in %v", got)
	}
	if n := s.one(`select count(*)::text from presence where subject_id = $1`, analysis); n != "0" {
		t.Errorf("%s people are known to be here", n)
	}
	for _, item := range items {
		if strings.Contains(s.log.String(), item) {
			t.Errorf("the log names the item %s", item)
		}
		if v := uuid.MustParse(item).Version(); v != 4 {
			t.Errorf("the item %s has an id of version %d", item, v)
		}
	}
	for _, pen := range registrar.pens(board) {
		if strings.Contains(strings.Join(s.rows(), "\n"), pen) || strings.Contains(s.log.String(), pen) {
			t.Error("a pen is stored")
		}
	}
}

// names tells whether a row holds an id: as it is, as bytes, or within bytes as text.
func names(row, id string) bool {
	return strings.Contains(row, id) || strings.Contains(row, strings.ReplaceAll(id, "-", "")) || strings.Contains(row, hex.EncodeToString([]byte(id)))
}

// moments are the instants in a row.
func moments(t *testing.T, row string) (list []time.Time) {
	t.Helper()
	_, text, _ := strings.Cut(row, " ")
	var columns map[string]any
	if err := json.Unmarshal([]byte(text), &columns); err != nil {
		t.Fatal(err)
	}
	for _, v := range columns {
		if at, err := time.Parse(time.RFC3339Nano, fmt.Sprint(v)); err == nil {
			list = append(list, at)
		}
	}
	return list
}

// pens are those that the visitor's browser would send to a board.
func (v *visitor) pens(board string) (list []string) {
	v.s.Helper()
	to, err := url.Parse(v.s.base + board)
	v.s.must(err)
	for _, c := range v.client.Jar.Cookies(to) {
		if strings.HasPrefix(c.Name, "pen-") {
			list = append(list, c.Value)
		}
	}
	return list
}

// The pen comes with the page, goes to its analysis alone, and is what an item's buttons and changes ask for.
func TestPen(t *testing.T) {
	s := stand(t)
	board := s.anonymous()
	v, other := s.as("registrar"), s.signIn("registrar")
	a := v.get(board)
	var pen *http.Cookie
	for _, c := range (&http.Response{Header: a.header}).Cookies() {
		if strings.HasPrefix(c.Name, "pen-") {
			pen = c
		}
	}
	if pen == nil || pen.Path != board || !pen.HttpOnly || pen.SameSite != http.SameSiteLaxMode || pen.MaxAge != 365*24*60*60 || len(pen.Value) != 43 || pen.Secure {
		t.Fatalf("the pen is %v", pen)
	}
	if !strings.Contains(a.body, "Nobody can see who wrote what; Meridian itself cannot") || !strings.Contains(a.body, "Only this browser can change") {
		t.Error("it is not said before the first word who can see the author, and who can change it")
	}
	if len(v.pens(boardPath())) != 0 || len(s.as("adviser").pens(board)) != 0 {
		t.Error("a pen is where nothing can be written with it")
	}
	s.as("adviser").get(board)
	if len(s.as("adviser").pens(board)) != 0 {
		t.Error("somebody who adds nothing gets a pen")
	}
	add := s.parse(a.body).id("add-threat").fields()
	if uuid.MustParse(add.Get("id")).Version() != 4 {
		t.Errorf("the form's id is %s", add.Get("id"))
	}
	add.Set("text", "Visas take longer")
	id := add.Get("id")
	s.want(v.post(board+"/items", add), 303, "adding")
	s.want(v.post(board+"/items", add), 303, "adding twice")
	buttons := func(v *visitor) int {
		return len(v.page(board).id("item-" + id).all(func(n *node) bool { return n.attr["data-may"] != "" }))
	}
	if buttons(v) != 3 || buttons(other) != 0 || !strings.Contains(v.board(board).attr["data-mine"], id) || other.board(board).attr["data-mine"] != "" {
		t.Errorf("one's own item has %d buttons, in another browser %d", buttons(v), buttons(other))
	}
	if it := other.page(board).id("item-" + id); it.attr["data-author"] != "" || it.attr["data-office"] != "" || strings.TrimSpace(it.class("item-office")[0].text()) != "" {
		t.Errorf("the item tells %v", it.attr)
	}
	for _, verb := range []string{"", "/withdraw", "/restore"} {
		fields := url.Values{}
		if verb == "" {
			fields = form("text", "mine", "evidence", "", "version", "1")
		}
		s.want(other.post(board+"/items/"+id+verb, fields), 403, "in another browser, "+verb)
	}
	s.want(v.get(board+"/items/"+id+"/history"), 200, "the history")
	s.want(other.get(board+"/items/"+id+"/history"), 200, "the history in another browser")

	// A form whose id tells the time is refused, and comes back with one that does not.
	bad := s.want(v.post(board+"/items", form("id", newID(), "quadrant", "threat", "text", "kept words")), 422, "an id with a time")
	again := s.parse(bad.body).id("add-threat").fields()
	if again.Get("text") != "kept words" || uuid.MustParse(again.Get("id")).Version() != 4 {
		t.Errorf("the form came back with %v", again)
	}
	s.want(v.post(board+"/items", again), 303, "sent once more")
	// A program without a page gets its pen with the first item.
	program := s.signIn("library")
	s.want(program.live(board+"/items", form("quadrant", "threat", "text", "by a program")), 204, "without a page")
	if len(program.pens(board)) != 1 {
		t.Error("the program got no pen")
	}
	s.want(program.live(boardPath()+"/items", form("quadrant", "threat", "text", "signed")), 204, "elsewhere")
	if len(program.pens(boardPath())) != 0 {
		t.Error("an analysis with authors gives a pen")
	}
	s.want(v.post(board+"/import", form("pasted", "office\tquadrant\ttext\nregistrar\tthreat\tx\n")), 200, "a preview")
	if a := v.post(board+"/import", form("id", newID(), "rows", `[{"Line":2,"Office":"registrar","Quadrant":"threat","Text":"x"}]`)); a.status != 422 || !strings.Contains(a.body, "please leave the office empty") {
		t.Errorf("an import with an office: %v", a)
	}
}

// Where the office is shown, nothing that a page, a stream or a file holds tells which of its people wrote.
func TestOnlyTheOfficeIsShown(t *testing.T) {
	s := stand(t)
	board := boardPath()
	author := s.one(`select m.id::text from membership m join person p on p.id = m.person_id where p.email = 'registrar@demo.example'`)
	person := s.one(`select id::text from person where email = 'registrar@demo.example'`)
	stream := s.as("finance").stream(t.Context(), board+"/events?since=0")
	id := s.as("registrar").add(board, "threat", "by the office")
	var seen strings.Builder
	stream.until(t, func(e event) bool { seen.WriteString(e.data); return strings.Contains(e.data, id) })
	stream.cancel()
	s.tenant("demo", `delete from presence`)
	for _, who := range []string{"library", "international", "adviser"} {
		for _, path := range []string{board, board + "?view=list", board + ".csv", board + ".json", board + "/items/" + id + "/history"} {
			seen.WriteString(s.want(s.as(who).get(path), 200, path).body)
		}
	}
	for _, secret := range []string{author, person} {
		if strings.Contains(seen.String(), secret) {
			t.Error("an id of the author is shown")
		}
	}
	if me := s.as("registrar").board(board); me.attr["data-me"] == "" || me.id("item-" + id).attr["data-author"] != me.attr["data-me"] {
		t.Error("the author's own page does not know the item as its own")
	}
}

func TestScribeByForm(t *testing.T) {
	s := stand(t)
	v, board := s.as("international"), boardPath()
	add := v.page(board).id("add-strength").fields()
	add.Set("text", "open until midnight")
	add.Set("office", "library")
	a := s.want(v.post(board+"/items", add), 303, "for the library")
	if want := board + "?for=library#item-" + add.Get("id"); a.header.Get("Location") != want {
		t.Errorf("it leads to %s", a.header.Get("Location"))
	}
	next := v.page(board + "?for=library")
	if next.id("add-threat").fields().Get("office") != "library" {
		t.Error("the office is not chosen any more")
	}
	if by := strings.Join(strings.Fields(next.id("item-" + add.Get("id")).class("item-office")[0].text()), " "); !strings.Contains(by, "written down by the international office") {
		t.Errorf("the item says %q", by)
	}
	if s.as("library").page(board).id("item-"+add.Get("id")).tags("form") == nil {
		t.Error("it is not the library's own")
	}
	if s.as("registrar").page(board).id("add-threat-office") != nil {
		t.Error("an office may choose for whom it writes")
	}
	s.want(s.as("registrar").post(board+"/items", form("quadrant", "threat", "text", "x", "office", "library")), 403, "an office for another")
	bad := s.want(v.post(board+"/items", form("quadrant", "threat", "text", "kept words", "office", "nowhere")), 422, "for an office that is not there")
	if s.parse(bad.body).id("add-threat").fields().Get("text") != "kept words" {
		t.Error("the words are lost")
	}
}

// An earlier text comes back by the form of the history, as an edit like any other.
func TestRestoreAnEarlierText(t *testing.T) {
	s := stand(t)
	v, board := s.as("registrar"), boardPath()
	id := v.add(board, "weakness", "<b>first</b>\nline")
	s.want(v.post(board+"/items/"+id, form("text", "second", "evidence", "", "version", "1")), 303, "an edit")
	history := v.page(board + "/items/" + id + "/history").id("history")
	forms := history.tags("form")
	if len(forms) != 1 || !strings.HasPrefix(forms[0].tags("button")[0].attr["aria-label"], "Restore this text: <b>first</b>") {
		t.Fatalf("the history has %d forms", len(forms))
	}
	if len(s.as("library").page(board+"/items/"+id+"/history").id("history").tags("form")) != 0 {
		t.Error("another office may bring words back")
	}
	a := s.want(v.post(forms[0].attr["action"], forms[0].fields()), 303, "bringing it back")
	if a.header.Get("Location") != board+"#item-"+id {
		t.Errorf("it leads to %s", a.header.Get("Location"))
	}
	if it := v.page(board).id("item-" + id); it.class("item-text")[0].text() != "<b>first</b>\nline" || it.attr["data-version"] != "3" {
		t.Error("the text did not come back")
	}
	s.want(v.post(forms[0].attr["action"], forms[0].fields()), 303, "once more, the same words") // an edit that changes nothing
	s.want(v.post(board+"/items/"+id, form("text", "fourth", "evidence", "", "version", "3")), 303, "an edit")
	s.want(v.post(forms[0].attr["action"], forms[0].fields()), 409, "after somebody has changed it")
	s.want(s.as("registrar@second").get(board+"/items/"+id+"/history"), 404, "from elsewhere")
}
