package richtext

import "strings"

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
	add := func(kind, text string) {
		if kind == Text && text == "" {
			return
		}
		nodes = addInline(nodes, &Node{Type: kind, Text: text, Marks: markList(href, em, strong)})
	}
	for i, s := range list {
		switch {
		case s.kind == words:
			add(Text, s.text)
		case s.kind == lineBreak:
			add(HardBreak, "")
		case s.kind == linkEnd:
			href = ""
		case s.kind == bracket && s.linkEnds:
			href = s.href
		case s.kind == bracket:
			add(Text, "[")
		case s.stars > 3:
			add(Text, strings.Repeat("*", s.stars))
		default:
			left := 0
			if s.stars != 2 && !toggle(&em, s, lastEm > i) {
				left++
			}
			if s.stars >= 2 && !toggle(&strong, s, lastStrong > i) {
				left += 2
			}
			add(Text, strings.Repeat("*", left))
		}
	}
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
