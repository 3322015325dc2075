package returned

import (
	"strings"

	"meridian/internal/richtext"
)

// finish makes the remarks of a story that has been read.
func (s *story) finish() error {
	if err := s.endPara(nil, nil); err != nil {
		return err
	}
	text := s.text.String()
	heads := headings(text, s.paras)
	if s.where == "" {
		for _, p := range s.paras {
			if words := text[p.start:p.end]; strings.TrimSpace(words) != "" {
				s.Paragraphs = append(s.Paragraphs, Paragraph{strings.TrimSpace(words), p.level})
			}
		}
	}
	var all []placedRemark
	for i, c := range s.changes {
		if s.where != "" {
			if err := s.elsewhere(text, c); err != nil {
				return err
			}
			continue
		}
		r, at, reason := suggestion(text, s.paras, instead(s.changes, i))
		switch {
		case reason != "":
			if err := s.ignore(c.who, r.Exact, reason); err != nil {
				return err
			}
		case r.Kind == "":
			s.Formatting++
		default:
			r.Headings = heads.over(at)
			all = append(all, placedRemark{r, at})
		}
	}
	for _, id := range s.order {
		c := s.comments[id]
		c.told = true
		r := c.remark()
		at := s.about(text, s.ranges[id], &r)
		r.Headings = heads.over(at)
		all = append(all, placedRemark{r, at})
	}
	s.Remarks = append(s.Remarks, inOrder(all)...)
	return s.joins(text)
}

// elsewhere tells of a change in a story that holds no words of a section.
func (s *story) elsewhere(text string, c *change) error {
	words := strings.TrimSpace(text[c.start:c.end])
	if added := tidy(string(c.added)); added != "" {
		words = strings.TrimSpace(words + " → " + added)
	}
	if words == "" {
		s.Formatting++
		return nil
	}
	return s.ignore(c.who, words, s.where)
}

// about gives a comment its words, and says where they begin.
func (s *story) about(text string, c *commented, r *Remark) int {
	if len(s.paras) == 0 {
		return 0
	}
	start, end := c.start, c.end
	if c.open { // its end is missing: as far as the paragraph
		end = max(start, s.paras[c.para].end)
	}
	if strings.TrimSpace(text[start:end]) == "" {
		if near := s.beside(text, c); c.ranged && near != nil {
			start, end = near[0], near[1]
		} else {
			p := s.paras[c.para]
			start, end = p.start, p.end
		}
	}
	if longer(text[start:end], LongestExact) { // more than is ever looked for
		end = start + len(cut(text[start:end], LongestExact+1))
	}
	quote(text, start, end, r)
	return start
}

// beside is the words that a change at a comment's place is about: what the comment is about was added.
func (s *story) beside(text string, c *commented) []int {
	for _, change := range s.changes {
		if change.start <= c.start && c.start <= change.end && len(change.added) > 0 && s.where == "" {
			if r, at, reason := suggestion(text, s.paras, change); reason == "" && r.Exact != "" {
				return []int{at, at + len(r.Exact)}
			}
		}
	}
	return nil
}

// quote gives a remark the words from start to end and what stands around them.
func quote(text string, start, end int, r *Remark) {
	words := text[start:end]
	trimmed := strings.TrimSpace(words)
	start += strings.Index(words, trimmed)
	end = start + len(trimmed)
	r.Exact = tidy(trimmed)
	r.Prefix, r.Suffix = lastOf(text[:start], Context), firstOf(text[end:], Context)
}

// joins tells of the paragraphs whose end was taken away while words of both stay.
func (s *story) joins(text string) error {
	if s.where != "" {
		return nil
	}
	taken := make([]int, len(s.paras))
	for _, c := range s.changes {
		taken[c.para] += c.end - c.start
	}
	empty := func(i int) bool { return taken[i] >= s.paras[i].end-s.paras[i].start }
	for i, p := range s.paras {
		switch {
		case p.gone == nil:
		case p.start == p.end:
			s.Formatting++
		case i+1 < len(s.paras) && !empty(i) && !empty(i+1):
			words := lastOf(richtext.Line(text[p.start:p.end]), Context)
			if err := s.ignore(*p.gone, words, "Two paragraphs were made one here. Suggestions are about words: please join them in the text."); err != nil {
				return err
			}
		}
	}
	return nil
}

// outline is the headings of a story in their order.
type outline []struct {
	at    int
	chain []string
}

const longestHeading = 300 // characters

func headings(text string, paras []para) outline {
	var all outline
	var levels []int
	var chain []string
	for _, p := range paras {
		words := firstWords(richtext.Line(text[p.start:p.end]), longestHeading)
		if p.level == 0 || words == "" {
			continue
		}
		for n := len(levels); n > 0 && levels[n-1] >= p.level; n-- {
			levels, chain = levels[:n-1], chain[:n-1]
		}
		levels, chain = append(levels, p.level), append(chain[:len(chain):len(chain)], words)
		all = append(all, struct {
			at    int
			chain []string
		}{p.start, chain})
	}
	return all
}

// over is the headings that a place stands under.
func (o outline) over(at int) []string {
	low, high := 0, len(o)
	for low < high {
		if mid := (low + high) / 2; o[mid].at <= at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == 0 {
		return nil
	}
	return o[low-1].chain
}
