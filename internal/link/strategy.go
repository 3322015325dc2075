package link

import (
	"strconv"

	"github.com/google/uuid"
)

// Strategies is the list of an institution's strategies, and takes the POST that opens one.
func Strategies(slug string) string { return "/" + slug + "/strategies" }

// StrategyLabels is the page on which the levels of the strategies get their names, and takes its POST.
func StrategyLabels(slug string) string { return Strategies(slug) + "/labels" }

// Strategy is a strategy to read; verb is "" or one of its pages, or what else is done to it: "edit", "events",
// "presence", "seen", "setup", "import", "versions", "withdraw", "restore", …
func Strategy(slug string, id uuid.UUID, verb string) string {
	return below(Strategies(slug)+"/"+id.String(), verb)
}

// ImportUndo takes the POST that takes the sections out again that came in with one import.
func ImportUndo(slug string, id, brought uuid.UUID) string {
	return Strategy(slug, id, "import/"+brought.String()+"/undo")
}

// StrategyContent is the text as it stands now, as a file.
func StrategyContent(slug string, id uuid.UUID) string { return Strategy(slug, id, "") + ".json" }

// Drafter takes the POST that ends somebody's being a drafter.
func Drafter(slug string, id, membership uuid.UUID) string {
	return Strategy(slug, id, "drafters/"+membership.String()+"/end")
}

// Section takes the POST that renames a section; verb is "" or what else is done to it, or a page of it: "doc", "steps",
// "text", "place", "withdraw", "restore", "authors".
func Section(slug string, id, section uuid.UUID, verb string) string {
	return below(Strategy(slug, id, "sections/"+section.String()), verb)
}

// SectionAnchor is the section in the text to read.
func SectionAnchor(slug string, id, section uuid.UUID) string {
	return Strategy(slug, id, "") + "#section-" + section.String()
}

// SectionWritten is the section on the page on which the strategy is written.
func SectionWritten(slug string, id, section uuid.UUID) string {
	return Strategy(slug, id, "edit") + "#section-" + section.String()
}

// Goal takes the POST that changes a goal; verb is "" or what else is done to it: "place", "withdraw", "restore".
func Goal(slug string, id, goal uuid.UUID, verb string) string {
	return below(Strategy(slug, id, "goals/"+goal.String()), verb)
}

// Objective is the page on which an objective is written, and takes its POST; verb is "" or what else is done to it:
// "place", "withdraw", "restore", "indicators".
func Objective(slug string, id, objective uuid.UUID, verb string) string {
	return below(Strategy(slug, id, "objectives/"+objective.String()), verb)
}

// Indicator is the page on which an indicator is written, and takes its POST; verb is "" or what else is done to it:
// "place", "withdraw", "restore".
func Indicator(slug string, id, indicator uuid.UUID, verb string) string {
	return below(Strategy(slug, id, "indicators/"+indicator.String()), verb)
}

// Version is a version to read; verb is "" or one of its pages, or what is done to it.
func Version(slug string, id uuid.UUID, n int, verb string) string {
	return below(Strategy(slug, id, "versions/"+strconv.Itoa(n)), verb)
}

// VersionContent is exactly the bytes that were kept as a version.
func VersionContent(slug string, id uuid.UUID, n int) string {
	return Version(slug, id, n, "") + ".json"
}

// Compare shows what changed from one version to another; "draft" as the second is the text as it stands now.
func Compare(slug string, id uuid.UUID, from int, to string) string {
	return Version(slug, id, from, "compare/"+to)
}

// Goals takes the POST that adds a goal.
func Goals(slug string, id uuid.UUID) string { return Strategy(slug, id, "goals") }

// Objectives takes the POST that adds an objective.
func Objectives(slug string, id uuid.UUID) string { return Strategy(slug, id, "objectives") }

// ObjectiveWritten is the objective on the page on which the strategy is written.
func ObjectiveWritten(slug string, id, objective uuid.UUID) string {
	return Strategy(slug, id, "edit") + "#objective-" + objective.String()
}

// PlanWritten is what stands in a pillar beside its text, on the page on which the strategy is written.
func PlanWritten(slug string, id, section uuid.UUID) string {
	return Strategy(slug, id, "edit") + "#plan-" + section.String()
}

// IndicatorLibrary is the library from which an indicator is picked for an objective.
func IndicatorLibrary(slug string, id, objective uuid.UUID) string {
	return Strategy(slug, id, "library") + "?objective=" + objective.String()
}

// IndicatorsOf is where an objective's indicators stand on the page on which it is written.
func IndicatorsOf(slug string, id, objective uuid.UUID) string {
	return Objective(slug, id, objective, "") + "#indicators"
}
