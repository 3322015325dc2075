package consultation

import (
	"fmt"
	"testing"

	"github.com/google/uuid"
)

// Looking at a strategy with nothing said about it is the floor of looking at one with much.
func BenchmarkLook(b *testing.B) {
	for _, said := range []int{0, 500, 2000} {
		b.Run(fmt.Sprint(said), func(b *testing.B) {
			h := newHall(b)
			h.write("Every student goes abroad once.")
			for n := range said {
				_, err := h.desk.Say(b.Context(), h.as([]string{"io", "finance", "head"}[n%3]), h.strategy, Saying{ID: uuid.NewString(), Section: h.section.String(), Exact: "goes abroad", Text: "Contribution of some length, as people write them."})
				h.must(err)
			}
			b.ResetTimer()
			for range b.N {
				if v, err := h.desk.Look(b.Context(), h.as("adviser"), h.strategy); err != nil || len(v.Contributions) != said {
					b.Fatal(len(v.Contributions), err)
				}
			}
		})
	}
}
