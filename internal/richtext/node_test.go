package richtext

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseRefuses(t *testing.T) {
	p := func(s string) string { return `{"type":"doc","content":[` + s + `]}` }
	for name, s := range map[string]string{
		"no JSON":                 `{`,
		"null":                    `null`,
		"no document":             `{"type":"paragraph"}`,
		"an empty document":       `{"type":"doc"}`,
		"an unknown type":         p(`{"type":"script"}`),
		"null inside":             p(`null`),
		"text beside paragraphs":  p(`{"type":"text","text":"a"}`),
		"an empty text":           p(`{"type":"paragraph","content":[{"type":"text","text":""}]}`),
		"text of a paragraph":     p(`{"type":"paragraph","text":"a"}`),
		"a NUL":                   p(`{"type":"paragraph","content":[{"type":"text","text":"\u0000"}]}`),
		"a heading in an item":    p(`{"type":"bullet_list","content":[{"type":"list_item","content":[{"type":"heading"}]}]}`),
		"an empty list":           p(`{"type":"bullet_list"}`),
		"a list of paragraphs":    p(`{"type":"bullet_list","content":[{"type":"paragraph"}]}`),
		"level 9":                 p(`{"type":"heading","attrs":{"level":9}}`),
		"level two and a half":    p(`{"type":"heading","attrs":{"level":2.5}}`),
		"order 0":                 p(`{"type":"ordered_list","attrs":{"order":0},"content":[{"type":"list_item","content":[{"type":"paragraph"}]}]}`),
		"a million columns":       p(`{"type":"table","content":[{"type":"table_row","content":[{"type":"table_cell","attrs":{"colspan":1000000},"content":[{"type":"paragraph"}]}]}]}`),
		"an unknown mark":         p(`{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"blink"}]}]}`),
		"a mark on a paragraph":   p(`{"type":"paragraph","marks":[{"type":"em"}]}`),
		"the same mark twice":     p(`{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"em"},{"type":"em"}]}]}`),
		"a link that leads off":   p(`{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"link"}]}]}`),
		"content nested too deep": p(strings.Repeat(`{"type":"blockquote","content":[`, 200) + `{"type":"paragraph"}` + strings.Repeat(`]}`, 200)),
	} {
		if n, err := Parse([]byte(s)); err == nil {
			t.Errorf("%s was read as %s", name, n.JSON())
		}
	}
}

func TestParseRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := anyDocument(t, false)
		again, err := Parse(doc.JSON())
		if err != nil {
			t.Fatal(err)
		}
		if string(again.JSON()) != string(doc.JSON()) {
			t.Fatalf("was %s\nis  %s", doc.JSON(), again.JSON())
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, d := range asRecorded(f).Documents {
		f.Add([]byte(d.JSON))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := Parse(data)
		if err != nil {
			return
		}
		if again, err := Parse(n.JSON()); err != nil || string(again.JSON()) != string(n.JSON()) {
			t.Fatalf("%s: %v", n.JSON(), err)
		}
		htmlOf(t, n, HTMLOptions{})
		Markup(n)
		n.Outline()
		Diff(n, Empty())
	})
}

func TestWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                      0,
		"One two — three.":      3,
		"don't e-mail us":       3,
		"1,200 students (2030)": 3,
		"**bo**ld and *it*alic": 3,
		"one\\\ntwo":            2,
		"国际化战略":                 5,
		"我们的 2030 plan":         5,
		"ہماری یونیورسٹی کی حکمتِ عملی":   5,
		"| a | b |\n| --- | --- |\n| c |": 3,
	} {
		if got := fromMarkup(t, text).Words(); got != want {
			t.Errorf("%q has %d words, counted %d", text, want, got)
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		"It's 2030, e\u0301cole": "It's| |2030|,| |e\u0301cole",
		"学生 a":                   "学|生| |a",
		"👩‍🎓🙂":                   "👩‍🎓|🙂",
		"👍🏽!":                    "👍🏽|!",
		"🇵🇰 ہے۔":                 "🇵🇰| |ہے|۔",
	} {
		if got := strings.Join(tokens(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestOutline(t *testing.T) {
	n := fromMarkup(t, "# One\n\ntext\n\n> ### Two **bold**\n\n## ")
	titles := n.Outline()
	if len(titles) != 3 || titles[1] != (Title{Level: 3, Text: "Two bold", Pos: 12, Number: 2}) || titles[2].Level != 2 {
		t.Errorf("%+v", titles)
	}
}
