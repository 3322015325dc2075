package richtext

import (
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestApplyAsNode(t *testing.T) {
	e := newEngine(t, 1)
	r := record(t, 1, 500, 500)
	doc := r.Start
	for i, edit := range r.Edits {
		a, err := e.Apply(t.Context(), doc, edit.Steps)
		if err != nil {
			t.Fatalf("edit %d, %s: %v", i, edit.Steps, err)
		}
		if string(a.Doc) != string(edit.Doc) {
			t.Fatalf("edit %d, %s:\n%s\nNode.js:\n%s", i, edit.Steps, a.Doc, edit.Doc)
		}
		if !slices.EqualFunc(a.Ranges, edit.Ranges, slices.Equal) {
			t.Fatalf("edit %d, %s: ranges %v, Node.js: %v", i, edit.Steps, a.Ranges, edit.Ranges)
		}
		if string(joined(a.Steps)) != string(edit.Steps) {
			t.Fatalf("edit %d: steps %s, Node.js: %s", i, joined(a.Steps), edit.Steps)
		}
		doc = a.Doc
	}
	if out, err := e.Check(t.Context(), doc); err != nil || string(out) != string(doc) {
		t.Errorf("the last document does not pass: %v", err)
	}
}

func TestApplyWritesStepsAnew(t *testing.T) {
	e := newEngine(t, 1)
	steps := `[{"stepType":"replace","from":1,"to":1,"slice":{"content":[{"type":"text","text":"x","onclick":"y"}],"extra":1},"secret":"z"}]`
	a, err := e.Apply(t.Context(), document(paragraph("word")), json.RawMessage(steps))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(a.Doc), string(document(paragraph("xword"))); got != want {
		t.Errorf("document %s, want %s", got, want)
	}
	if got, want := string(a.Steps[0]), `{"stepType":"replace","from":1,"to":1,"slice":{"content":[{"type":"text","text":"x"}]}}`; got != want {
		t.Errorf("step %s, want %s", got, want)
	}
	if !slices.EqualFunc(a.Ranges, [][]int{{1, 0, 1}}, slices.Equal) {
		t.Errorf("ranges %v", a.Ranges)
	}
	marked, err := e.Apply(t.Context(), a.Doc, json.RawMessage(`[{"stepType":"addMark","from":1,"to":3,"mark":{"type":"em"}}]`))
	if err != nil || len(marked.Ranges) != 1 || marked.Ranges[0] == nil || len(marked.Ranges[0]) != 0 {
		t.Errorf("a mark's ranges: %#v (%v)", marked.Ranges, err)
	}
}

func TestCheck(t *testing.T) {
	e := newEngine(t, 1)
	for _, c := range []struct{ name, doc, want string }{
		{"as it is", string(document(paragraph("a"))), string(document(paragraph("a")))},
		{"pieces are joined", string(document(block("paragraph", text("a"), text("b")))), string(document(paragraph("ab")))},
		{"marks are put in order", string(document(block("paragraph", text("a", strong, em)))), string(document(block("paragraph", text("a", em, strong))))},
		{"a mark twice is one", string(document(block("paragraph", text("a", em, em)))), string(document(block("paragraph", text("a", em))))},
		{"attributes are written out", string(document(block("heading", text("a")))), string(document(heading(2, "a")))},
		{"unknown ones are left out", `{"type":"doc","attrs":{"x":1},"content":[{"type":"paragraph","attrs":{"onclick":"x","__proto__":{"y":1}}}]}`, string(document(block("paragraph")))},
		{"other scripts", string(document(paragraph("اردو 🙂 👩‍🎓 \u2028"))), string(document(`{"type":"paragraph","content":[{"type":"text","text":"اردو 🙂 👩‍🎓 ` + "\u2028" + `"}]}`))},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := e.Check(t.Context(), json.RawMessage(c.doc))
			if err != nil || string(got) != c.want {
				t.Errorf("%s (%v), want %s", got, err, c.want)
			}
		})
	}
	for name, doc := range map[string]string{
		"empty":              "",
		"no document":        paragraph("a"),
		"without blocks":     `{"type":"doc"}`,
		"marks on it":        `{"type":"doc","marks":[{"type":"em"}],"content":[{"type":"paragraph"}]}`,
		"heading in an item": string(document(block("bullet_list", block("list_item", heading(2, "a"))))),
		"level 9":            string(document(heading(9, "a"))),
		"half a character":   string(document(`{"type":"paragraph","content":[{"type":"text","text":"\ud83d"}]}`)),
		"more than a MB":     string(document(paragraph(strings.Repeat("word ", MaxBytes/5)))),
		"too many positions": string(document(paragraph(strings.Repeat("word ", 80_001)))),
		"25 levels":          string(document(strings.Repeat(`{"type":"blockquote","content":[`, 25) + paragraph("a") + strings.Repeat("]}", 25))),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := e.Check(t.Context(), json.RawMessage(doc))
			if _, ok := errors.AsType[*Refused](err); !ok {
				t.Errorf("not refused: %v", err)
			}
		})
	}
}

// TestStoredDocumentBroken: that is a fault of ours, not of the person who writes.
func TestStoredDocumentBroken(t *testing.T) {
	e := newEngine(t, 1)
	_, err := e.Apply(t.Context(), json.RawMessage(`{"type":"script"}`), replaceStep(0, 0, `{"content":[{"type":"paragraph"}]}`))
	if _, refused := errors.AsType[*Refused](err); err == nil || refused {
		t.Errorf("want a fault, got %v", err)
	}
	if _, err := e.Apply(t.Context(), prose(5), replaceStep(1, 1, `{"content":[{"type":"text","text":"x"}]}`)); err != nil {
		t.Errorf("and then: %v", err)
	}
}

// TestHeapIsFlat: every step makes a new document, and none of them may stay.
func TestHeapIsFlat(t *testing.T) {
	e := newEngine(t, 1)
	m, err := e.pool.take()
	if err != nil {
		t.Fatal(err)
	}
	doc := []byte(prose(60))
	typed := replaceStep(5, 5, `{"content":[{"type":"text","text":"x"}]}`)
	heap := func(calls int) uint64 {
		for range calls {
			m.worn, m.calls = false, 0
			if _, err := m.run(callLimit, "apply", [][]byte{doc, typed}); err != nil {
				t.Fatal(err)
			}
		}
		runtime.GC()
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		runtime.KeepAlive(m)
		return s.HeapAlloc
	}
	const early, late = 5_000, 20_000
	before := heap(early)
	if after := heap(late - early); after > before+1<<20 {
		t.Errorf("heap after %d calls %d KB, after %d calls %d KB", early, before>>10, late, after>>10)
	}
}

func link(href string) string {
	quoted, _ := json.Marshal(href)
	return `{"type":"link","attrs":{"href":` + string(quoted) + `}}`
}
