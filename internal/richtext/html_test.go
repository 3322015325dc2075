package richtext

import (
	"errors"
	"strings"
	"testing"
)

func htmlOf(t testing.TB, n *Node, opt HTMLOptions) string {
	t.Helper()
	var b strings.Builder
	if err := HTML(&b, n, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestHTML(t *testing.T) {
	label := func(int) string { return `Table "1"` }
	for name, c := range map[string]struct {
		markup string
		opt    HTMLOptions
		want   string
	}{
		"text is escaped":           {`<b> & "x"`, HTMLOptions{}, `<p dir="auto">&lt;b&gt; &amp; &#34;x&#34;</p>`},
		"a link with a bold word":   {"[a **b**](/c?d=1&e)", HTMLOptions{}, `<p dir="auto"><a href="/c?d=1&amp;e" rel="nofollow noopener">a <strong>b</strong></a></p>`},
		"headings have ids":         {"# A\n\n## B", HTMLOptions{IDPrefix: "s-"}, `<h3 dir="auto" id="s-1">A</h3><h4 dir="auto" id="s-2">B</h4>`},
		"no level is left out":      {"### A", HTMLOptions{}, `<h5 dir="auto" aria-level="3">A</h5>`},
		"an empty heading is none":  {"#", HTMLOptions{IDPrefix: "s-"}, `<p dir="auto"></p>`},
		"a right-to-left list":      {"- ہدف", HTMLOptions{}, `<ul dir="rtl"><li dir="rtl"><p dir="auto">ہدف</p></li></ul>`},
		"a table with a head":       {"| a | |\n| --- | --- |\n| 1 | 2 |", HTMLOptions{TableLabel: label}, `<div class="table-scroll" role="group" tabindex="0" aria-label="Table &#34;1&#34;"><table dir="ltr"><thead><tr><th scope="col" dir="ltr"><p dir="auto">a</p></th><td><p dir="auto"></p></td></tr></thead><tbody><tr><td><p dir="auto">1</p></td><td><p dir="auto">2</p></td></tr></tbody></table></div>`},
		"headers at the side":       {"|# 1 | 2 |", HTMLOptions{}, `<table><tbody><tr><th scope="row"><p dir="auto">1</p></th><td><p dir="auto">2</p></td></tr></tbody></table>`},
		"highlights overlap":        {"a🙂bc", HTMLOptions{Marks: []Highlight{{From: 4, To: 6, ID: "2", Class: "y"}, {From: 2, To: 5, ID: "1", Class: "x", Title: "<A>"}}}, `<p dir="auto">a<mark class="x" title="&lt;A&gt;" data-marks="1">🙂</mark><mark class="x y" title="&lt;A&gt;" data-marks="1 2">b</mark><mark class="y" data-marks="2">c</mark></p>`},
		"a highlight of two blocks": {"ab\n\ncd", HTMLOptions{Marks: []Highlight{{From: 2, To: 6}}}, `<p dir="auto">a<mark>b</mark></p><p dir="auto"><mark>c</mark>d</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := htmlOf(t, fromMarkup(t, c.markup), c.opt); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestUnsafeLinksAreText(t *testing.T) {
	for href, safe := range map[string]bool{
		"https://example.org": true, "HTTP://example.org": true, "mailto:a@b.example": true, "/a/b": true, "#a": true,
		"javascript:alert(1)": false, " https://example.org": false, "//example.org": false, `/\example.org`: false, "/\t/example.org": false,
		"data:text/html,x": false, "": false, "https:/x": false, "https://" + strings.Repeat("a", 2000): false,
	} {
		n := &Node{Type: Paragraph, Content: []*Node{{Type: Text, Text: "a", Marks: []Mark{{Link, href}}}}}
		if got := strings.Contains(htmlOf(t, n, HTMLOptions{}), "<a "); got != safe || SafeLink(href) != safe {
			t.Errorf("%q: a link is %v", href, got)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestHTMLTellsOfErrors(t *testing.T) {
	if HTML(fullDisk{}, fromMarkup(t, "a"), HTMLOptions{}) == nil {
		t.Error("the writer's error is lost")
	}
}
