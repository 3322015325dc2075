package richtext

// match is a run of equal elements: n from a on in the one list, from b on in
// the other.
type match struct{ a, b, n int }

// mostEdits bounds the work for two lists that have little in common. Beyond it
// a part counts as replaced as a whole; the bound is a number and not a time, so
// that the same two texts always compare the same.
const mostEdits = 4_000

// align finds a longest common subsequence: Myers, "An O(ND) Difference
// Algorithm and Its Variations" (1986), in linear space. The matches ascend.
func align(a, b []int32) []match {
	l := aligner{a: a, b: b}
	l.box(0, len(a), 0, len(b))
	return l.found
}

type aligner struct {
	a, b  []int32
	found []match
}

func (l *aligner) box(a0, a1, b0, b1 int) {
	head := 0
	for a0+head < a1 && b0+head < b1 && l.a[a0+head] == l.b[b0+head] {
		head++
	}
	l.add(match{a0, b0, head})
	a0, b0 = a0+head, b0+head
	tail := 0
	for a0 < a1-tail && b0 < b1-tail && l.a[a1-tail-1] == l.b[b1-tail-1] {
		tail++
	}
	a1, b1 = a1-tail, b1-tail
	if a0 < a1 && b0 < b1 {
		if x, y, ok := middle(l.a[a0:a1], l.b[b0:b1]); ok {
			l.box(a0, a0+x, b0, b0+y)
			l.box(a0+x, a1, b0+y, b1)
		}
	}
	l.add(match{a1, b1, tail})
}

func (l *aligner) add(m match) {
	if m.n == 0 {
		return
	}
	if last := len(l.found) - 1; last >= 0 && l.found[last].a+l.found[last].n == m.a && l.found[last].b+l.found[last].n == m.b {
		l.found[last].n += m.n
		return
	}
	l.found = append(l.found, m)
}

// middle finds where the ways from both ends meet. It is not ok when the lists
// have nothing in common or too little to look for.
func middle(a, b []int32) (x, y int, ok bool) {
	n, m := len(a), len(b)
	most := min((n+m+1)/2, mostEdits)
	mid := most + 1
	forth, back := make([]int, 2*mid+1), make([]int, 2*mid+1)
	for i := range forth {
		forth[i], back[i] = -1, -1
	}
	forth[mid+1], back[mid+1] = 0, 0
	delta := n - m
	odd := delta%2 != 0
	var f, r struct{ low, high int } // the diagonals that have left the box
	for d := range most {
		for k := -d + f.low; k <= d-f.high; k += 2 {
			x := next(forth, mid, k, d)
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			forth[mid+k] = x
			switch at := mid + delta - k; {
			case x > n:
				f.high += 2
			case y > m:
				f.low += 2
			case odd && at >= 0 && at < len(back) && back[at] != -1 && x >= n-back[at]:
				return x, y, inside(x, y, n, m)
			}
		}
		for k := -d + r.low; k <= d-r.high; k += 2 {
			x := next(back, mid, k, d)
			y := x - k
			for x < n && y < m && a[n-x-1] == b[m-y-1] {
				x, y = x+1, y+1
			}
			back[mid+k] = x
			switch at := mid + delta - k; {
			case x > n:
				r.high += 2
			case y > m:
				r.low += 2
			case !odd && at >= 0 && at < len(forth) && forth[at] != -1 && forth[at] >= n-x:
				x = forth[at]
				y = x - (at - mid)
				return x, y, inside(x, y, n, m)
			}
		}
	}
	return 0, 0, false
}

// next is the furthest point of the neighbouring diagonals, a step on.
func next(furthest []int, mid, k, d int) int {
	if k == -d || k != d && furthest[mid+k-1] < furthest[mid+k+1] {
		return furthest[mid+k+1]
	}
	return furthest[mid+k-1] + 1
}

// inside says whether a point parts the box into two smaller ones.
func inside(x, y, n, m int) bool { return x+y > 0 && x+y < n+m }
