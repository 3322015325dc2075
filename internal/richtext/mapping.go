package richtext

// Map is where a position stands after a step that changed ranges: triples of
// start (in the document before the step), old size and new size, ascending, as
// ProseMirror's StepMap keeps them. assoc is the side on which a position sticks
// when text comes exactly there: -1 to what is before it, 1 to what is after.
// The results are those of StepMap.map. A broken triple at the end is ignored.
func Map(ranges []int, pos, assoc int) int {
	moved := 0
	for i := 0; i+2 < len(ranges); i += 3 {
		start, before, after := ranges[i], ranges[i+1], ranges[i+2]
		if start > pos {
			break
		}
		if end := start + before; pos <= end {
			side := assoc
			switch {
			case before == 0:
			case pos == start:
				side = -1
			case pos == end:
				side = 1
			}
			if side < 0 {
				return start + moved
			}
			return start + moved + after
		}
		moved += after - before
	}
	return pos + moved
}

// MapAll is Map through the ranges of several steps, one after the other.
func MapAll(steps [][]int, pos, assoc int) int {
	for _, ranges := range steps {
		pos = Map(ranges, pos, assoc)
	}
	return pos
}

// MapRange moves a passage through steps. Text that comes at its edges stays
// outside; a passage whose words are all gone has from == to.
func MapRange(steps [][]int, from, to int) (int, int) {
	from, to = MapAll(steps, from, 1), MapAll(steps, to, -1)
	return from, max(from, to)
}
