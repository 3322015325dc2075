package swot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestKinds(t *testing.T) {
	for k, want := range map[OptionKind][2]Quadrant{KindSO: {Strength, Opportunity}, KindST: {Strength, Threat}, KindWO: {Weakness, Opportunity}, KindWT: {Weakness, Threat}} {
		in, out := k.Sides()
		if in != want[0] || out != want[1] || KindOf(in, out) != k {
			t.Errorf("%s brings together %s and %s, which are %s", k, in, out, KindOf(in, out))
		}
		for _, s := range []string{string(k), strings.ToUpper(string(k))} {
			if got, err := ParseOptionKind(s); got != k || err != nil {
				t.Errorf("%q is %q, %v", s, got, err)
			}
		}
	}
	for q, want := range map[Quadrant]OptionKind{Strength: KindSO, Weakness: KindWO, Opportunity: KindSO, Threat: KindST} {
		in, out := want.Sides()
		if KindFor(q) != want || q != in && q != out {
			t.Errorf("from a %s comes %s", q, KindFor(q))
		}
	}
	for _, s := range []string{"", "sw", "so ", "SOS"} {
		if _, err := ParseOptionKind(s); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "kind" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestOptionText(t *testing.T) {
	for text, fine := range map[string]bool{
		"": false, " \n": false, "x": true, strings.Repeat("x", MaxOption): true, strings.Repeat("x", MaxOption+1): false,
		strings.Repeat("é", MaxOption): true, strings.Repeat("e\u0301", MaxOption): true, "a\x00b": false, "x" + strings.Repeat("\u0301", maxOptionRunes): false,
	} {
		if err := checkOptionText(&text); (err == nil) != fine || err != nil && (!problem.Is(err, problem.Invalid) || problem.Of(err).Field != "text") {
			t.Errorf("%.20q of %d bytes: %v", text, len(text), err)
		}
	}
}

func TestOptionItems(t *testing.T) {
	a, b, gone := uuid.New(), uuid.New(), uuid.New()
	fine := []usable{{ID: a, Quadrant: Strength}, {ID: b, Quadrant: Threat}}
	for name, c := range map[string]struct {
		chosen []uuid.UUID
		found  []usable
		before []uuid.UUID
		ok     bool
	}{
		"two":                               {[]uuid.UUID{a, b}, fine, nil, true},
		"none":                              {nil, nil, nil, false},
		"one of elsewhere":                  {[]uuid.UUID{a, b, uuid.New()}, fine, nil, false},
		"one withdrawn":                     {[]uuid.UUID{gone}, []usable{{gone, Strength, true}}, nil, false},
		"one withdrawn since it was chosen": {[]uuid.UUID{gone}, []usable{{gone, Strength, true}}, []uuid.UUID{gone}, true},
		"too many":                          {make([]uuid.UUID, MaxOptionItems+1), make([]usable, MaxOptionItems+1), nil, false},
	} {
		if err := checkOptionItems(c.chosen, c.found, c.before); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if ids, err := parseItems([]string{b.String(), a.String(), b.String()}); err != nil || len(ids) != 2 || ids[0].String() > ids[1].String() {
		t.Errorf("%v, %v", ids, err)
	}
	if _, err := parseItems([]string{"x"}); !problem.Is(err, problem.Invalid) {
		t.Error(err)
	}
}

func TestMissingAndUnused(t *testing.T) {
	s, w, o, joint := Item{ID: uuid.New(), Quadrant: Strength}, Item{ID: uuid.New(), Quadrant: Weakness}, Item{ID: uuid.New(), Quadrant: Opportunity}, Item{ID: uuid.New(), Quadrant: Threat, Joint: true}
	source := Item{ID: uuid.New(), Quadrant: Threat, JointID: joint.ID}
	joint.Sources = []uuid.UUID{source.ID}
	for name, c := range map[string]struct {
		kind OptionKind
		uses []Item
		want []Quadrant
	}{
		"both sides": {KindSO, []Item{s, o}, nil},
		"one":        {KindSO, []Item{s}, []Quadrant{Opportunity}},
		"the other":  {KindWT, []Item{w, o}, []Quadrant{Threat}},
		"neither":    {KindWT, []Item{s, o}, []Quadrant{Weakness, Threat}},
	} {
		if got := Missing(c.kind, c.uses); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	listed := w
	listed.ID, listed.Shortlisted = uuid.New(), true
	items := []Item{s, w, o, joint, source, listed}
	ids := func(list []Item) (ids []uuid.UUID) {
		for _, i := range list {
			ids = append(ids, i.ID)
		}
		return ids
	}
	if got := ids(Unused(items, nil)); !slices.Equal(got, []uuid.UUID{listed.ID, s.ID, w.ID, o.ID, joint.ID}) {
		t.Errorf("without options: %v", got)
	}
	options := []StrategicOption{{Items: []uuid.UUID{s.ID, source.ID}}, {Items: []uuid.UUID{w.ID}, WithdrawnAt: new(time.Now())}}
	if got := ids(Unused(items, options)); !slices.Equal(got, []uuid.UUID{listed.ID, w.ID, o.ID}) {
		t.Errorf("a source used counts for its joint item, a withdrawn option for nothing: %v", got)
	}
}
