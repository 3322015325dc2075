package strategy

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"meridian/internal/richtext"

	"github.com/google/uuid"
)

// BenchmarkAuthors is 5,000 steps of eight people in one section, down to the passages as HTML.
func BenchmarkAuthors(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	people := make([]authorName, 8)
	for n := range people {
		people[n] = authorName{uuid.New(), "Somebody"}
	}
	size := 2
	steps := make([]authorRow, 5000)
	for n := range steps {
		at, added := 1+r.IntN(size-1), 1+r.IntN(3)
		steps[n] = authorRow{Version: n + 1, PersonID: people[r.IntN(len(people))].ID, Ranges: []int{at, 0, added}, At: time.Now()}
		size += added
	}
	doc := lines(strings.Repeat("x", size-2))
	for b.Loop() {
		v := AuthorsView{Section: Section{Version: len(steps)}, Doc: doc}
		v.attribute(append([]authorRow(nil), steps...), people)
		marks := make([]richtext.Highlight, len(v.Spans))
		for n, s := range v.Spans {
			marks[n] = richtext.Highlight{From: s.From, To: s.To, Class: s.Author, Said: s.Author}
		}
		var out strings.Builder
		if err := richtext.HTML(&out, doc, richtext.HTMLOptions{Marks: marks}); err != nil || len(v.Spans) < 1000 {
			b.Fatal(err, len(v.Spans))
		}
	}
}
