package strategy

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/problem"
	"meridian/internal/typed"
)

// The limits of an indicator's texts, in characters as people count them.
const (
	maxName    = 500
	maxMeasure = 1000 // numerator, denominator
	maxSource  = 500
)

// IndicatorFields are what a person fills in about an indicator, as typed.
type IndicatorFields struct {
	ID                     string // UUID; empty: the server makes one
	Library                string // key of the library's indicator that it is made from; empty: none
	Name                   string // empty with Library: everything that is left empty comes from there
	Numerator, Denominator string
	Unit, Direction        string   // empty: a number, more is better
	Baseline, BaselineYear string   // empty: not known
	Source, Frequency      string   // empty: every year
	Years, Values          []string // of the targets, in pairs; pairs without a value are left out
}

// parse understands the fields; what is wrong is Invalid at the field.
func (f IndicatorFields) parse() (Indicator, error) {
	f, err := f.filled()
	if err != nil {
		return Indicator{}, err
	}
	i := Indicator{LibraryKey: f.Library, Name: strings.Join(strings.Fields(typed.Clean(f.Name)), " "), Numerator: typed.Clean(f.Numerator), Denominator: typed.Clean(f.Denominator),
		Source: typed.Clean(f.Source), Unit: Unit(f.Unit), Direction: Direction(f.Direction), Frequency: Frequency(f.Frequency)}
	if i.Name == "" {
		return i, problem.At("name", "Please write what is measured.")
	}
	for _, x := range []struct {
		field, text string
		limit       int
		words       string
	}{
		{"name", i.Name, maxName, "The text is longer than 500 characters. Please shorten it; nothing was lost."},
		{"numerator", i.Numerator, maxMeasure, "The text is longer than 1,000 characters. Please shorten it; nothing was lost."},
		{"denominator", i.Denominator, maxMeasure, "The text is longer than 1,000 characters. Please shorten it; nothing was lost."},
		{"source", i.Source, maxSource, "The text is longer than 500 characters. Please shorten it; nothing was lost."},
	} {
		if err := typed.Check(x.field, x.text, textLimit); err != nil {
			return i, err
		}
		if len([]rune(x.text)) > x.limit {
			return i, problem.At(x.field, x.words)
		}
	}
	switch {
	case !i.Unit.Valid():
		return i, problem.At("unit", "Please choose what the figures count.")
	case !i.Direction.Valid():
		return i, problem.At("direction", "Please choose where the figures are meant to go.")
	case !i.Frequency.Valid():
		return i, problem.At("frequency", "Please choose how often this is reported.")
	}
	if err := f.baseline(&i); err != nil {
		return i, err
	}
	i.Targets, err = f.targets(i.Unit)
	return i, err
}

// filled puts in what the library says, where the form says nothing.
func (f IndicatorFields) filled() (IndicatorFields, error) {
	if f.Library != "" {
		l, known := LibraryByKey(f.Library)
		if !known {
			return f, problem.At("library", "This indicator is not in the library. Please choose another one.")
		}
		if typed.Clean(f.Name) == "" {
			f.Name, f.Numerator, f.Denominator = l.Name, cmp.Or(f.Numerator, l.Numerator), cmp.Or(f.Denominator, l.Denominator)
			f.Unit, f.Direction = cmp.Or(f.Unit, string(l.Unit)), cmp.Or(f.Direction, string(l.Direction))
			f.Source, f.Frequency = cmp.Or(f.Source, l.Source), cmp.Or(f.Frequency, string(l.Frequency))
		}
	}
	f.Unit, f.Direction, f.Frequency = cmp.Or(f.Unit, string(UnitNumber)), cmp.Or(f.Direction, string(DirectionUp)), cmp.Or(f.Frequency, string(EveryYear))
	return f, nil
}

func (f IndicatorFields) baseline(i *Indicator) error {
	if strings.TrimSpace(f.Baseline) != "" {
		value, err := ParseValue("baseline", f.Baseline, i.Unit)
		if err != nil {
			return err
		}
		i.Baseline = &value
	}
	if strings.TrimSpace(f.BaselineYear) == "" {
		return nil
	}
	year, ok := parseYear(f.BaselineYear)
	if !ok {
		return problem.At("baseline_year", "Please write the year in four figures, such as 2026.")
	}
	i.BaselineYear = year
	return nil
}

func (f IndicatorFields) targets(u Unit) ([]Target, error) {
	if len(f.Years) != len(f.Values) {
		return nil, problem.At("value", "Every target needs a year and a value. Please load the page anew.")
	}
	var list []Target
	for n := range f.Years {
		if strings.TrimSpace(f.Values[n]) == "" {
			continue
		}
		year, ok := parseYear(f.Years[n])
		if !ok {
			return nil, problem.At("value", "Please write the year of each target in four figures, such as 2030.")
		}
		value, err := ParseValue("value", f.Values[n], u)
		if err != nil {
			return nil, err
		}
		list = append(list, Target{Year: year, Value: value})
	}
	if len(list) > MaxTargets {
		return nil, problem.At("value", "An indicator can have 60 targets at most.")
	}
	slices.SortStableFunc(list, func(a, b Target) int { return cmp.Compare(a.Year, b.Year) })
	for n := 1; n < len(list); n++ {
		if list[n].Year == list[n-1].Year {
			return nil, problem.At("value", "A year has two targets. Please leave one of them out.")
		}
	}
	return list, nil
}

// parseYear reads a year in four figures of any script.
func parseYear(s string) (int, bool) {
	digits, ok := plainNumber(s)
	year, err := strconv.Atoi(digits)
	return year, ok && err == nil && len(digits) == 4 && year >= earliestYear && year <= latestYear
}

// same tells whether two indicators say the same.
func (i Indicator) same(o Indicator) bool {
	baseline := i.Baseline == nil && o.Baseline == nil || i.Baseline != nil && o.Baseline != nil && *i.Baseline == *o.Baseline
	return baseline && i.Name == o.Name && i.Numerator == o.Numerator && i.Denominator == o.Denominator && i.Unit == o.Unit && i.Direction == o.Direction &&
		i.BaselineYear == o.BaselineYear && slices.Equal(i.Targets, o.Targets) && i.Source == o.Source && i.Frequency == o.Frequency && i.LibraryKey == o.LibraryKey
}

// said is the indicator as one field of a digest.
func (i Indicator) said() []string {
	list := []string{i.LibraryKey, i.Name, i.Numerator, i.Denominator, string(i.Unit), string(i.Direction), strconv.Itoa(i.BaselineYear), i.Source, string(i.Frequency)}
	if i.Baseline != nil {
		list = append(list, PlainValue(*i.Baseline, i.Unit))
	}
	for _, t := range i.Targets {
		list = append(list, strconv.Itoa(t.Year), PlainValue(t.Value, i.Unit))
	}
	return list
}
