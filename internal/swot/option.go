package swot

import (
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// OptionKind says which two headings an option brings together.
type OptionKind string

// The kinds: a strength for an opportunity, a strength against a threat, a weakness overcome by an opportunity, a
// weakness and a threat limited.
const (
	KindSO OptionKind = "so"
	KindST OptionKind = "st"
	KindWO OptionKind = "wo"
	KindWT OptionKind = "wt"
)

// OptionKinds lists the four in their order.
var OptionKinds = []OptionKind{KindSO, KindST, KindWO, KindWT}

// Sides are the two headings that the kind brings together.
func (k OptionKind) Sides() (inside, outside Quadrant) {
	inside, outside = Strength, Opportunity
	if k == KindWO || k == KindWT {
		inside = Weakness
	}
	if k == KindST || k == KindWT {
		outside = Threat
	}
	return inside, outside
}

// KindOf is the kind of an option that comes from an inside and an outside heading meeting.
func KindOf(inside, outside Quadrant) OptionKind {
	for _, k := range OptionKinds {
		if in, out := k.Sides(); in == inside && out == outside {
			return k
		}
	}
	return KindSO
}

// KindFor is the kind that comes to mind first when an option is written from one item.
func KindFor(q Quadrant) OptionKind {
	switch q {
	case Weakness:
		return KindWO
	case Threat:
		return KindST
	}
	return KindSO
}

// ParseOptionKind reads one of the four words, in small or capital letters; anything else is Invalid.
func ParseOptionKind(s string) (OptionKind, error) {
	for _, k := range OptionKinds {
		if strings.EqualFold(string(k), s) {
			return k, nil
		}
	}
	return "", problem.At("kind", "Please choose what the option does: so, st, wo or wt.")
}

// words are for the log.
func (k OptionKind) words() string {
	in, out := k.Sides()
	return string(in) + " and " + string(out)
}

// StrategicOption is something that the institution could do, with the items that it uses.
type StrategicOption struct {
	ID          uuid.UUID
	Kind        OptionKind
	Text        string
	Items       []uuid.UUID // what it uses, in the order of their ids; some may have been withdrawn since
	Version     int         // rises when kind, text or items change
	LiveVersion int64       // of its last change of any kind
	ChangedAt   time.Time
	WithdrawnAt *time.Time
}

// Withdrawn tells whether the option was taken back.
func (o StrategicOption) Withdrawn() bool { return o.WithdrawnAt != nil }

// MayWriteOptions tells whether the actor may write options and choose what meets what in the analysis, in any of its
// phases.
func MayWriteOptions(a access.Actor, on Analysis) bool {
	return a.May(access.WriteOptions, on.subject())
}

// MayScore tells whether the actor may give scores in the analysis.
func MayScore(a access.Actor, on Analysis) bool { return a.May(access.Vote, on.subject()) }
