package richtext

import (
	"bufio"
	"html"
	"io"
)

// DiffWords are what people who hear the page are told before a change; of a
// move they are shown to everybody. They come in the reader's language, each
// ready to be followed by the text ("inserted:").
type DiffWords struct {
	Inserted, Deleted, Reformatted, MovedAway, MovedHere string
}

// DiffOptions say how DiffHTML writes.
type DiffOptions struct {
	HTML  HTMLOptions // its Marks are ignored; ids go to the headings of the later version
	Words DiffWords
}

// DiffHTML writes what Diff found as one text: <ins> and <del> with the classes
// diff-inserted, diff-deleted and diff-moved, <span> and <div> with the class
// diff-reformatted. It is as safe as HTML, and returns the first error of w.
func DiffHTML(w io.Writer, changes []Change, opt DiffOptions) error {
	b := bufio.NewWriter(w)
	opt.HTML.Marks = nil
	c := &comparison{newPage(b, opt.HTML), opt.Words}
	c.all(Doc, changes)
	return b.Flush()
}

type comparison struct {
	*page
	words DiffWords
}

func (c *comparison) all(parent string, changes []Change) {
	for i, change := range changes {
		switch {
		case parent == TableRow:
			c.piece(change, func(n *Node) (end string) {
				return c.openCell(n, n.Type == TableHeader && i > 0, i)
			})
		case parent == Table || isList(parent):
			c.piece(change, func(n *Node) (end string) { return c.open(n) })
		default:
			c.block(change)
		}
	}
}

// piece writes what HTML lets stand only in its parent (items, rows, cells): the
// mark of the change goes inside it.
func (c *comparison) piece(change Change, open func(*Node) (end string)) {
	n := change.After
	if n == nil {
		n = change.Before
	}
	if change.Kind == Changed || change.Kind == Reformatted {
		end := open(n)
		c.all(n.Type, change.Inner)
		c.write(end)
		return
	}
	end := open(n)
	for i, inner := range n.Content {
		part := Change{Kind: change.Kind, Before: inner, After: inner, Move: change.Move}
		if n.Type == TableRow {
			c.piece(part, func(n *Node) (end string) { return c.openCell(n, false, i) })
		} else {
			c.block(part)
		}
	}
	c.write(end)
}

func (c *comparison) block(change Change) {
	n := change.After
	switch change.Kind {
	case Same:
		c.node(n, 0)
	case Inserted, MovedHere:
		end := c.begin(change.Kind)
		c.node(n, 0)
		c.write(end)
	case Deleted, MovedAway:
		end := c.begin(change.Kind)
		c.past(func() { c.node(change.Before, 0) })
		c.write(end)
	default:
		end := ""
		if change.Outside {
			end = c.beginForm("div")
		}
		c.changed(n, change)
		c.write(end)
	}
}

func (c *comparison) changed(n *Node, change Change) {
	end := ""
	if n.Type == Table {
		end = c.openTable(n)
		c.write("<tbody>")
		end = "</tbody>" + end
	} else {
		end = c.open(n)
	}
	c.all(n.Type, change.Inner)
	for _, r := range change.Runs {
		after := ""
		switch r.Kind {
		case Inserted, Deleted:
			after = c.begin(r.Kind)
		case Reformatted:
			after = c.beginForm("span")
		}
		c.inline(r.Content, 0)
		c.write(after)
	}
	c.write(end)
}

// past writes something of the earlier version, whose headings are no places to
// go to.
func (c *comparison) past(write func()) {
	prefix, headings, level := c.opt.IDPrefix, c.headings, c.level
	c.opt.IDPrefix = ""
	write()
	c.opt.IDPrefix, c.headings, c.level = prefix, headings, level
}

// begin opens the mark of a change and returns its end.
func (c *comparison) begin(kind Kind) (end string) {
	tag, class, said, saidClass := "ins", "diff-inserted", c.words.Inserted, "visually-hidden"
	switch kind {
	case Deleted:
		tag, class, said = "del", "diff-deleted", c.words.Deleted
	case MovedAway:
		tag, class, said, saidClass = "del", "diff-deleted diff-moved", c.words.MovedAway, "diff-note"
	case MovedHere:
		class, said, saidClass = "diff-inserted diff-moved", c.words.MovedHere, "diff-note"
	}
	c.write("<", tag, ` class="`, class, `">`)
	c.say(saidClass, said)
	return "</" + tag + ">"
}

func (c *comparison) beginForm(tag string) (end string) {
	c.write("<", tag, ` class="diff-reformatted">`)
	c.say("visually-hidden", c.words.Reformatted)
	return "</" + tag + ">"
}

func (c *comparison) say(class, words string) {
	if words != "" {
		c.write(`<span class="`, class, `">`, html.EscapeString(words), " </span>")
	}
}
