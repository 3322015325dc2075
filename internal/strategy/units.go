package strategy

// Unit is what an indicator's values count.
type Unit string

// The units. A value of yes or no is kept as 1 or 0, money is in the institution's own currency,
// and a percentage is kept as people write it: 12.5 for 12.5 %.
const (
	UnitPercent  Unit = "percent"
	UnitNumber   Unit = "number"
	UnitRatio    Unit = "ratio"
	UnitScore    Unit = "score"
	UnitDays     Unit = "days"
	UnitCurrency Unit = "currency"
	UnitYesNo    Unit = "yes_no"
)

// Units lists the units in the order in which they are offered.
var Units = []Unit{UnitPercent, UnitNumber, UnitRatio, UnitScore, UnitDays, UnitCurrency, UnitYesNo}

// Valid tells whether u is one of the units.
func (u Unit) Valid() bool { return u.Label() != "" }

// Label is the unit's name on a page, in English; it goes through i18n.Say. Empty for a unit that is none.
func (u Unit) Label() string {
	switch u {
	case UnitPercent:
		return "Percent"
	case UnitNumber:
		return "Number"
	case UnitRatio:
		return "Ratio"
	case UnitScore:
		return "Score"
	case UnitDays:
		return "Days"
	case UnitCurrency:
		return "Money"
	case UnitYesNo:
		return "Yes or no"
	}
	return ""
}

// Direction says where an indicator's values are meant to go.
type Direction string

// The directions.
const (
	DirectionUp   Direction = "up"
	DirectionDown Direction = "down"
	DirectionKeep Direction = "keep"
)

// Directions lists the directions in the order in which they are offered.
var Directions = []Direction{DirectionUp, DirectionDown, DirectionKeep}

// Valid tells whether d is one of the directions.
func (d Direction) Valid() bool { return d.Label() != "" }

// Label is the direction's name on a page, in English; it goes through i18n.Say. Empty for a direction that is none.
func (d Direction) Label() string {
	switch d {
	case DirectionUp:
		return "More is better"
	case DirectionDown:
		return "Less is better"
	case DirectionKeep:
		return "Keep as it is"
	}
	return ""
}

// against tells whether a step from one value to a later one goes the wrong way. A value that is to
// be kept has no wrong way here: it moves a little every year.
func (d Direction) against(from, to float64) bool {
	return d == DirectionUp && to < from || d == DirectionDown && to > from
}

// Frequency is how often an indicator's value is reported.
type Frequency string

// The frequencies.
const (
	EverySemester Frequency = "semester"
	EveryYear     Frequency = "year"
	EveryTwoYears Frequency = "two_years"
	Once          Frequency = "once"
)

// Frequencies lists the frequencies in the order in which they are offered.
var Frequencies = []Frequency{EverySemester, EveryYear, EveryTwoYears, Once}

// Valid tells whether f is one of the frequencies.
func (f Frequency) Valid() bool { return f.Label() != "" }

// Label is the frequency's name on a page, in English; it goes through i18n.Say. Empty for a frequency that is none.
func (f Frequency) Label() string {
	switch f {
	case EverySemester:
		return "Every semester"
	case EveryYear:
		return "Every year"
	case EveryTwoYears:
		return "Every two years"
	case Once:
		return "Once"
	}
	return ""
}
