package richtext

import (
	"bufio"
	"html"
	"io"
	"slices"
	"strconv"
)

// HTMLOptions say what surrounds the text on its page.
type HTMLOptions struct {
	// IDPrefix + Title.Number is the id of each heading; empty: none gets an id.
	IDPrefix string
	// TableLabel names the nth table (from 1) for people who cannot see it, who
	// move through it by keyboard when it is wider than the page. Nil: the
	// tables get neither name nor frame, as print wants them.
	TableLabel func(n int) string
	// Above is the level of the HTML heading that stands before the text: 2 when
	// it is 0.
	Above int
	// Marks are shown as <mark>; they may overlap and come in any order.
	Marks []Highlight
}

// Highlight is a passage to be shown: a comment's words, or who wrote them.
type Highlight struct {
	From, To int    // positions of the document
	ID       string // goes into data-marks, with blanks between the ids of overlapping highlights; may be empty
	Class    string // goes into class, likewise; may be empty
	Title    string // goes into title, parted by commas; may be empty
	Said     string // stands, hidden from the eye, before its first words for those who hear the page; may be empty
}

// HTML writes a document or a node of one, and returns the first error of w.
// What is written is safe whatever the node holds: texts and attributes are
// escaped, a link that SafeLink refuses is written as its words. A heading of
// level n is an h(n+2); where that leaves a level out, aria-level says the next
// one. Positions of Marks are those of a whole document.
func HTML(w io.Writer, n *Node, opt HTMLOptions) error {
	b := bufio.NewWriter(w) // keeps the first error for Flush
	newPage(b, opt).node(n, 0)
	return b.Flush()
}

// page is one run of HTML over a document.
type page struct {
	*bufio.Writer
	opt      HTMLOptions
	headings int
	tables   int
	level    int         // of the last heading, as HTML counts
	waiting  []Highlight // by From
	shown    []Highlight // that may reach into the text that comes next
	cuts     []int
}

func newPage(b *bufio.Writer, opt HTMLOptions) *page {
	p := &page{Writer: b, opt: opt, level: opt.Above}
	if p.level == 0 {
		p.level = 2
	}
	p.waiting = slices.Clone(opt.Marks)
	slices.SortStableFunc(p.waiting, func(a, b Highlight) int { return a.From - b.From })
	return p
}

func (p *page) write(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

// node writes one block that begins at pos; a document has no opening of its
// own, its content begins at 0.
func (p *page) node(n *Node, pos int) {
	if n.Type == Doc {
		p.children(n.Content, pos)
		return
	}
	if n.textblock() {
		end := p.open(n)
		p.inline(n.Content, pos+1)
		p.write(end)
		return
	}
	if n.Type == Table {
		p.table(n, pos)
		return
	}
	end := p.open(n)
	p.children(n.Content, pos+1)
	p.write(end)
}

func (p *page) children(list []*Node, pos int) {
	for _, c := range list {
		p.node(c, pos)
		pos += c.Size()
	}
}

var tags = map[string]string{
	Blockquote: "blockquote", BulletList: "ul", OrderedList: "ol", ListItem: "li",
	TableRow: "tr", TableCell: "td", TableHeader: "th", Em: "em", Strong: "strong",
}

// open writes the beginning of a block, with further attributes as they stand,
// and returns its end. Tables are not opened here.
func (p *page) open(n *Node, further ...string) (end string) {
	switch n.Type {
	case Paragraph:
		p.write(`<p dir="auto">`)
		return "</p>"
	case Heading:
		return p.heading(n)
	}
	tag := tags[n.Type]
	if n.Type == TableHeader && n.IsEmpty() {
		tag = "td" // a header that says nothing only puzzles who hears it
	}
	p.write("<", tag)
	p.write(further...)
	if d := n.direction(); d != "" && n.Type != TableRow {
		p.write(` dir="`, d, `"`)
	}
	if n.Type == OrderedList && n.Attrs.Order > 1 {
		p.write(` start="`, strconv.Itoa(n.Attrs.Order), `"`)
	}
	if n.Attrs.Colspan > 1 {
		p.write(` colspan="`, strconv.Itoa(n.Attrs.Colspan), `"`)
	}
	if n.Attrs.Rowspan > 1 {
		p.write(` rowspan="`, strconv.Itoa(n.Attrs.Rowspan), `"`)
	}
	p.write(">")
	return "</" + tag + ">"
}

func (p *page) heading(n *Node) (end string) {
	p.headings++
	if n.IsEmpty() { // an empty heading would be read out as one
		p.write(`<p dir="auto">`)
		return "</p>"
	}
	level := min(max(n.Attrs.Level, 1), headingLevels) + 2
	tag := "h" + strconv.Itoa(level)
	p.write("<", tag, ` dir="auto"`)
	if p.opt.IDPrefix != "" {
		p.write(` id="`, html.EscapeString(p.opt.IDPrefix), strconv.Itoa(p.headings), `"`)
	}
	if level > p.level+1 {
		level = p.level + 1
		p.write(` aria-level="`, strconv.Itoa(level), `"`)
	}
	p.level = level
	p.write(">")
	return "</" + tag + ">"
}
