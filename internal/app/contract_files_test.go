package app

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"mime/multipart"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"meridian/internal/app/demo"

	"github.com/google/uuid"
)

// upload posts a file as a browser does.
func (v *visitor) upload(path, name string, data []byte, headers ...string) answer {
	v.s.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile("file", name)
	v.s.must(err)
	_, _ = part.Write(data)
	v.s.must(w.WriteField("pasted", ""))
	v.s.must(w.Close())
	return v.do("POST", path, &body, append([]string{"Content-Type", w.FormDataContentType()}, headers...)...)
}

// exported is an analysis as its JSON export tells it.
type exported struct {
	Format        string
	FormatVersion int `json:"format_version"`
	Items         []struct {
		ID, Office, Quadrant, Text, Evidence string
		Version                              int
	}
}

func (v *visitor) export(board string) (e exported, rows [][4]string) {
	v.s.Helper()
	a := v.get(board + ".json")
	if err := json.Unmarshal([]byte(a.body), &e); err != nil || a.status != 200 || a.header.Get("Content-Type") != "application/json" || e.Format == "" || e.FormatVersion < 1 {
		v.s.Fatalf("%v: %v", err, a)
	}
	for _, i := range e.Items {
		rows = append(rows, [4]string{i.Office, i.Quadrant, i.Text, i.Evidence})
	}
	return e, rows
}

// pressImport presses "Import" under a preview.
func (v *visitor) pressImport(preview answer) (answer, url.Values) {
	v.s.Helper()
	v.s.want(preview, 200, "the preview")
	for _, f := range v.s.parse(preview.body).tags("form") {
		if b := f.tags("button"); len(b) > 0 && strings.TrimSpace(b[0].text()) == "Import" {
			return v.post(f.attr["action"], f.fields()), f.fields()
		}
	}
	v.s.Fatalf("the preview has no button Import: %v", preview)
	return answer{}, nil
}

func TestExportsImportAgain(t *testing.T) {
	s := stand(t)
	v := s.as("international")
	source := v.open("demo", "Source", "institution", "")
	for n, text := range []string{"=1+1", "@x", "'quoted", "+49", "-5", "two\nlines", `"quoted"`, "a;b,c\td", "👨‍👩‍👧‍👦 اردو", "<b>&amp;</b>", "0012"} {
		who := s.as([]string{"registrar", "library", "international"}[n%3])
		s.want(who.live(source+"/items", form("quadrant", []string{"strength", "threat"}[n%2], "text", text, "evidence", text)), 204, text)
	}
	e, want := v.export(source)
	if len(want) != 11 || e.Items[0].Version != 1 || len(e.Items[0].ID) != 36 {
		t.Fatalf("%+v", e)
	}
	for _, kind := range []string{"json", "csv", "xlsx"} {
		a := s.want(s.as("adviser").get(source+"."+kind), 200, kind)
		if !strings.Contains(a.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %v", kind, a.header)
		}
		if kind == "csv" && (strings.Contains(a.body, "\n=") || strings.Contains(a.body, ",=") || strings.Contains(a.body, ",@") || !strings.HasPrefix(a.body, "\ufeffoffice,quadrant,text,evidence\r\n")) {
			t.Errorf("the CSV is %q", a.body)
		}
		target := v.open("demo", "From "+kind, "institution", "")
		done, sent := v.pressImport(v.upload(target+"/import", "x."+kind, []byte(a.body)))
		if s.want(done, 303, "importing "+kind); done.header.Get("Location") != target {
			t.Errorf("%s leads to %s", kind, done.header.Get("Location"))
		}
		if _, got := v.export(target); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", kind, got, want)
		}
		s.untouched(func() { s.want(v.post(target+"/import", sent), 303, "the same once more") })
	}
	// Pasted cells, and the empty tables that are offered for filling in.
	target := v.open("demo", "Pasted", "institution", "")
	done, _ := v.pressImport(v.post(target+"/import", form("pasted", "quadrant\ttext\nthreat\t=1+1\n")))
	s.want(done, 303, "importing what was pasted")
	if _, got := v.export(target); !reflect.DeepEqual(got, [][4]string{{"international", "threat", "=1+1", ""}}) {
		t.Errorf("%q", got)
	}
	for _, ext := range []string{".csv", ".xlsx"} {
		s.untouched(func() {
			s.want(v.upload(target+"/import", "empty"+ext, []byte(v.get(target+"/form"+ext).body)), 200, "an empty table"+ext)
		})
	}
}

func TestImportsThatCannotBe(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	path := boardPath() + "/import"
	s.untouched(func() {
		for name, data := range map[string]string{
			"a ZIP": "PK\x03\x04\x14\x00 not a workbook", "an empty file": "", "100,000 rows": "quadrant,text\n" + strings.Repeat("threat,a\n", 100_000),
			"a header alone, wrong": "colour\n", "binary": "\x00\x01\x02\x03", "a PDF": "%PDF-1.7", "broken JSON": `{"format":`, "no text column": "office,quadrant\nregistrar,threat\n", "blanks": " \n \n",
		} {
			for _, headers := range [][]string{nil, {"Live", "1"}} {
				a := s.want(v.upload(path, "x.csv", []byte(data), headers...), 422, name)
				if n := s.parse(a.body).id("import-error"); n == nil || len(n.text()) < 15 {
					t.Errorf("%s: there is no message: %v", name, a)
				}
			}
		}
		for name, data := range map[string]string{
			"another office's row": "office,quadrant,text\nregistrar,threat,good\nlibrary,threat,bad\n", "a wrong heading": "quadrant,text\nthreat,good\nweak,bad\n",
			"an unknown office": "office,quadrant,text\nnowhere,threat,bad\n", "a text too long": "quadrant,text\nthreat," + strings.Repeat("a", 2001) + "\n",
		} {
			a := s.want(v.upload(path, "x.csv", []byte(data)), 200, name)
			if page := s.parse(a.body); len(page.class("reasons")) != 1 || len(page.all(func(n *node) bool { return n.attr["name"] == "rows" })) != 0 {
				t.Errorf("%s: no reasons, or the import is offered", name)
			}
		}
		for name, rows := range map[string]string{"no JSON": "x", "not a list": `{}`, "a bad row": `[{"Quadrant":"threat","Text":"good"},{"Quadrant":"threat","Text":""}]`, "another office's": `[{"Office":"library","Quadrant":"threat","Text":"x"}]`, "NUL": `[{"Quadrant":"threat","Text":"\u0000"}]`, "half a pair": `[{"Quadrant":"\ud83d","Text":"\ud83d"}]`} {
			s.want(v.post(path, form("id", uuid.NewString(), "rows", rows)), 422, "rows: "+name)
		}
		s.want(v.post(path, form("id", "x", "rows", `[{"Quadrant":"threat","Text":"x"}]`)), 422, "an id that is none")
		s.want(v.post(path, nil), 422, "nothing")
		s.want(v.upload(path, "x.csv", bytes.Repeat([]byte("a"), 13<<20)), 413, "13 MB")
		s.want(v.upload(boardPath()+"/items", "x.csv", bytes.Repeat([]byte("a"), 2<<20)), 413, "2 MB to another route")
	})
}

// What people write, who they are and how they come in never stands in the log.
func TestLogsTellNothing(t *testing.T) {
	s := stand(t)
	v := s.as("registrar")
	slog.New(slog.NewTextHandler(s.log, nil)).Info("the log is read")
	id := v.add(boardPath(), "strength", "log-canary-text")
	item := boardPath() + "/items/" + id
	e := v.stream(t.Context(), boardPath()+"/events")
	s.visitor().post("/sign-in", form("email", "log-canary@demo.example", "password", "log-canary-password"))
	s.visitor().post("/sign-in", form("email", "\xfflog-canary@demo.example", "password", "log-canary-password\x00"))
	for _, fields := range []url.Values{form("text", "log-canary-stale", "version", "0"), form("text", "log-canary\x00", "version", "1"), form("text", "log-canary-new", "evidence", "log-canary", "version", "1"), form("text", "log-canary-late", "version", "1")} {
		v.live(item, fields)
		v.post(item, fields)
	}
	v.post(boardPath()+"/items", form("text", "log-canary", "log-canary", "x"))
	v.post("/demo/swot", form("title", "log-canary", "scope", "office", "office", "log-canary"))
	v.upload(boardPath()+"/import", "log-canary.csv", []byte("quadrant,text\nlog-canary,log-canary\n"))
	v.get("/log-canary/swot?next=log-canary")
	s.visitor().post(item, form("text", "log-canary", "version", "1"))
	s.visitor().get("/invitations/log-canary-token")
	s.visitor().get("/sign-in?email=log-canary@demo.example")
	v.do("POST", item, strings.NewReader("log-canary=%zz"), "Content-Type", "application/x-www-form-urlencoded")
	token := v.cookie()
	// The database fails in the middle of writing: what it says of the row must not be repeated.
	conn := s.owner()
	conn(`alter table item add constraint no_canary check (text not like 'log-canary%') not valid`)
	s.want(v.live(boardPath()+"/items", form("quadrant", "threat", "text", "log-canary-broken", "evidence", "log-canary")), 500, "a broken constraint")
	s.want(v.post("/sign-out", nil), 303, "signing out")
	e.cancel()
	log := s.log.String()
	if !strings.Contains(log, "the log is read") || !strings.Contains(log, "request failed") {
		t.Error("the log was not captured")
	}
	for _, secret := range []string{"log-canary", "@demo.example", demo.Password, token, "Bilal Ahmed"} {
		if n := strings.Index(log, secret); n >= 0 {
			t.Errorf("%q stands in the log: …%s…", secret, log[max(0, n-300):min(len(log), n+100)])
		}
	}
}
