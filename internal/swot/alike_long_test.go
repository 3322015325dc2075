package swot

import (
	"fmt"
	"strings"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// What takes too long to compare is Overloaded, which the page of the joint items says in a sentence.
func TestAlikeGivesUp(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	w := newWorld(t)
	list := make([]Source, 5000)
	for n := range list {
		var b strings.Builder
		for m := range 400 {
			fmt.Fprintf(&b, "word%dx%d ", m, n/10)
		}
		list[n] = Source{ID: uuid.New(), Text: b.String()}
	}
	_, err := w.board.alike(t.Context(), w.here.ID, list)
	w.wantKind(err, problem.Overloaded)
}
