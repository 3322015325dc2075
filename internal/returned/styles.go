package returned

import (
	"strconv"
	"strings"
)

// deepestHeading is the last level that Word has for headings.
const deepestHeading = 9

// readStyles learns which styles are headings. A style's name is the same in every language of Word, its id is not; a style
// may take its level from the one it is based on.
func (d *document) readStyles(part string) error {
	type style struct {
		level int
		said  bool // in the style itself: also that it is no heading
		base  string
	}
	styles := map[string]style{}
	id, now := "", style{}
	keep := func() {
		if id != "" {
			styles[id] = now
		}
	}
	err := d.archive.walk(part, walker{start: func(e element) error {
		if !e.word {
			return nil
		}
		switch e.name {
		case "style":
			keep()
			id, now = e.attr("styleId"), style{}
			if kind := e.attr("type"); kind != "" && kind != "paragraph" {
				id = ""
			}
		case "name":
			if rest, ok := strings.CutPrefix(strings.ToLower(e.attr("val")), "heading "); ok && !now.said {
				now.level, now.said = level(rest, 0), true
			}
		case "basedOn":
			now.base = e.attr("val")
		case "outlineLvl":
			now.level, now.said = level(e.attr("val"), 1), true
		}
		return nil
	}})
	if err != nil {
		return err
	}
	keep()
	const longestChain = 10 // styles may be based on each other in a circle
	for id, s := range styles {
		for range longestChain {
			if s.said || s.base == "" {
				break
			}
			s = styles[s.base]
		}
		d.levels[id] = s.level
	}
	return nil
}

// level reads a number of a heading; those beyond the last level, like Word's ninth outline level for plain text, are none.
func level(s string, add int) int {
	n, err := strconv.Atoi(s)
	if n += add; err != nil || n < 1 || n > deepestHeading {
		return 0
	}
	return n
}

// levelOf is the level of a paragraph of a style. A file may lack its styles: then the ids of Word's English ones are known.
func (d *document) levelOf(style string) int {
	if n, ok := d.levels[style]; ok {
		return n
	}
	if rest, ok := strings.CutPrefix(strings.ToLower(style), "heading"); ok {
		return level(rest, 0)
	}
	return 0
}
