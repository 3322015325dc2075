package richtext

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// target is what hostile steps are thrown at: a bit of everything, signs beyond the first plane, a link.
var target = document(
	heading(2, "Why we go abroad"), // 0 to 18
	block("paragraph", text("Partners 🙂 and "), text("students", strong), text(" meet "), text("here", link("https://a.example/")), text(".")), // 18
	block("bullet_list", block("list_item", paragraph("one")), block("list_item", paragraph("two"))),
	block("table", block("table_row", cell(paragraph("a")), cell(paragraph("b")))),
	block("blockquote", paragraph("said somebody")),
)

func step(fields string) json.RawMessage { return json.RawMessage(`[{` + fields + `}]`) }

func nested(levels int) json.RawMessage {
	return replaceStep(0, 0, `{"content":[`+strings.Repeat(`{"type":"blockquote","content":[`, levels)+paragraph("x")+strings.Repeat(`]}`, levels)+`]}`)
}

type attack struct {
	name  string
	steps json.RawMessage
}

func attacks() []attack {
	const p = `{"content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]}]}`
	content := func(blocks ...string) string { return `{"content":[` + strings.Join(blocks, ",") + `]}` }
	raw := func(s string) json.RawMessage { return json.RawMessage(s) }
	around := func(from, to, gapFrom, gapTo, insert any, slice string) json.RawMessage {
		return step(fmt.Sprintf(`"stepType":"replaceAround","from":%v,"to":%v,"gapFrom":%v,"gapTo":%v,"insert":%v,"slice":%s`, from, to, gapFrom, gapTo, insert, slice))
	}
	mark := func(kind string, from, to any, mark string) json.RawMessage {
		return step(fmt.Sprintf(`"stepType":%q,"from":%v,"to":%v,"mark":%s`, kind, from, to, mark))
	}
	linkTo := func(href string) json.RawMessage { return mark("addMark", 20, 24, link(href)) }
	return []attack{
		{"empty", raw("")}, {"null", raw("null")}, {"object", raw("{}")}, {"no steps", raw("[]")}, {"null step", raw("[null]")}, {"number", raw("[3]")}, {"list", raw("[[]]")}, {"two values", raw("[][]")}, {"cut off", raw(`[{"stepType":"rep`)}, {"not UTF-8", raw("[\"\xff\"]")},
		{"type missing", step(`"from":1,"to":1`)}, {"type __proto__", step(`"stepType":"__proto__"`)}, {"type constructor", step(`"stepType":"constructor"`)}, {"type in a list", step(`"stepType":["replace"],"from":1,"to":1`)},
		{"attr", step(`"stepType":"attr","pos":0,"attr":"level","value":9`)}, {"docAttr", step(`"stepType":"docAttr","attr":"x","value":9`)}, {"addNodeMark", step(`"stepType":"addNodeMark","pos":0,"mark":{"type":"em"}`)}, {"removeNodeMark", step(`"stepType":"removeNodeMark","pos":0,"mark":{"type":"em"}`)},
		{"201 steps", raw("[" + strings.TrimSuffix(strings.Repeat(`{"stepType":"replace","from":1,"to":1},`, 201), ",") + "]")},
		{"257 KB", replaceStep(1, 1, content(text(strings.Repeat("x", MaxStepBytes))))},
		{"negative", replaceStep(-1, -1, p)}, {"fraction", replaceStep(1.5, 1.5, p)}, {"words for numbers", replaceStep(`"1"`, `"1"`, p)}, {"1e308", replaceStep("1e308", "1e308", p)}, {"1e999", replaceStep("1e999", "1e999", p)}, {"2^53", replaceStep(0, "9007199254740993", p)}, {"null places", replaceStep("null", "null", p)},
		{"from beyond to", replaceStep(9, 3, p)}, {"past the end", replaceStep(1, 99999999, p)}, {"one past the end", replaceStep(0, 110, p)},
		{"paragraph inside text", replaceStep(5, 5, p)}, {"out of the structure", replaceStep(0, 3, `{"content":[]}`)}, {"across a table", replaceStep(20, 66, `{"content":[]}`)}, {"the whole document", replaceStep(0, 94, `{"content":[]}`)},
		{"item at the top", replaceStep(0, 0, content(block("list_item", paragraph("x"))))}, {"row at the top", replaceStep(0, 0, content(block("table_row")))}, {"document in a document", replaceStep(0, 0, content(block("doc", paragraph("x"))))},
		{"heading hidden in a list", replaceStep(0, 0, content(block("blockquote", block("bullet_list", block("heading")))))}, {"item that begins with a heading", replaceStep(0, 0, content(block("bullet_list", block("list_item", heading(2, "x")))))},
		{"list without items", replaceStep(0, 0, content(block("bullet_list")))}, {"table without rows", replaceStep(0, 0, content(block("table")))}, {"text at the top", replaceStep(0, 0, content(text("x")))}, {"text in a cell", replaceStep(0, 0, content(block("table", block("table_row", cell(text("x"))))))},
		{"level 9", replaceStep(0, 0, content(heading(9, "x")))}, {"level 2.5", replaceStep(0, 0, content(`{"type":"heading","attrs":{"level":2.5}}`))}, {"level object", replaceStep(0, 0, content(`{"type":"heading","attrs":{"level":{"a":1}}}`))}, {"level null", replaceStep(0, 0, content(`{"type":"heading","attrs":{"level":null}}`))},
		{"attributes null", replaceStep(0, 0, content(`{"type":"heading","attrs":{"level":"2"}}`))},
		{"order 0", replaceStep(0, 0, content(`{"type":"ordered_list","attrs":{"order":0},"content":[`+block("list_item", paragraph("x"))+`]}`))},
		{"colspan 1e9", replaceStep(0, 0, content(block("table", block("table_row", `{"type":"table_cell","attrs":{"colspan":1000000000},"content":[{"type":"paragraph"}]}`))))},
		{"column widths that run", replaceStep(0, 0, content(block("table", block("table_row", `{"type":"table_cell","attrs":{"colwidth":["x"]},"content":[{"type":"paragraph"}]}`))))},
		{"column widths object", replaceStep(0, 0, content(block("table", block("table_row", `{"type":"table_cell","attrs":{"colwidth":{"length":1}},"content":[{"type":"paragraph"}]}`))))},
		{"bad level in what the step drops", replaceStep(5, 5, `{"content":[`+heading(9, "x")+`],"openStart":1,"openEnd":1}`)},
		{"unknown node", replaceStep(0, 0, content(block("script")))}, {"node __proto__", replaceStep(0, 0, content(block("__proto__")))}, {"node constructor", replaceStep(0, 0, content(block("constructor")))}, {"node without type", replaceStep(0, 0, content("{}"))}, {"node null", replaceStep(0, 0, content("null"))},
		{"empty text", replaceStep(5, 5, content(text("")))}, {"text object", replaceStep(5, 5, content(`{"type":"text","text":{"length":5}}`))}, {"text list", replaceStep(5, 5, content(`{"type":"text","text":["x"]}`))}, {"text missing", replaceStep(5, 5, content(`{"type":"text"}`))},
		{"link to a script", linkTo("javascript:alert(1)")}, {"in capitals", linkTo("JAVASCRIPT:alert(1)")}, {"with a space", linkTo(" javascript:alert(1)")}, {"with a line end", linkTo("java\nscript:alert(1)")}, {"data", linkTo("data:text/html,x")}, {"another site as a path", linkTo("//evil.example")}, {"with a backslash", linkTo(`/\evil.example`)}, {"with a tab", linkTo("/\t/evil.example")}, {"too long a link", linkTo("https://a.example/" + strings.Repeat("x", 2000))}, {"relative link", linkTo("x")},
		{"link without address", mark("addMark", 20, 24, `{"type":"link"}`)}, {"address object", mark("addMark", 20, 24, `{"type":"link","attrs":{"href":{"a":1}}}`)}, {"address list", mark("addMark", 20, 24, `{"type":"link","attrs":{"href":["https://a.example"]}}`)},
		{"link to a script where nothing is", mark("addMark", 18, 18, link("javascript:alert(1)"))}, {"link to a script taken away", mark("removeMark", 20, 24, link("javascript:alert(1)"))},
		{"link to a script in a slice", replaceStep(5, 5, content(text("x", link("javascript:x"))))}, {"link on a block", replaceStep(0, 0, content(`{"type":"paragraph","marks":[{"type":"link","attrs":{"href":"https://a.example"}}]}`))},
		{"unknown mark", mark("addMark", 5, 9, `{"type":"evil"}`)}, {"mark null", mark("addMark", 5, 9, "null")}, {"mark word", mark("addMark", 5, 9, `"em"`)}, {"mark past the end", mark("addMark", 5, 999, em)}, {"mark twice", replaceStep(5, 5, content(text("x", em, em)))}, {"two links", replaceStep(5, 5, content(text("x", link("https://a.example"), link("https://b.example"))))}, {"marks object", replaceStep(5, 5, content(`{"type":"text","text":"x","marks":{"length":1}}`))},
		{"open 100", replaceStep(5, 5, `{"content":[{"type":"paragraph"}],"openStart":100,"openEnd":100}`)}, {"open -1", replaceStep(5, 5, `{"content":[{"type":"paragraph"}],"openStart":-1}`)}, {"open word", replaceStep(5, 5, `{"content":[{"type":"paragraph"}],"openStart":"1"}`)}, {"open 0.5", replaceStep(5, 5, `{"content":[{"type":"paragraph"}],"openStart":0.5}`)}, {"open and empty", replaceStep(5, 5, `{"content":[],"openStart":1,"openEnd":1}`)}, {"open into text", replaceStep(5, 5, `{"content":[{"type":"text","text":"x"}],"openStart":1}`)},
		{"gap outside", around(1, 9, 0, 99, 7, p)}, {"gap reversed", around(0, 18, 17, 1, 0, p)}, {"insert beyond", around(0, 18, 1, 17, 900000, p)}, {"gap of words", around(0, 18, `"a"`, "null", 0, p)}, {"insert negative", around(0, 18, 1, 17, -1, p)}, {"gap into a list", around(0, 18, 0, 18, 1, content(block("bullet_list")))},
		{"half a sign", replaceStep(5, 5, `{"content":[{"type":"text","text":"a\ud83d"}]}`)}, {"the other half", replaceStep(5, 5, `{"content":[{"type":"text","text":"\ude42"}]}`)}, {"halves the wrong way round", replaceStep(5, 5, `{"content":[{"type":"text","text":"\ude42\ud83d"}]}`)}, {"half a sign in an address", mark("addMark", 5, 9, `{"type":"link","attrs":{"href":"https://\ud83d"}}`)}, {"NUL", replaceStep(5, 5, `{"content":[{"type":"text","text":"a\u0000"}]}`)},
		{"half of a sign taken", replaceStep(29, 29, content(text("x")))}, {"half of a sign deleted", replaceStep(28, 29, `{"content":[]}`)}, {"half of a sign bold", mark("addMark", 25, 29, strong)}, {"paragraph split in a sign", replaceStep(29, 29, `{"content":[{"type":"paragraph"},{"type":"paragraph"}],"openStart":1,"openEnd":1}`)},
		{"25 levels", nested(25)}, {"30 levels", nested(30)}, {"5,000 levels", nested(5_000)}, {"6,000 lists", replaceStep(0, 0, strings.Repeat("[", 6_000)+strings.Repeat("]", 6_000))},
		{"content word", replaceStep(0, 0, `{"content":"abc"}`)}, {"content object", replaceStep(0, 0, `{"content":{"length":1}}`)}, {"content number", replaceStep(0, 0, `{"content":7}`)},
		{"a good step, then a bad one", raw(strings.TrimSuffix(string(replaceStep(5, 5, content(text("x")))), "]") + "," + strings.TrimPrefix(string(replaceStep(0, 0, content(text("x")))), "["))},
	}
}

func TestApplyRefuses(t *testing.T) {
	e := newEngine(t, 1)
	if out, err := e.Check(t.Context(), target); err != nil || string(out) != string(target) {
		t.Fatalf("the target itself: %v", err)
	}
	for _, a := range attacks() {
		t.Run(a.name, func(t *testing.T) {
			got, err := e.Apply(t.Context(), target, a.steps)
			if r, ok := errors.AsType[*Refused](err); !ok || r.Reason == "" || len(r.Reason) > longestWords+3 {
				t.Errorf("not refused: %v, %s", err, got.Doc)
			}
		})
	}
	if len(e.pool.idle) != 1 || e.pool.idle[0].calls < len(attacks())/2 {
		t.Error("a refusal has cost a VM")
	}
}

// TestApplyTakesOddities: what is strange and does no harm.
func TestApplyTakesOddities(t *testing.T) {
	e := newEngine(t, 1)
	for _, c := range []struct {
		name      string
		steps     json.RawMessage
		unchanged bool
	}{
		{"nothing by nothing", replaceStep(5, 5, `{"content":[]}`), true},
		{"no slice", step(`"stepType":"replace","from":5,"to":5`), true},
		{"a mark on nothing", step(`"stepType":"addMark","from":5,"to":5,"mark":{"type":"em"}`), true},
		{"a mark that is not there", step(`"stepType":"removeMark","from":5,"to":9,"mark":{"type":"em"}`), true},
		{"a slice that is a list", replaceStep(0, 0, `[]`), true},
		{"a slice that is a word", replaceStep(0, 0, `"x"`), true},
		{"text in two pieces", replaceStep(5, 5, `{"content":[`+text("x")+`,`+text("y")+`]}`), false},
		{"marks out of order", replaceStep(5, 5, `{"content":[`+text("x", strong, em)+`]}`), false},
		{"a gap put into text", step(`"stepType":"replaceAround","from":0,"to":18,"gapFrom":1,"gapTo":17,"insert":2,"slice":{"content":[` + paragraph("x") + `]}`), false},
		{"unknown attributes", replaceStep(0, 0, `{"content":[{"type":"paragraph","attrs":{"onclick":"x","__proto__":{"y":1}}}]}`), false},
		{"a row without cells", replaceStep(0, 0, `{"content":[{"type":"table","content":[{"type":"table_row"}]}]}`), false},
		{"24 levels", nested(23), false},
		{"a whole sign by its halves", replaceStep(5, 5, `{"content":[{"type":"text","text":"\ud83d\ude42"}]}`), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := e.Apply(t.Context(), target, c.steps)
			if err != nil || (string(a.Doc) == string(target)) != c.unchanged {
				t.Fatalf("%s, %v", a.Doc, err)
			}
			sound(t, e, a)
		})
	}
}

// sound holds what is true of whatever the engine gives out.
func sound(t *testing.T, e *Engine, a Applied) {
	t.Helper()
	if out, err := e.Check(t.Context(), a.Doc); err != nil || string(out) != string(a.Doc) {
		t.Fatalf("a bad document came through: %v\n%s", err, a.Doc)
	}
	if len(a.Steps) != len(a.Ranges) {
		t.Fatalf("%d steps, %d ranges", len(a.Steps), len(a.Ranges))
	}
	if err := screen(joined(a.Steps), 2*MaxStepBytes, stepNesting); err != nil {
		t.Fatalf("the steps that came out: %v", err)
	}
	if strings.Contains(strings.ToLower(string(a.Doc)+string(joined(a.Steps))), `"href":"javascript`) {
		t.Fatalf("a link to a script came through: %s", a.Doc)
	}
}

// TestLargeAndSlow: large input either passes soon or is stopped, and the engine goes on.
func TestLargeAndSlow(t *testing.T) {
	e := newEngine(t, 1)
	large := prose(10_000)
	toggles := strings.TrimSuffix(strings.Repeat(`{"stepType":"addMark","from":0,"to":50000,"mark":{"type":"em"}},{"stepType":"removeMark","from":0,"to":50000,"mark":{"type":"em"}},`, 100), ",")
	pieces := make([]string, 12_000)
	for i := range pieces {
		pieces[i] = text("a", [][]string{nil, {em}}[i%2]...)
	}
	for _, c := range []struct {
		name  string
		doc   json.RawMessage
		steps json.RawMessage
	}{
		{"200 marks over everything", large, json.RawMessage("[" + toggles + "]")},
		{"12,000 empty paragraphs", large, replaceStep(0, 0, `{"content":[`+strings.TrimSuffix(strings.Repeat(`{"type":"paragraph"},`, 12_000), ",")+`]}`)},
		{"200 paragraphs one by one", large, json.RawMessage("[" + strings.TrimSuffix(strings.Repeat(`{"stepType":"replace","from":0,"to":0,"slice":{"content":[{"type":"paragraph"}]}},`, 200), ",") + "]")},
		{"a long link over 12,000 pieces", document(block("paragraph", pieces...)), step(`"stepType":"addMark","from":1,"to":12001,"mark":` + link("https://a.example/"+strings.Repeat("x", 1_900)))},
	} {
		t.Run(c.name, func(t *testing.T) {
			began := time.Now()
			a, err := e.Apply(t.Context(), c.doc, c.steps)
			if _, refused := errors.AsType[*Refused](err); err != nil && !refused && !errors.Is(err, ErrTooLong) {
				t.Fatal(err)
			}
			t.Logf("%v, %v, %d KB", time.Since(began).Round(time.Millisecond), err, len(a.Doc)>>10)
			if err == nil && len(a.Doc) > MaxBytes {
				t.Errorf("%d bytes came through", len(a.Doc))
			}
		})
	}
	if _, err := e.Apply(t.Context(), target, replaceStep(5, 5, `{"content":[{"type":"text","text":"x"}]}`)); err != nil {
		t.Errorf("and then: %v", err)
	}
}

func TestScreen(t *testing.T) {
	for _, c := range []struct {
		raw  string
		good bool
	}{
		{`{"a":[1,"x"]}`, true}, {`"\\ud83d"`, true}, {`"\\\\u0000"`, true}, {`"\ud83d\ude42"`, true}, {`"\uD83D\uDE42x"`, true}, {`"]]]]]]"`, true}, {`[[[]]]`, true}, {`"\u0001"`, true},
		{`[[[[]]]]`, false}, {`"\ud83d"`, false}, {`"\ud83d\u0041"`, false}, {`"\ud83dx"`, false}, {`"\ude42"`, false}, {`"\ud83d\ud83d\ude42"`, false}, {`"\\\ud83d"`, false}, {`{"\u0000":1}`, false}, {`"\u0000"`, false}, {`"\ud83d\`, false}, {"\"\xed\xa0\xbd\"", false}, {`"` + strings.Repeat("x", 99) + `"`, false}, {``, false},
	} {
		if err := screen([]byte(c.raw), 60, 3); (err == nil) != c.good {
			t.Errorf("%s: %v", c.raw, err)
		}
	}
}

func FuzzApply(f *testing.F) {
	e := newEngine(f, 1)
	for _, a := range attacks() {
		if len(a.steps) < 4_000 {
			f.Add([]byte(a.steps))
		}
	}
	for _, good := range []json.RawMessage{
		replaceStep(5, 9, `{"content":[{"type":"text","text":"x","marks":[{"type":"strong"}]}]}`),
		replaceStep(20, 20, `{"content":[{"type":"paragraph"},{"type":"paragraph"}],"openStart":1,"openEnd":1}`),
		step(`"stepType":"replaceAround","from":0,"to":18,"gapFrom":1,"gapTo":17,"insert":1,"slice":{"content":[{"type":"paragraph"}]},"structure":true`),
		step(`"stepType":"addMark","from":5,"to":40,"mark":{"type":"link","attrs":{"href":"/here"}}`),
		step(`"stepType":"removeMark","from":0,"to":90,"mark":{"type":"strong"}`),
	} {
		if _, err := e.Apply(f.Context(), target, good); err != nil {
			f.Fatalf("%s: %v", good, err)
		}
		f.Add([]byte(good))
	}
	f.Fuzz(func(t *testing.T, steps []byte) {
		a, err := e.Apply(t.Context(), target, steps)
		if err == nil {
			sound(t, e, a)
			return
		}
		if _, ok := errors.AsType[*Refused](err); !ok && !errors.Is(err, ErrTooLong) {
			t.Fatalf("%q: %v", steps, err)
		}
	})
}

// FuzzStep gets deeper than FuzzApply: what it makes is always a step.
func FuzzStep(f *testing.F) {
	e := newEngine(f, 1)
	kinds := []string{"replace", "replaceAround", "addMark", "removeMark"}
	for i, content := range []string{
		"", text("x"), text("🙂", strong), block("paragraph"), block("paragraph") + "," + block("paragraph"), heading(3, "x"), block("bullet_list", block("list_item", paragraph("x"))),
		block("table", block("table_row", cell(paragraph("x")))), block("table_row", cell(paragraph("x"))), block("list_item", block("paragraph")), block("hard_break"), block("blockquote"),
	} {
		for kind := range kinds {
			f.Add(byte(kind), i*3, 18+i*5, i*3+1, 17+i*5, i%3, i%3, i%2, content)
		}
	}
	f.Fuzz(func(t *testing.T, kind byte, from, to, gapFrom, gapTo, insert, openStart, openEnd int, content string) {
		steps := step(fmt.Sprintf(`"stepType":%q,"from":%d,"to":%d,"gapFrom":%d,"gapTo":%d,"insert":%d,"slice":{"openStart":%d,"openEnd":%d,"content":[%s]},"mark":%s`,
			kinds[int(kind)%len(kinds)], from, to, gapFrom, gapTo, insert, openStart, openEnd, content, [...]string{em, strong, link("#a")}[int(kind)/len(kinds)%3]))
		a, err := e.Apply(t.Context(), target, steps)
		if err == nil {
			sound(t, e, a)
			return
		}
		if _, ok := errors.AsType[*Refused](err); !ok && !errors.Is(err, ErrTooLong) {
			t.Fatalf("%s: %v", steps, err)
		}
	})
}
