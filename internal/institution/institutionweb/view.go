// Package institutionweb shows the pages of an institution that belong to no single stage.
package institutionweb

// StartView is the first page of an institution.
type StartView struct {
	Institution string
	Name        string    // of the person, for the greeting
	Waiting     []Waiting // what waits for this person, most urgent first
	Analyses    []AnalysisCard
	CanOpen     bool   // may open a new analysis
	OwnOnly     bool   // of the own office only
	NewURL      string // where that is done
	AllURL      string // the list of analyses; "" leaves the link out

	Strategies    []StrategyCard
	StrategiesURL string // their list
}

// StrategyCard is a strategy in short.
type StrategyCard struct {
	Title, URL, Period, State string
	Words, Objectives         int
	News                      string // what the person has not seen yet; "" for nothing
	Updated, UpdatedText      string // RFC 3339, and for readers without JavaScript
}

// Waiting is one thing to do, as a sentence, with where to do it.
type Waiting struct {
	Text, URL, Action string
	Quiet             bool // an offer rather than a duty
}

// AnalysisCard is a SWOT analysis in short.
type AnalysisCard struct {
	Title, URL, ScopeLabel string
	Phase                  string // how far it is, in a word
	Items                  int
	Offices, OfficesOf     int    // offices heard, of how many that could be; OfficesOf 0 hides the share
	Updated                string // RFC 3339; "" when nothing was added yet
	UpdatedText            string // the same for readers without JavaScript
}

// InstitutionCard is one of a person's institutions.
type InstitutionCard struct{ Name, URL, Role string }
