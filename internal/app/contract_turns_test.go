package app

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"meridian/internal/access"

	"github.com/google/uuid"
)

// While a person reads something costly, and for as long as they rest after it, no other costly thing is read for them;
// everything else is, and everything for everybody else.
func TestCostlyReadingTakesTurns(t *testing.T) {
	s := stand(t)
	strategy, section := s.writing()
	io := s.as("international")
	s.want(io.postJSON(section+"/steps", typed(0, "a", insertion("Words"))), 200, "words")
	s.want(io.post(strategy+"/versions", form("id", newID(), "note", "")), 303, "a version")
	paths := []string{section + "/doc", section + "/steps", section + "/text", section + "/authors", strategy + ".json", strategy + "/versions",
		strategy + "/versions/1", strategy + "/versions/1.json", strategy + "/versions/1/compare/draft"}

	person := s.one(`select id::text from person where email = 'international@demo.example'`)
	reading, err := s.site.drafts.TakeReading(t.Context(), access.Caller{Slug: "demo", Person: uuid.MustParse(person)})
	s.must(err)
	var wg sync.WaitGroup
	for _, path := range paths {
		wg.Go(func() {
			a := s.want(io.get(path), 429, path)
			if wait, _ := strconv.Atoi(a.header.Get("Retry-After")); wait < 1 {
				t.Errorf("%s: Retry-After is %q", path, a.header.Get("Retry-After"))
			}
			if kind := a.header.Get("Content-Type"); strings.HasSuffix(path, "/doc") && kind != "application/problem+json" {
				t.Errorf("%s: %s", path, kind)
			}
		})
	}
	s.want(io.get(strategy), 200, "the strategy")
	s.want(io.postJSON(section+"/steps", typed(1, "a", insertion("More "))), 200, "writing")
	s.want(s.as("management").get(section+"/doc"), 200, "somebody else's reading")
	wg.Wait()
	reading.End(0)
	for _, path := range paths {
		s.want(io.get(path), 200, path)
	}
}
