package link

import (
	"net/url"
	"strings"

	"github.com/google/uuid"
)

// Analyses lists an institution's SWOT analyses and takes the POST that opens one.
func Analyses(slug string) string { return "/" + slug + "/swot" }

// ListsImport is the page to bring in the lists of several offices, and takes its POST.
func ListsImport(slug string) string { return Analyses(slug) + "/import" }

// Analysis is the live board.
func Analysis(slug string, id uuid.UUID) string { return Analyses(slug) + "/" + id.String() }

// AnalysisEvents is the board's event stream.
func AnalysisEvents(slug string, id uuid.UUID) string { return Analysis(slug, id) + "/events" }

// AnalysisPresence takes the POST that says which item a person has open.
func AnalysisPresence(slug string, id uuid.UUID) string { return Analysis(slug, id) + "/presence" }

// AnalysisImport is the page to bring items in, and takes its POST.
func AnalysisImport(slug string, id uuid.UUID) string { return Analysis(slug, id) + "/import" }

// AnalysisForm is an empty form: "" to print, ".csv" and ".xlsx" to fill in.
func AnalysisForm(slug string, id uuid.UUID, ext string) string {
	return Analysis(slug, id) + "/form" + ext
}

// AnalysisExport is the analysis as a file; ext is ".csv", ".xlsx" or ".json".
func AnalysisExport(slug string, id uuid.UUID, ext string) string { return Analysis(slug, id) + ext }

// AnalysisDo is a page of an analysis, or takes the POST of one of its forms: "setup", "phase", "themes", "merge", …
func AnalysisDo(slug string, id uuid.UUID, verb string) string {
	return Analysis(slug, id) + "/" + verb
}

// Themes is an analysis grouped in a frame; without one where its groups are made.
func Themes(slug string, analysis uuid.UUID, frame string) string {
	themes := AnalysisDo(slug, analysis, "themes")
	if frame == "" {
		return themes
	}
	return themes + "?frame=" + url.QueryEscape(frame)
}

// Theme is a group of an analysis, or what is done to it.
func Theme(slug string, analysis uuid.UUID, theme, verb string) string {
	return below(Themes(slug, analysis, "")+"/"+theme, verb)
}

// Beside is the board of another analysis of the institution that a board belongs to.
func Beside(board string, other uuid.UUID) string {
	return board[:strings.LastIndexByte(board, '/')+1] + other.String()
}

// Merging is the page of the joint items as a reader has filtered it, and takes the POST that makes one; anchor is the
// place on it, or empty.
func Merging(slug string, analysis uuid.UUID, filter url.Values, anchor string) string {
	page := AnalysisDo(slug, analysis, "merge")
	if len(filter) > 0 {
		page += "?" + filter.Encode()
	}
	if anchor != "" {
		page += "#" + anchor
	}
	return page
}

// Facilitator is the address of what is done about somebody who was named to run an analysis.
func Facilitator(slug string, analysis, membership uuid.UUID, verb string) string {
	return below(Analysis(slug, analysis)+"/facilitators/"+membership.String(), verb)
}

// Step takes the POST that undoes a step of an analysis.
func Step(slug string, analysis, step uuid.UUID) string {
	return Analysis(slug, analysis) + "/steps/" + step.String() + "/undo"
}
