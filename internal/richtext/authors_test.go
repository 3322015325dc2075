package richtext

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// Spans gives what a list of an author for every single position gives.
func TestSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(0, 30).Draw(t, "size")
		slow := make([]string, size)
		var steps []Authored
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			author := rapid.SampledFrom([]string{"a", "b", ""}).Draw(t, "author")
			var ranges []int
			at, moved := 0, 0
			before := len(slow)
			for range rapid.IntRange(0, 2).Draw(t, "ranges") {
				if at > before {
					break
				}
				start := rapid.IntRange(at, before).Draw(t, "start")
				gone := rapid.IntRange(0, min(before-start, 5)).Draw(t, "gone")
				came := rapid.IntRange(0, 20).Draw(t, "came")
				ranges = append(ranges, start, gone, came)
				fresh := make([]string, came)
				for i := range fresh {
					fresh[i] = author
				}
				slow = append(append(append([]string{}, slow[:start+moved]...), fresh...), slow[start+moved+gone:]...)
				moved += came - gone
				at = start + gone + 1
			}
			steps = append(steps, Authored{ranges, author})
		}
		var want []Span
		for i, author := range slow {
			last := len(want) - 1
			switch {
			case author == "":
			case last >= 0 && want[last].To == i && want[last].Author == author:
				want[last].To++
			default:
				want = append(want, Span{i, i + 1, author})
			}
		}
		if got := Spans(size, steps); !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
	})
}

// manySteps are single letters by 20 authors all over a document, now and then a
// deletion: enough for the chunks to be halved.
func manySteps(n int) (size int, steps []Authored) {
	r := rand.New(rand.NewPCG(1, 2))
	size = 5000
	now := size
	for range n {
		ranges := []int{r.IntN(now - 10), 0, 1 + r.IntN(3)}
		if r.IntN(5) == 0 {
			ranges = []int{r.IntN(now - 10), r.IntN(4), 0}
		}
		now += ranges[2] - ranges[1]
		steps = append(steps, Authored{ranges, string(rune('a' + r.IntN(20)))})
	}
	return size, steps
}

func TestSpansOfManySteps(t *testing.T) {
	size, steps := manySteps(5000)
	slow := make([]string, size)
	for _, s := range steps {
		fresh := make([]string, s.Ranges[2])
		for i := range fresh {
			fresh[i] = s.Author
		}
		slow = append(append(append([]string{}, slow[:s.Ranges[0]]...), fresh...), slow[s.Ranges[0]+s.Ranges[1]:]...)
	}
	covered := make([]string, len(slow))
	for _, s := range Spans(size, steps) {
		for i := s.From; i < s.To; i++ {
			covered[i] = s.Author
		}
	}
	if !reflect.DeepEqual(covered, slow) {
		t.Error("the spans are not those of the single positions")
	}
	Spans(-1, []Authored{{[]int{-5, -3, -1, 7}, "a"}, {[]int{900, 900, 3, 1, 0, 5}, "b"}}) // broken ranges are no harm
}

func BenchmarkSpans(b *testing.B) {
	size, steps := manySteps(20_000)
	for b.Loop() {
		Spans(size, steps)
	}
}
