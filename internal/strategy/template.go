package strategy

// Template is a table of contents that a strategy can be started from. Its texts are in English,
// to be shown through i18n.Say; the titles of its sections become the strategy's own, in the
// language of whoever starts it, and may be changed from then on.
type Template struct {
	Key      string // word that a form carries
	Name     string
	About    string // for whom, how long, where it comes from
	Sections []TemplateSection
}

// TemplateSection is one section to start with.
type TemplateSection struct {
	Kind  SectionKind
	Title string
	Guide string // what belongs here and a question to answer; shown while the section is written, never part of the text
}

// Templates lists the templates in the order in which they are offered. It is never changed.
var Templates = []Template{fullTemplate, aceTemplate, frameworkTemplate, emptyTemplate}

// TemplateByKey finds a template; false when there is none with this key.
func TemplateByKey(key string) (Template, bool) {
	for _, t := range Templates {
		if t.Key == key {
			return t, true
		}
	}
	return Template{}, false
}

var emptyTemplate = Template{
	Key:   "empty",
	Name:  "Empty",
	About: "No sections yet. For a group that already knows how its strategy is to be built, or that is going to bring in a Word file.",
}
