package richtext

import "slices"

// Authored is what one step changed, and who did it.
type Authored struct {
	Ranges []int  // as Map takes them
	Author string // an id; "" is somebody unknown
}

// Span is a passage by one author. From and To are positions of the present
// document, and To is not in it.
type Span struct {
	From, To int
	Author   string
}

// Spans says who wrote which passage: steps are all steps since the document was
// of the given size (the content's, which is Node.Size less 2), in order. What
// a step puts in belongs to its author; a step that only sets words bold changes
// no author. Passages of the first document and of unknown authors are left out;
// neighbouring spans have different authors.
func Spans(size int, steps []Authored) []Span {
	t := newTape(size)
	for _, s := range steps {
		moved := 0
		for i := 0; i+2 < len(s.Ranges); i += 3 {
			start, before, after := s.Ranges[i]+moved, max(s.Ranges[i+1], 0), max(s.Ranges[i+2], 0)
			if before > 0 || after > 0 {
				t.replace(max(start, 0), before, run{after, s.Author})
			}
			moved += after - before
		}
	}
	return t.spans()
}

// run is a number of positions by one author.
type run struct {
	size   int
	author string
}

// tape is the document as runs. They are kept in chunks with their sums, so that
// a step in the middle touches one chunk and not the whole document.
type tape struct {
	chunks []chunk
}

type chunk struct {
	size int // of its runs together
	runs []run
}

const fullChunk = 256 // runs

func newTape(size int) *tape {
	return &tape{[]chunk{{max(size, 0), []run{{max(size, 0), ""}}}}}
}

// replace takes size positions out from pos on and puts a run there.
func (t *tape) replace(pos, size int, r run) {
	c := 0
	for c < len(t.chunks)-1 && pos > t.chunks[c].size {
		pos -= t.chunks[c].size
		c++
	}
	at := t.split(c, pos)
	t.remove(c, at, size)
	if r.size == 0 {
		return
	}
	ch := &t.chunks[c]
	ch.size += r.size
	switch {
	case at > 0 && ch.runs[at-1].author == r.author:
		ch.runs[at-1].size += r.size
		if at < len(ch.runs) && ch.runs[at].author == r.author { // split cut it in two
			ch.runs[at-1].size += ch.runs[at].size
			ch.runs = slices.Delete(ch.runs, at, at+1)
		}
	case at < len(ch.runs) && ch.runs[at].author == r.author:
		ch.runs[at].size += r.size
	default:
		ch.runs = slices.Insert(ch.runs, at, r)
	}
	if len(ch.runs) > fullChunk {
		t.halve(c)
	}
}

// split makes a run begin at pos of a chunk and returns its index.
func (t *tape) split(c, pos int) int {
	ch := &t.chunks[c]
	for i, r := range ch.runs {
		if pos <= 0 {
			return i
		}
		if pos < r.size {
			ch.runs = slices.Insert(ch.runs, i+1, run{r.size - pos, r.author})
			ch.runs[i].size = pos
			return i + 1
		}
		pos -= r.size
	}
	return len(ch.runs)
}

// remove takes size positions out, from the run at on and through the chunks
// after it.
func (t *tape) remove(c, at, size int) {
	for size > 0 && c < len(t.chunks) {
		ch := &t.chunks[c]
		gone := at
		for gone < len(ch.runs) && ch.runs[gone].size <= size {
			size -= ch.runs[gone].size
			ch.size -= ch.runs[gone].size
			gone++
		}
		if gone < len(ch.runs) && size > 0 {
			ch.runs[gone].size -= size
			ch.size -= size
			size = 0
		}
		ch.runs = slices.Delete(ch.runs, at, gone)
		c, at = c+1, 0
	}
}

func (t *tape) halve(c int) {
	runs := t.chunks[c].runs
	second := chunk{runs: slices.Clone(runs[fullChunk/2:])}
	for _, r := range second.runs {
		second.size += r.size
	}
	t.chunks[c].runs = runs[:fullChunk/2]
	t.chunks[c].size -= second.size
	t.chunks = slices.Insert(t.chunks, c+1, second)
}

func (t *tape) spans() []Span {
	var list []Span
	pos := 0
	for _, ch := range t.chunks {
		for _, r := range ch.runs {
			from := pos
			pos += r.size
			last := len(list) - 1
			switch {
			case r.author == "" || r.size == 0:
			case last >= 0 && list[last].To == from && list[last].Author == r.author:
				list[last].To = pos
			default:
				list = append(list, Span{from, pos, r.author})
			}
		}
	}
	return list
}
