package link

import (
	"net/url"

	"github.com/google/uuid"
)

// Options lists the options of an analysis and takes the POST that writes one.
func Options(slug string, analysis uuid.UUID) string { return Analysis(slug, analysis) + "/options" }

// Option takes the POST that changes an option; verb is "", "withdraw", "restore" or "place".
func Option(slug string, analysis, option uuid.UUID, verb string) string {
	return below(Options(slug, analysis)+"/"+option.String(), verb)
}

// OptionAnchor is the place of an option on their page.
func OptionAnchor(slug string, analysis, option uuid.UUID) string {
	return Options(slug, analysis) + "#option-" + option.String()
}

// OptionEdit is the page of the options with one of them open to be changed.
func OptionEdit(slug string, analysis, option uuid.UUID) string {
	return Options(slug, analysis) + "?" + url.Values{"edit": {option.String()}}.Encode() + "#write"
}

// OptionNew is the page of the options with an empty form of a kind, which uses some items already.
func OptionNew(slug string, analysis uuid.UUID, kind string, items ...uuid.UUID) string {
	q := url.Values{"new": {kind}}
	for _, id := range items {
		q.Add("items", id.String())
	}
	return Options(slug, analysis) + "?" + q.Encode() + "#write"
}
