package richtext

import (
	"slices"
	"strings"
)

// inlineNodes gives the signs their meaning. A star is a sign only where one
// ends what it begins.
func inlineNodes(list []sign) []*Node {
	var nodes []*Node
	lastEm, lastStrong := -1, -1 // where the last stars are that may end it
	for i, s := range list {
		if s.closes && s.stars != 2 {
			lastEm = i
		}
		if s.closes && s.stars >= 2 {
			lastStrong = i
		}
	}
	href := ""
	em, strong := false, false
	var text []byte // of the last node; it grows sign by sign
	var marks []Mark
	flush := func() {
		if len(text) > 0 {
			nodes = append(nodes, &Node{Type: Text, Text: string(text), Marks: marks})
			text = text[:0]
		}
	}
	say := func(more string) {
		if more == "" {
			return
		}
		if now := markList(href, em, strong); !slices.Equal(now, marks) {
			flush()
			marks = now
		}
		text = append(text, more...)
	}
	for i, s := range list {
		switch {
		case s.kind == words:
			say(string(s.text))
		case s.kind == lineBreak:
			flush()
			nodes = append(nodes, &Node{Type: HardBreak, Marks: markList(href, em, strong)})
		case s.kind == linkEnd:
			href = ""
		case s.kind == bracket && s.linkEnds:
			href = s.href
		case s.kind == bracket:
			say("[")
		case s.stars > 3:
			say(strings.Repeat("*", s.stars))
		default:
			left := 0
			if s.stars != 2 && !toggle(&em, s, lastEm > i) {
				left++
			}
			if s.stars >= 2 && !toggle(&strong, s, lastStrong > i) {
				left += 2
			}
			say(strings.Repeat("*", left))
		}
	}
	flush()
	return nodes
}

// toggle begins or ends bold or italic; false: the stars are only stars.
func toggle(on *bool, s sign, ends bool) bool {
	if *on && s.closes || !*on && s.opens && ends {
		*on = !*on
		return true
	}
	return false
}

func markList(href string, em, strong bool) []Mark {
	var list []Mark
	if href != "" {
		list = append(list, Mark{Type: Link, Href: href})
	}
	if em {
		list = append(list, Mark{Type: Em})
	}
	if strong {
		list = append(list, Mark{Type: Strong})
	}
	return list
}
