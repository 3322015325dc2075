package richtext

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestReplaceLeavesWhatStays(t *testing.T) {
	const first, last = "Why we open our courses to partners", "Who decides on them"
	list := func(items ...string) string {
		for i, item := range items {
			items[i] = block("list_item", paragraph(item))
		}
		return block("bullet_list", items...)
	}
	row := func(cells ...string) string { return block("table_row", cells...) }
	for _, c := range []struct {
		name     string
		from, to json.RawMessage
		steps    int
		kind     string // of the first step
		touched  int    // positions of the old document that the steps take out, in all
	}{
		{"nothing", document(paragraph(first)), document(paragraph(first)), 0, "", 0},
		{"nothing but the way it is written", document(paragraph("ab")), document(block("paragraph", text("a"), text("b"))), 0, "", 0},
		{"a word", document(paragraph(first), paragraph("one two three"), paragraph(last)), document(paragraph(first), paragraph("one four three"), paragraph(last)), 1, "replace", 3},
		{"letters of a word", document(paragraph("the partner is")), document(paragraph("the partners is")), 1, "replace", 7},
		{"two words apart", document(paragraph("one two three four five")), document(paragraph("one 2 three four 5")), 2, "replace", 7},
		{"two words side by side", document(paragraph("one two three, four")), document(paragraph("one zwei drei, four")), 1, "replace", 9},
		{"a word put in", document(paragraph("one three")), document(paragraph("one two three")), 1, "replace", 0},
		{"a paragraph put in", document(paragraph(first), paragraph(last)), document(paragraph(first), paragraph("new"), paragraph(last)), 1, "replace", 0},
		{"a paragraph gone", document(paragraph(first), paragraph("old"), paragraph(last)), document(paragraph(first), paragraph(last)), 1, "replace", 5},
		{"a paragraph put in beside a changed one", document(paragraph(first), paragraph(last)), document(paragraph("quite new"), paragraph("Why we close our courses to partners"), paragraph(last)), 2, "replace", 4},
		{"bold", document(paragraph("one two three")), document(block("paragraph", text("one "), text("two", strong), text(" three"))), 1, "addMark", 0},
		{"no longer bold", document(block("paragraph", text("one "), text("two", strong), text(" three"))), document(paragraph("one two three")), 1, "removeMark", 0},
		{"another link", document(block("paragraph", text("one", link("https://a.example")))), document(block("paragraph", text("one", link("https://b.example")))), 2, "removeMark", 0},
		{"a heading", document(paragraph(first), paragraph(last)), document(heading(2, first), paragraph(last)), 1, "replaceAround", 2},
		{"a higher heading", document(heading(3, first)), document(heading(2, first)), 1, "replaceAround", 2},
		{"a list's kind", document(list(first, last)), document(strings.Replace(list(first, last), `"bullet_list"`, `"ordered_list"`, 1)), 1, "replaceAround", 2},
		{"an item's word", document(list(first, "one two three", last)), document(list(first, "one four three", last)), 1, "replace", 3},
		{"an item gone", document(list(first, "two", last)), document(list(first, last)), 1, "replace", 7},
		{"a cell", document(block("table", row(cell(paragraph("a")), cell(block("paragraph"))), row(cell(paragraph("c")), cell(paragraph("d"))))),
			document(block("table", row(cell(paragraph("a")), cell(paragraph("b"))), row(cell(paragraph("c")), cell(paragraph("d"))))), 1, "replace", 0},
		{"Urdu", document(paragraph("ہم طلبہ کو بھیجتے ہیں")), document(paragraph("ہم اساتذہ کو بھیجتے ہیں")), 1, "replace", 4},
		{"Chinese", document(paragraph("我们派遣学生")), document(paragraph("我们派遣教师")), 1, "replace", 2},
		{"signs that begin alike", document(paragraph("a 😀 b")), document(paragraph("a 😁 b")), 1, "replace", 2},
		{"all of it", document(paragraph(first)), document(block("bullet_list", block("list_item", paragraph("x")))), 1, "replace", len(first) + 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := newEngine(t, 1)
			a, err := e.Replace(t.Context(), c.from, c.to)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Steps) != c.steps || c.steps > 0 && !strings.Contains(string(a.Steps[0]), `"stepType":"`+c.kind+`"`) {
				t.Errorf("steps %s; want %d, first %s", joined(a.Steps), c.steps, c.kind)
			}
			touched := 0
			for _, ranges := range a.Ranges {
				for i := 1; i < len(ranges); i += 3 {
					touched += ranges[i]
				}
			}
			if touched != c.touched {
				t.Errorf("%d positions are taken out, want %d: %s", touched, c.touched, joined(a.Steps))
			}
			if got := applyAll(t, e, c.from, a.Steps); c.steps > 0 && string(got) != string(a.Doc) {
				t.Errorf("the steps make %s, not %s", got, a.Doc)
			}
			if want, err := e.Check(t.Context(), c.to); err != nil || string(a.Doc) != string(want) {
				t.Errorf("document %s, want %s (%v)", a.Doc, want, err)
			}
		})
	}
}

// TestReplaceAnything: whatever two documents have in common, the steps lead from the one to the other.
func TestReplaceAnything(t *testing.T) {
	e := newEngine(t, 1)
	r, other := record(t, 2, 120, 200), record(t, 3, 20, 200)
	docs := []json.RawMessage{r.Start}
	for _, edit := range r.Edits {
		docs = append(docs, edit.Doc)
	}
	pairs := [][2]json.RawMessage{{r.Start, other.Edits[19].Doc}, {other.Start, r.Edits[119].Doc}, {r.Start, document(block("paragraph"))}, {document(block("paragraph")), r.Start}}
	for _, apart := range []int{1, 7, 40, 120} {
		for i := 0; i+apart < len(docs); i += max(1, apart/3) {
			pair := [2]json.RawMessage{docs[i], docs[i+apart]}
			if i%2 == 1 {
				slices.Reverse(pair[:])
			}
			pairs = append(pairs, pair)
		}
	}
	whole := 0
	for i, pair := range pairs {
		a, err := e.Replace(t.Context(), pair[0], pair[1])
		if err != nil {
			t.Fatalf("pair %d: %v", i, err)
		}
		if len(a.Steps) > MaxSteps {
			t.Errorf("pair %d: %d steps", i, len(a.Steps))
		}
		if got := applyAll(t, e, pair[0], a.Steps); string(got) != string(pair[1]) || string(a.Doc) != string(pair[1]) {
			t.Fatalf("pair %d: the steps make\n%s\nnot\n%s", i, got, pair[1])
		}
		for _, ranges := range a.Ranges {
			if len(ranges) == 3 && ranges[1] > 1_500 {
				whole++
			}
		}
	}
	if whole > 2 {
		t.Errorf("%d of %d documents were replaced as a whole", whole, len(pairs))
	}
}

func TestReplaceManyChanges(t *testing.T) {
	e := newEngine(t, 1)
	var from, to []string
	for i := range 30 {
		var a, b strings.Builder
		for j := range 40 {
			fmt.Fprintf(&a, "same%d old%d ", j, j)
			fmt.Fprintf(&b, "same%d new%d ", j, i*j)
		}
		from, to = append(from, paragraph(a.String())), append(to, paragraph(b.String()))
	}
	a, err := e.Replace(t.Context(), document(from...), document(to...))
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Steps) == 0 || len(a.Steps) > MaxSteps {
		t.Errorf("%d steps", len(a.Steps))
	}
	if got := applyAll(t, e, document(from...), a.Steps); string(got) != string(document(to...)) {
		t.Error("the steps make another document")
	}
}

func TestReplaceRefusesABadDocument(t *testing.T) {
	e := newEngine(t, 1)
	for _, to := range []string{"", "[]", `{"type":"doc"}`, `{"type":"doc","content":[{"type":"script"}]}`, string(document(block("paragraph", text("x", link("javascript:alert(1)")))))} {
		_, err := e.Replace(t.Context(), prose(5), json.RawMessage(to))
		if _, ok := errors.AsType[*Refused](err); !ok {
			t.Errorf("%s: not refused: %v", to, err)
		}
	}
}
