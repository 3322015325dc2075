package returned

import (
	"strconv"
	"strings"
	"unicode"
)

// story is one text of a document on its way: the body, a text box, the footnotes. It gathers the original text and, by
// their places in it, the changes and comments.
type story struct {
	*document
	where string // why its changes cannot be suggestions; empty: they can
	outer *story // the one that a text box stands in

	text   strings.Builder // the original text, a new line between paragraphs
	blank  bool            // the last character of text is a blank or a new line
	paras  []para
	inPara bool
	joined bool // the paragraph goes on in the next one: its end was added
	style  int  // the level of the paragraph, or part of one, that is being read
	direct bool // it was said in the paragraph itself
	from   int  // where that part begins

	changes []*change
	ranges  map[string]*commented
	order   []string // of ranges
	marks   []*context
	rows    []*row
	fields  []bool // of each open field, whether its words are read now rather than its instruction
}

// para is a paragraph of the original text.
type para struct {
	start, end, level int
	gone              *who // whoever took its end away
}

// change is text that somebody added or took away at one place.
type change struct {
	who
	para, start, end int // the original text from start to end was taken away
	added            []byte
	moved            bool
}

// commented is where a comment stands.
type commented struct {
	para, start, end int
	open, ranged     bool
}

// context is a tracked change that is open.
type context struct {
	who
	adds, moved bool
}

// readStory reads a part that has text.
func (d *document) readStory(part, where string) error {
	r := &storyReader{story: newStory(d, where, nil)}
	root := r.story
	err := d.archive.walk(part, walker{start: r.start, end: r.end, text: func(data []byte) error {
		if r.inText > 0 && r.skip == 0 {
			return r.put(string(data))
		}
		return nil
	}})
	if err != nil {
		return err
	}
	if where == "" && !r.body {
		return errDamaged
	}
	return root.finish()
}

func newStory(d *document, where string, outer *story) *story {
	return &story{document: d, where: where, outer: outer, ranges: map[string]*commented{}}
}

// begin begins a paragraph, or goes on with one whose end was added.
func (s *story) begin() error {
	s.inPara, s.style, s.direct = true, 0, false
	if s.joined {
		s.joined, s.from = false, s.text.Len()
		return nil
	}
	if len(s.paras) == maxParagraphs {
		return fault("The document has more than 200,000 paragraphs. Please divide it, and bring the parts one after the other.")
	}
	if n := s.text.Len(); n > 0 && (len(s.paras) == 0 || s.paras[len(s.paras)-1].start < n) {
		s.text.WriteByte('\n')
	}
	s.from, s.blank = s.text.Len(), true
	s.paras = append(s.paras, para{start: s.from, end: s.from})
	return nil
}

// endPara ends a paragraph. added and gone are whoever added or took away its end.
func (s *story) endPara(added, gone *context) error {
	if !s.inPara {
		return nil
	}
	s.inPara = false
	p := &s.paras[len(s.paras)-1]
	if p.end = s.text.Len(); p.start == s.from { // no part before this one has words
		p.level = s.style
	}
	if row := s.changedRow(); row != nil {
		row.words.WriteByte(' ')
		return nil
	}
	if gone != nil && added == nil {
		p.gone = &gone.who
	}
	if added == nil {
		return nil
	}
	s.joined = true
	if gone != nil { // its end was added and taken away again
		return nil
	}
	return s.add(added, "\n")
}

// put reads words.
func (s *story) put(words string) error {
	if !s.inPara || len(s.fields) > 0 && !s.fields[len(s.fields)-1] {
		return nil
	}
	if row := s.changedRow(); row != nil {
		row.words.WriteString(words)
		if row.gone {
			s.write(words)
		}
		return nil
	}
	adds, takes := s.mark(true), s.mark(false)
	switch {
	case adds != nil && takes != nil:
		return s.ignore(takes.who, words, "The words were added to the document and taken away again in it.")
	case adds != nil:
		return s.add(adds, words)
	case takes != nil:
		c, err := s.at(takes)
		if err != nil {
			return err
		}
		s.write(words)
		c.end = s.text.Len()
		return nil
	}
	s.write(words)
	return nil
}

// mark is the innermost open change that adds, or that takes away.
func (s *story) mark(adds bool) *context {
	for i := len(s.marks) - 1; i >= 0; i-- {
		if s.marks[i].adds == adds {
			return s.marks[i]
		}
	}
	return nil
}

func (s *story) add(by *context, words string) error {
	c, err := s.at(by)
	if err == nil {
		c.added = append(c.added, words...)
	}
	return err
}

// at is the change of somebody at this place: the last one goes on where nothing stands between.
func (s *story) at(by *context) (*change, error) {
	here, in := s.text.Len(), len(s.paras)-1
	if n := len(s.changes); n > 0 {
		if c := s.changes[n-1]; c.end == here && c.para == in && c.author == by.author && c.moved == by.moved {
			return c, nil
		}
	}
	c := &change{who: by.who, para: in, start: here, end: here, moved: by.moved}
	s.changes = append(s.changes, c)
	return c, s.count()
}

// write adds words to the original text.
func (s *story) write(words string) {
	for _, r := range words {
		if unicode.IsSpace(r) {
			if !s.blank {
				s.text.WriteByte(' ')
			}
			s.blank = true
			continue
		}
		s.blank = false
		s.text.WriteRune(r)
	}
}

// comment reads where a comment begins (+1), ends (-1) or is referred to (0).
func (s *story) comment(id string, which int) {
	known := s.comments[id]
	if known == nil || known.told || len(s.paras) == 0 && which != 1 {
		return
	}
	at := s.ranges[id]
	if at == nil {
		if which < 0 {
			return
		}
		n := s.text.Len()
		at = &commented{para: max(len(s.paras)-1, 0), start: n, end: n, open: which > 0, ranged: which > 0}
		s.ranges[id], s.order = at, append(s.order, id)
		return
	}
	if at.open && which < 0 {
		at.open, at.end = false, s.text.Len()
	}
}

// symbol is a character that is given by its number; those of symbol fonts mean nothing elsewhere.
func symbol(hex string) string {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || n < 0x20 || n >= 0xE000 && n <= 0xF8FF || n >= 0xD800 && n < 0xE000 || n > unicode.MaxRune {
		return ""
	}
	return string(rune(n))
}
