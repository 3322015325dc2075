package strategy

// SectionKind says what a section holds.
type SectionKind string

// The kinds. A text section holds prose only; a pillar holds prose, and below it goals, objectives
// and indicators.
const (
	SectionText   SectionKind = "text"
	SectionPillar SectionKind = "pillar"
)

// SectionKinds lists the kinds in the order in which they are offered.
var SectionKinds = []SectionKind{SectionText, SectionPillar}

// Valid tells whether k is one of the kinds.
func (k SectionKind) Valid() bool { return k.Label() != "" }

// Label is the kind's name on a page, in English; it goes through i18n.Say. An institution that has
// its own word for a pillar is shown that word instead. Empty for a kind that is none.
func (k SectionKind) Label() string {
	switch k {
	case SectionText:
		return "Text"
	case SectionPillar:
		return "Pillar"
	}
	return ""
}
