package richtext

import (
	"slices"
	"strconv"
	"strings"
)

// bullet is the sign of a list's item.
type bullet struct {
	kind   string // the same for all items of a list
	number int    // 0: not numbered
	sign   int    // where the sign is that makes it a bullet: what a backslash goes before
	width  int    // with the blank after it
}

// itemMark reads the bullet or number that a line begins with.
func itemMark(t string) (bullet, bool) {
	digits := 0
	for digits < len(t) && digits < 7 && '0' <= t[digits] && t[digits] <= '9' {
		digits++
	}
	number, _ := strconv.Atoi(t[:digits])
	rest := t[digits:]
	kinds := []string{"-", "*", "•"}
	if digits > 0 {
		kinds = []string{".", ")"}
	}
	for _, kind := range kinds {
		after, found := strings.CutPrefix(rest, kind)
		if !found || after != "" && after[0] != ' ' && after[0] != '\t' || number > 2*highestNumber {
			continue
		}
		m := bullet{kind: kind, sign: digits, width: digits + len(kind)}
		if digits > 0 {
			m.number = min(max(number, 1), highestNumber)
		}
		if after != "" {
			m.width++
		}
		return m, true
	}
	return bullet{}, false
}

func readList(lines []string, depth int) (*Node, int) {
	first, _ := itemMark(trim(lines[0]))
	base := indent(lines[0])
	list := &Node{Type: BulletList}
	if first.number > 0 {
		list = &Node{Type: OrderedList, Attrs: Attrs{Order: first.number}}
	}
	i := 0
	for i < len(lines) {
		next := i
		for next < len(lines) && trim(lines[next]) == "" {
			next++
		}
		if next == len(lines) || indent(lines[next])-base < 0 || indent(lines[next])-base > 1 {
			break
		}
		t := trim(lines[next])
		m, ok := itemMark(t)
		if !ok || m.kind != first.kind || (m.number > 0) != (first.number > 0) {
			break
		}
		inner, used := itemLines(lines[next+1:], base, m.width)
		blocks := readBlocks(append([]string{t[m.width:]}, inner...), depth+2)
		if len(blocks) == 0 || blocks[0].Type != Paragraph {
			blocks = slices.Insert(blocks, 0, &Node{Type: Paragraph})
		}
		list.Content = append(list.Content, &Node{Type: ListItem, Content: blocks})
		i = next + 1 + used
	}
	return list, i
}

// itemLines are the lines below an item's first that belong to it: those that
// are indented by two or more, and the blank ones between them.
func itemLines(lines []string, base, width int) (inner []string, used int) {
	blank := 0
	for i, l := range lines {
		if trim(l) == "" {
			blank++
			continue
		}
		in := indent(l) - base
		if in < 2 {
			break
		}
		for ; blank > 0; blank-- {
			inner = append(inner, "")
		}
		inner = append(inner, outdent(l, base+min(in, width)))
		used = i + 1
	}
	return inner, used
}
