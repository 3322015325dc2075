package thread

import (
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestWithin(t *testing.T) {
	a, b := Person{Person: uuid.New()}, Person{Person: uuid.New()}
	letters := func(n int, s sent) (list []sent) {
		for range n {
			s.Person = uuid.New()
			list = append(list, s)
		}
		return list
	}
	for name, c := range map[string]struct {
		hour []sent
		want int
		kind problem.Kind
	}{
		"the first":                           {nil, 2, ""},
		"one had it from this thread":         {[]sent{{Person: a.Person, Here: true}}, 1, ""},
		"one had it from another":             {[]sent{{Person: a.Person, Mine: true}}, 2, ""},
		"up to the ration":                    {letters(58, sent{Mine: true}), 2, ""},
		"beyond it":                           {letters(59, sent{Mine: true}), 0, problem.TooMany},
		"others' letters":                     {letters(100, sent{}), 2, ""},
		"beyond it, but nobody is written to": {append(letters(60, sent{Mine: true}), sent{Person: a.Person, Here: true}, sent{Person: b.Person, Here: true}), 0, ""},
	} {
		got, err := within(c.hour, []Person{a, b})
		if len(got) != c.want || (c.kind == "") != (err == nil) || err != nil && !problem.Is(err, c.kind) {
			t.Errorf("%s: %d letters, %v", name, len(got), err)
		}
	}
}
