package strategy

import "strings"

// Category is a shelf of the library of indicators.
type Category string

// The categories. The nine of the indicator collection IMPI (2009–2012) — students, staff,
// administration, funding, curricula and academic services, research, promotion, non-academic
// services, other — with what people look for by name taken out of "other": at home, mobility,
// partnerships, inclusion and climate.
const (
	CategoryAtHome       Category = "at_home"
	CategoryMobility     Category = "mobility"
	CategoryStudents     Category = "students"
	CategoryProgrammes   Category = "programmes"
	CategoryStaff        Category = "staff"
	CategoryResearch     Category = "research"
	CategoryPartnerships Category = "partnerships"
	CategoryServices     Category = "services"
	CategoryFairness     Category = "fairness"
	CategoryFunding      Category = "funding"
	CategorySteering     Category = "steering"
	CategoryVisibility   Category = "visibility"
)

// Categories lists the categories in the order of the library.
var Categories = []Category{CategoryAtHome, CategoryMobility, CategoryStudents, CategoryProgrammes, CategoryStaff, CategoryResearch,
	CategoryPartnerships, CategoryServices, CategoryFairness, CategoryFunding, CategorySteering, CategoryVisibility}

// Valid tells whether c is one of the categories.
func (c Category) Valid() bool { return c.Label() != "" }

// Label is the category's name on a page, in English; it goes through i18n.Say. Empty for a category that is none.
func (c Category) Label() string {
	switch c {
	case CategoryAtHome:
		return "At home and virtual exchange"
	case CategoryMobility:
		return "Mobility"
	case CategoryStudents:
		return "International students"
	case CategoryProgrammes:
		return "Programmes and teaching"
	case CategoryStaff:
		return "Staff"
	case CategoryResearch:
		return "Research"
	case CategoryPartnerships:
		return "Partnerships"
	case CategoryServices:
		return "Services and campus life"
	case CategoryFairness:
		return "Inclusion and climate"
	case CategoryFunding:
		return "Funding"
	case CategorySteering:
		return "Leadership and administration"
	case CategoryVisibility:
		return "Visibility and alumni"
	}
	return ""
}

// LibraryIndicator is an indicator to pick from. Its texts are in English, to be shown through
// i18n.Say; once picked they are the strategy's own and may be changed.
type LibraryIndicator struct {
	Key         string // word that a form carries
	Category    Category
	Name        string
	Numerator   string // what is counted, and when
	Denominator string // of how many; empty: the figure is the numerator itself
	Unit        Unit
	Direction   Direction // where it is usually meant to go
	Source      string    // who usually has the figure
	Frequency   Frequency
	Note        string // a pitfall, in one sentence
	After       string // whose indicator it follows in substance; empty: in common use
}

// Library lists the indicators by category, in the order of Categories. It is never changed.
var Library = joined(atHome, mobility, degreeStudents, programmes, staff, research, partnerships, services, fairness, funding, steering, visibility)

func joined(shelves ...[]LibraryIndicator) []LibraryIndicator {
	var all []LibraryIndicator
	for _, s := range shelves {
		all = append(all, s...)
	}
	return all
}

// LibraryByKey finds an indicator of the library; false when there is none with this key.
func LibraryByKey(key string) (LibraryIndicator, bool) {
	for _, i := range Library {
		if i.Key == key {
			return i, true
		}
	}
	return LibraryIndicator{}, false
}

// SearchLibrary finds the indicators in which every one of the words occurs, in the name, in the
// numerator or in the category's label, upper and lower case alike, a beginning or a middle of a word
// included; without words, all of them. They keep the order of Library. Pure.
func SearchLibrary(words string) []LibraryIndicator {
	wanted := strings.Fields(strings.ToLower(words))
	var found []LibraryIndicator
	for _, i := range Library {
		text := strings.ToLower(i.Name + "\n" + i.Numerator + "\n" + i.Category.Label())
		if containsAll(text, wanted) {
			found = append(found, i)
		}
	}
	return found
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
