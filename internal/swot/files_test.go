package swot

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// awkward are texts that some way of writing a file could spoil.
var awkward = []string{
	"=1+1", "@x", "+49 30 1234", "-5 %", "'quoted", "'=1+1", "''", "＝1", "\u2212 is a minus", "00123", "1e5", "TRUE", "2026-01-02", "#N/A",
	"one, two; three\tfour", `she said "no"`, `"`, "two\nlines\n\nand more", "<b>&amp;</b>", "]]>", "_x0041_", "\\N", "NULL", "sep=;",
	family + kiss, "e\u0301 and é", strings.TrimSpace(urdu), "می\u200cخواهم", "\u202bשלום\u202c", "\ufefffirst", "{\"a\":1}", "PK\x03no", strings.Repeat("long ", 300),
}

type row struct{ Office, Quadrant, Text, Evidence string }

func (w *world) rows(analysis uuid.UUID) []row {
	w.Helper()
	var all []row
	for _, i := range w.view("io", analysis).onBoard() {
		all = append(all, row{i.OfficeSlug, string(i.Quadrant), i.Text, i.Evidence})
	}
	return all
}

// What was exported imports again with the same offices, headings, texts and evidence in the same order.
func TestRoundTrips(t *testing.T) {
	w := newWorld(t)
	for n, text := range awkward {
		if strings.Contains(text, "\x03") {
			text = "PK"
		}
		evidence := ""
		if n%2 == 0 {
			evidence = awkward[len(awkward)-1-n]
			if strings.Contains(evidence, "\x03") {
				evidence = ""
			}
		}
		_, err := w.board.Add(t.Context(), w.as([]string{"registrar", "library", "io"}[n%3]), w.wide, NewItem{Quadrant: string(Quadrants[n%4]), Text: text, Evidence: evidence})
		w.must(err)
	}
	w.add("registrar", w.wide, Strength, "moved to the front")
	gone := w.add("registrar", w.wide, Strength, "withdrawn")
	_, err := w.board.Withdraw(t.Context(), w.as("registrar"), gone)
	w.must(err)
	want := w.rows(w.wide)
	if len(want) != len(awkward)+1 {
		t.Fatalf("%d rows", len(want))
	}
	for kind, write := range map[string]func(View, *bytes.Buffer) error{
		"json": func(v View, b *bytes.Buffer) error { return v.WriteJSON(b) },
		"csv":  func(v View, b *bytes.Buffer) error { return v.WriteCSV(b) },
		"xlsx": func(v View, b *bytes.Buffer) error { return v.WriteXLSX(b) },
	} {
		from := w.wide
		for round := range 2 {
			var file bytes.Buffer
			w.must(write(w.view("io", from), &file))
			rows, err := ReadRows(file.Bytes())
			if err != nil {
				t.Fatalf("%s, round %d: %v", kind, round, err)
			}
			to := w.open("io", NewAnalysis{Title: kind + fmt.Sprint(round), Scope: "institution"})
			plan, err := w.board.Import(t.Context(), w.as("io"), to, uuid.New(), rows, false)
			if err != nil || len(plan.Bad) > 0 {
				t.Fatalf("%s, round %d: %v, %v", kind, round, err, plan.Bad)
			}
			if got := w.rows(to); !reflect.DeepEqual(got, want) {
				for n := range want {
					if n >= len(got) || got[n] != want[n] {
						t.Errorf("%s, round %d, item %d:\n got %q\nwant %q", kind, round, n, got[min(n, len(got)-1)], want[n])
					}
				}
			}
			from = to
		}
	}
}

func TestImport(t *testing.T) {
	w := newWorld(t)
	good := func() []ImportRow {
		return []ImportRow{
			{Line: 2, Office: "registrar", Quadrant: "Strength", Text: " a "},
			{Line: 3, Quadrant: "threat", Text: "b", Evidence: "c"},
		}
	}
	with := func(rows []ImportRow, r ImportRow) []ImportRow { return append(rows, r) }
	for _, c := range []struct {
		name, who string
		rows      []ImportRow
		bad       []int // lines
	}{
		{"an unknown heading", "io", with(good(), ImportRow{Line: 4, Quadrant: "weak", Text: "x"}), []int{4}},
		{"an empty text", "io", with(good(), ImportRow{Line: 4, Quadrant: "threat", Text: " \n"}), []int{4}},
		{"an unknown office", "io", with(good(), ImportRow{Line: 4, Office: "nowhere", Quadrant: "threat", Text: "x"}), []int{4}},
		{"a control character", "io", with(good(), ImportRow{Line: 4, Quadrant: "threat", Text: "x", Evidence: "\x00"}), []int{4}},
		{"a text too long", "io", with(good(), ImportRow{Line: 4, Quadrant: "threat", Text: strings.Repeat("x", MaxText+1)}), []int{4}},
		{"two bad rows", "io", with(with(good(), ImportRow{Line: 9, Quadrant: "", Text: "x"}), ImportRow{Line: 12, Quadrant: "threat"}), []int{9, 12}},
		{"another office's rows", "library", good(), []int{2}},
		{"an office's rows by senior management", "sm", good(), []int{2}},
	} {
		w.unchanged(w.wide, func() {
			plan, err := w.board.Import(t.Context(), w.as(c.who), w.wide, uuid.New(), c.rows, false)
			var lines []int
			for _, b := range plan.Bad {
				lines = append(lines, b.Line)
				if b.Reason == "" {
					t.Errorf("%s: line %d has no reason", c.name, b.Line)
				}
			}
			if err != nil || !reflect.DeepEqual(lines, c.bad) {
				t.Errorf("%s: bad lines %v, %v; want %v", c.name, lines, err, c.bad)
			}
		})
	}
	w.unchanged(w.wide, func() {
		if plan, err := w.board.Import(t.Context(), w.as("io"), w.wide, uuid.New(), good(), true); err != nil || len(plan.Bad) > 0 || len(plan.Rows) != 2 {
			t.Errorf("the preview: %+v, %v", plan, err)
		}
		if _, err := w.board.Import(t.Context(), w.as("io"), w.wide, uuid.New(), nil, false); err != nil {
			t.Errorf("no rows: %v", err)
		}
		many := make([]ImportRow, MaxImport+1)
		for n := range many {
			many[n] = ImportRow{Line: n + 2, Quadrant: "threat", Text: "x"}
		}
		if plan, err := w.board.Import(t.Context(), w.as("io"), w.wide, uuid.New(), many, false); err != nil || len(plan.Bad) != 1 || plan.Bad[0].Line != MaxImport+2 {
			t.Errorf("too many rows: %v, %v", plan.Bad, err)
		}
	})
	id := uuid.New()
	_, err := w.board.Import(t.Context(), w.as("io"), w.wide, id, good(), false)
	w.must(err)
	want := []row{{"registrar", "strength", "a", ""}, {"international", "threat", "b", "c"}} // as a scribe; one's own office where none is named
	if got := w.rows(w.wide); !reflect.DeepEqual(got, want) {
		t.Errorf("imported %q, want %q", got, want)
	}
	w.unchanged(w.wide, func() {
		if plan, err := w.board.Import(t.Context(), w.as("io"), w.wide, id, good(), false); err != nil || len(plan.Rows) != 2 {
			t.Errorf("the same import again: %v, %v", plan, err)
		}
	})
	// An office brings its own rows, also with its slug; on an office's analysis no office means that one.
	_, err = w.board.Import(t.Context(), w.as("library"), w.wide, uuid.New(), []ImportRow{{Office: "library", Quadrant: "threat", Text: "own"}}, false)
	w.must(err)
	_, err = w.board.Import(t.Context(), w.as("io"), w.library, uuid.New(), []ImportRow{{Quadrant: "threat", Text: "scribe"}}, false)
	w.must(err)
	if got := w.rows(w.library); !reflect.DeepEqual(got, []row{{"library", "threat", "scribe", ""}}) {
		t.Errorf("%q", got)
	}
}

// An import that comes several times at once is one import.
func TestImportAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	id := uuid.New()
	errs := make(chan error, 6)
	for range cap(errs) {
		go func() {
			_, err := w.board.Import(t.Context(), w.as("io"), w.wide, id, []ImportRow{{Quadrant: "threat", Text: "once"}}, false)
			errs <- err
		}()
	}
	for range cap(errs) {
		w.must(<-errs)
	}
	if v := w.view("io", w.wide); len(v.Items) != 1 || v.Analysis.Live != 1 {
		t.Errorf("%d items at version %d", len(v.Items), v.Analysis.Live)
	}
}

func TestReadRows(t *testing.T) {
	for _, c := range []struct {
		name, in string
		rows     []row // nil: refused
	}{
		{"CSV", "office,quadrant,text,evidence\nregistrar,strength,a,b\n", []row{{"registrar", "strength", "a", "b"}}},
		{"CSV with a byte order mark and Windows line ends", "\ufeffquadrant,text\r\nthreat,a\r\n", []row{{"", "threat", "a", ""}}},
		{"semicolons", "quadrant;text\nthreat;\"a;b\"\n", []row{{"", "threat", "a;b", ""}}},
		{"tabs, as copied from Excel", "quadrant\ttext\nthreat\ta\n", []row{{"", "threat", "a", ""}}},
		{"Windows-1252", "quadrant,text\nthreat,caf\xe9\n", []row{{"", "threat", "café", ""}}},
		{"a header alone", "quadrant,text\n", []row{}},
		{"JSON", `{"format":"meridian.swot","format_version":1,"items":[{"office":"library","quadrant":"threat","text":"a","evidence":"b"}]}`, []row{{"library", "threat", "a", "b"}}},
		{"JSON with a byte order mark and blanks", "\ufeff\n {\"format\":\"meridian.swot\",\"format_version\":1,\"items\":[]}", []row{}},
		{"JSON of another program", `{"items":[]}`, nil},
		{"a newer JSON", `{"format":"meridian.swot","format_version":2,"items":[]}`, nil},
		{"broken JSON", `{"format":"meridian.swot",`, nil},
		{"nothing", "", nil},
		{"a missing column", "quadrant\nthreat\n", nil},
		{"an unknown column", "quadrant,text,colour\nthreat,a,red\n", nil},
		{"a ZIP that is no workbook", "PK\x03\x04 and nothing", nil},
		{"a PDF", "%PDF-1.7", nil},
		{"binary", "\x00\x01\x02", nil},
		{"too many rows", "quadrant,text\n" + strings.Repeat("threat,a\n", MaxImport+1), nil},
		{"100,000 rows", "quadrant,text\n" + strings.Repeat("threat,a\n", 100_000), nil},
	} {
		rows, err := ReadRows([]byte(c.in))
		if c.rows == nil {
			if !problem.Is(err, problem.Invalid) || problem.Of(err).Text == "" || problem.Of(err).Field != "file" {
				t.Errorf("%s: %d rows, %v", c.name, len(rows), err)
			}
			continue
		}
		got := []row{}
		for _, r := range rows {
			got = append(got, row{r.Office, r.Quadrant, r.Text, r.Evidence})
		}
		if err != nil || !reflect.DeepEqual(got, c.rows) {
			t.Errorf("%s: %q, %v; want %q", c.name, got, err, c.rows)
		}
	}
}

// Whatever is chosen as a file, the answer is rows or a sentence for people, never a fault of ours.
func FuzzReadRows(f *testing.F) {
	f.Add([]byte("office,quadrant,text,evidence\nregistrar,strength,a,b\n"))
	f.Add([]byte(`{"format":"meridian.swot","format_version":1,"items":[{"office":"library","quadrant":"threat","text":"a"}]}`))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xef\xbb\xbf{"))
	f.Add([]byte("\xff\xfeq\x00"))
	var workbook bytes.Buffer
	v := View{Items: []Item{{Quadrant: Strength, Text: "=1+1"}}}
	if err := v.WriteXLSX(&workbook); err != nil {
		f.Fatal(err)
	}
	f.Add(workbook.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadRows(data)
		if err != nil {
			if !problem.Is(err, problem.Invalid) {
				t.Errorf("%v", err)
			}
			return
		}
		if len(rows) > MaxImport {
			t.Errorf("%d rows", len(rows))
		}
		for _, r := range rows {
			text, evidence := r.Text, r.Evidence
			_ = checkItem(&text, &evidence)
		}
	})
}

// People write the headings of a table as the board does, or by their first letters.
func TestHeadingsOfATable(t *testing.T) {
	w := newWorld(t)
	rows := []ImportRow{{Line: 2, Quadrant: "Strengths", Text: "one"}, {Line: 3, Quadrant: "weakness", Text: "two"}, {Line: 4, Quadrant: "O", Text: "three"}, {Line: 5, Quadrant: "THREATS", Text: "four"}}
	plan, err := w.board.Import(t.Context(), w.people["registrar"], w.wide, uuid.New(), rows, true)
	if err != nil || len(plan.Bad) > 0 {
		t.Fatal(err, plan.Bad)
	}
	for n, want := range Quadrants {
		if plan.Rows[n].Quadrant != string(want) || plan.Rows[n].Office != "registrar" {
			t.Errorf("row %d: %+v, want %s of the registrar", n, plan.Rows[n], want)
		}
	}
	plan, err = w.board.Import(t.Context(), w.people["registrar"], w.wide, uuid.New(), []ImportRow{{Line: 2, Quadrant: "Menace", Text: "one"}}, true)
	if err != nil || len(plan.Bad) != 1 || !strings.Contains(plan.Bad[0].Reason, "Menace") {
		t.Errorf("an unknown heading: %v, %v", err, plan.Bad)
	}
}
