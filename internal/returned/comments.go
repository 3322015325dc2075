package returned

import (
	"strconv"
	"strings"
	"time"
)

// who is the author of something and when they did it.
type who struct {
	author string
	date   time.Time
}

const longestName = 200 // characters

func whoOf(e element) who {
	w := who{author: firstWords(strings.Join(strings.Fields(e.attr("author")), " "), longestName)}
	for _, s := range []string{e.attr("dateUtc"), e.attr("date")} {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
			if t, err := time.Parse(layout, s); err == nil {
				w.date = t.UTC()
				return w
			}
		}
	}
	return w
}

// comment is a comment as the file has it.
type comment struct {
	who
	text   strings.Builder
	para   string // id of its last paragraph, by which others refer to it
	told   bool   // it has become a Remark, or is a reply that has become part of one
	done   bool
	answer []*comment
}

// remark is the comment with its replies, without its words.
func (c *comment) remark() Remark {
	lines := []string{strings.TrimSpace(c.text.String())}
	for _, a := range c.answer {
		if text := strings.TrimSpace(a.text.String()); text != "" {
			if a.author != "" {
				text = a.author + ": " + text
			}
			lines = append(lines, text)
		}
	}
	return Remark{Kind: Comment, Author: c.author, Date: c.date, Resolved: c.done, Text: strings.TrimSpace(strings.Join(lines, "\n"))}
}

// readComments reads the comments and which of them answers which.
func (d *document) readComments(n names) error {
	if err := d.archive.walk(n.comments, (&commentReader{d: d}).walker()); err != nil {
		return err
	}
	byPara := map[string]*comment{}
	for _, c := range d.comments {
		if c.para != "" {
			byPara[c.para] = c
		}
	}
	parents := map[*comment]*comment{}
	err := d.archive.walk(n.extended, walker{start: func(e element) error {
		c := byPara[e.attr("paraId")]
		if e.name != "commentEx" || c == nil {
			return nil
		}
		c.done = on(e.attr("done"))
		if p := byPara[e.attr("paraIdParent")]; p != nil && p != c {
			parents[c] = p
		}
		return nil
	}})
	if err != nil {
		return err
	}
	for _, id := range d.ids {
		c := d.comments[id]
		root := c
		const longestChain = 50 // replies may answer each other in a circle
		for n := 0; parents[root] != nil && n < longestChain; n++ {
			root = parents[root]
		}
		if root != c && parents[root] == nil {
			root.answer = append(root.answer, c)
			c.told = true
		}
	}
	return d.leaveOutEmpty()
}

// leaveOutEmpty tells of the comments that say nothing.
func (d *document) leaveOutEmpty() error {
	for _, id := range d.ids {
		if c := d.comments[id]; !c.told && c.remark().Text == "" {
			c.told = true
			if err := d.ignore(c.who, "", "The comment says nothing."); err != nil {
				return err
			}
		}
	}
	return nil
}

// on reads a truth value, of which the format has several spellings.
func on(s string) bool { return s == "1" || s == "true" || s == "on" }

// commentReader reads the words of comments as they would be with all changes in them taken up.
type commentReader struct {
	d      *document
	c      *comment
	open   []string
	taken  int // elements open that take words away
	inText int
}

func (r *commentReader) walker() walker {
	return walker{start: r.start, text: func(data []byte) error {
		if r.c != nil && r.inText > 0 && r.taken == 0 {
			r.c.text.Write(data)
		}
		return nil
	}, end: r.end}
}

func (r *commentReader) start(e element) error {
	name := e.name
	if !e.word {
		name = ""
	}
	r.open = append(r.open, name)
	switch name {
	case "comment":
		id := e.attr("id")
		if r.d.comments[id] != nil { // the text means the first of them; the others are told of without a place
			id += "\x00" + strconv.Itoa(len(r.d.ids))
		}
		r.c = &comment{who: whoOf(e)}
		r.d.comments[id], r.d.ids = r.c, append(r.d.ids, id)
		return r.d.count()
	case "t":
		r.inText++
	case "del", "moveFrom":
		r.taken++
	case "p":
		if r.c != nil {
			r.c.para = e.attr("paraId")
			r.write("\n")
		}
	case "br", "cr":
		r.write("\n")
	case "tab", "ptab":
		r.write(" ")
	case "noBreakHyphen":
		r.write("\u2011")
	}
	return nil
}

func (r *commentReader) write(s string) {
	if r.c != nil && r.c.text.Len() > 0 && r.taken == 0 {
		r.c.text.WriteString(s)
	}
}

func (r *commentReader) end() error {
	name := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	switch name {
	case "comment":
		r.c = nil
	case "t":
		r.inText--
	case "del", "moveFrom":
		r.taken--
	}
	return nil
}
