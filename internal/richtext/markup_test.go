package richtext

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every document that the markup can say comes back as it was, and its markup
// stays as it was.
func TestMarkupRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := anyDocument(t, true)
		markup := Markup(doc)
		back, err := FromMarkup(markup)
		if err != nil {
			t.Fatal(err)
		}
		if string(back.JSON()) != string(doc.JSON()) {
			t.Fatalf("markup:\n%s\nwas: %s\nis:  %s", markup, doc.JSON(), back.JSON())
		}
	})
}

// What cannot be said is still written so that reading and writing it again
// changes nothing more: Rewrite relies on that.
func TestMarkupSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		markup := Markup(anyDocument(t, false))
		back, err := FromMarkup(markup)
		if err != nil {
			t.Fatal(err)
		}
		if again := Markup(back); again != markup {
			t.Fatalf("first:\n%s\nthen:\n%s", markup, again)
		}
	})
}

func TestFromMarkup(t *testing.T) {
	for name, c := range map[string]struct{ markup, want string }{
		"nothing":                  {"", "<p></p>"},
		"line ends of forms":       {"a\r\n\r\nb", "<p>a</p><p>b</p>"},
		"lines join":               {"a\nb", "<p>a b</p>"},
		"hard break":               {"a\\\nb", "<p>a<br>b</p>"},
		"list below a paragraph":   {"See:\n- a\n- b", "<p>See:</p><ul><li><p>a</p></li><li><p>b</p></li></ul>"},
		"a year is no list":        {"in the year\n2030. Then", "<p>in the year 2030. Then</p>"},
		"nested by two":            {"1. a\n  - b\n2. c", "<ol><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ol>"},
		"nested by three":          {"1. a\n   - b", "<ol><li><p>a</p><ul><li><p>b</p></li></ul></li></ol>"},
		"nested by a tab":          {"- a\n\t- b", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>"},
		"blank lines in a list":    {"- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"},
		"two lists":                {"- a\n\n* b", "<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>"},
		"an item of a list":        {"- - a", "<ul><li><p></p><ul><li><p>a</p></li></ul></li></ul>"},
		"text after a list":        {"- a\nb", "<ul><li><p>a</p></li></ul><p>b</p>"},
		"a list that starts late":  {"3. a", `<ol start="3"><li><p>a</p></li></ol>`},
		"quotation":                {"> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"},
		"a heading and text":       {"## A\nb", "<h4>A</h4><p>b</p>"},
		"four signs are text":      {"#### A", "<p>#### A</p>"},
		"bold and italic":          {"***a** b*", "<p><em><strong>a</strong> b</em></p>"},
		"stars that are stars":     {"2 * 3 * 4 and 5*", "<p>2 * 3 * 4 and 5*</p>"},
		"one star too few":         {"**a*", "<p>**a*</p>"},
		"link":                     {"[a](https://e.org/b_(c)).", `<p><a href="https://e.org/b_(c)">a</a>.</p>`},
		"script is no link":        {"[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"},
		"brackets":                 {"see [1] and [a] (b)", "<p>see [1] and [a] (b)</p>"},
		"a link without words":     {"[](https://e.org)", "<p>[](https://e.org)</p>"},
		"escapes":                  {`\*a\* \[b\] C:\x \\`, `<p>*a* [b] C:\x \</p>`},
		"table":                    {"| a | b |\n| --- | :-: |\n| c | d\\|e |", "<table><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>c</p></td><td><p>d|e</p></td></tr></table>"},
		"table without headers":    {"| a |\n| b<br>c", "<table><tr><td><p>a</p></td></tr><tr><td><p>b<br>c</p></td></tr></table>"},
		"headers at the side":      {"|# a | b |", "<table><tr><th><p>a</p></th><td><p>b</p></td></tr></table>"},
		"a NUL and a broken byte":  {"a\x00b\xff", "<p>ab\uFFFD</p>"},
		"a number of a NUL":        {"&#0; &#55357; &#65;", "<p>&#0; &#55357; A</p>"},
		"right-to-left":            {"- ہدف **ایک**", "<ul><li><p>ہدف <strong>ایک</strong></p></li></ul>"},
		"empty paragraph between":  {"a\n\n\\\n\nb", "<p>a</p><p></p><p>b</p>"},
		"trailing backslash stays": {`C:\`, `<p>C:\</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := plainHTML(fromMarkup(t, c.markup)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// plainHTML is the bare structure of a document, to be read in tables of cases.
func plainHTML(n *Node) string {
	switch n.Type {
	case HardBreak:
		return "<br>"
	case Text:
		open, end := "", ""
		for _, m := range n.Marks {
			if m.Type == Link {
				open, end = open+`<a href="`+m.Href+`">`, "</a>"+end
			} else {
				open, end = open+"<"+tags[m.Type]+">", "</"+tags[m.Type]+">"+end
			}
		}
		return open + n.Text + end
	}
	var b strings.Builder
	if !n.textblock() {
		for _, c := range n.Content {
			b.WriteString(plainHTML(c))
		}
	} else {
		b.WriteString(inlineHTML(n))
	}
	tag, attr := tags[n.Type], ""
	switch n.Type {
	case Doc:
		return b.String()
	case Paragraph:
		tag = "p"
	case Heading:
		tag = "h" + string(rune('2'+n.Attrs.Level))
	case Table:
		tag = "table"
	case OrderedList:
		if n.Attrs.Order > 1 {
			attr = ` start="` + string(rune('0'+n.Attrs.Order)) + `"`
		}
	}
	return "<" + tag + attr + ">" + b.String() + "</" + tag + ">"
}

// inlineHTML joins the marks that neighbours share, as HTML does.
func inlineHTML(n *Node) string {
	s := ""
	for _, c := range n.Content {
		s += plainHTML(c)
	}
	for _, tag := range []string{"strong", "em"} {
		s = strings.ReplaceAll(s, "</"+tag+"><"+tag+">", "")
	}
	return s
}

func TestMarkupReadsWell(t *testing.T) {
	const text = "# Goals\n\nWe **grow** and [ask](https://example.org/a_b?c=d&e=f), 2 * 3.\\\nSecond line & more\n\n" +
		"- one\n  - two\n- three\n\n  more\n\n> said\n\n| Goal | By |\n| --- | --- |\n| Grow | 2030 |\n\n3. third"
	if got := Markup(fromMarkup(t, text)); got != text {
		t.Errorf("got\n%s\nwant\n%s", got, text)
	}
	if _, err := FromMarkup(strings.Repeat("a", LongestMarkup+1)); err != ErrLongMarkup {
		t.Errorf("too long a text: %v", err)
	}
}

func FuzzFromMarkup(f *testing.F) {
	for _, s := range append([]string{"> > > - 1. | a", "[a](/b) **c** *d*", "| a |\n| --- |", "- a\n\n\n    b\n  c", strings.Repeat(">", 300), strings.Repeat("- ", 300), strings.Repeat("[", 50) + "](x)"}, pieces...) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc, err := FromMarkup(s)
		if err != nil {
			return
		}
		if _, err := Parse(doc.JSON()); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		markup := Markup(doc)
		if len(markup) > LongestMarkup {
			return
		}
		back, err := FromMarkup(markup)
		if err != nil || string(back.JSON()) != string(doc.JSON()) {
			t.Fatalf("%q\nmarkup: %q\nwas: %s\nis:  %s", s, markup, doc.JSON(), back.JSON())
		}
	})
}
