package link

import (
	"net/url"

	"github.com/google/uuid"
)

// Items takes the POST that adds an item.
func Items(slug string, analysis uuid.UUID) string { return Analysis(slug, analysis) + "/items" }

// Item is an item's own page, and takes the POST that edits it; verb is "" or what else is done to it: "move",
// "withdraw", "restore", "votes", "comments", …
func Item(slug string, analysis, item uuid.UUID, verb string) string {
	return below(Items(slug, analysis)+"/"+item.String(), verb)
}

// ItemAnchor is the place of an item on its board.
func ItemAnchor(slug string, analysis, item uuid.UUID) string {
	return Analysis(slug, analysis) + "#item-" + item.String()
}

// SaidWithdrawn is what the address of a board says where no session may: that an item was withdrawn.
const SaidWithdrawn = "withdrawn"

// ItemWithdrawn is the board after a withdrawal of which only the address may tell.
func ItemWithdrawn(slug string, analysis uuid.UUID) string {
	return Analysis(slug, analysis) + "?said=" + SaidWithdrawn
}

// ItemAnchorFor is the place of an item on its board for a scribe who goes on writing on behalf of an office; without
// one it is ItemAnchor.
func ItemAnchorFor(slug string, analysis, item uuid.UUID, office string) string {
	if office == "" {
		return ItemAnchor(slug, analysis, item)
	}
	return Analysis(slug, analysis) + "?for=" + url.QueryEscape(office) + "#item-" + item.String()
}

// ResultAnchor is the place of an item among the results of its analysis.
func ResultAnchor(slug string, analysis, item uuid.UUID) string {
	return AnalysisDo(slug, analysis, "results") + "#result-" + item.String()
}

// CommentAnchor is the place of a comment on the page of its item.
func CommentAnchor(slug string, analysis, item, comment uuid.UUID) string {
	return Item(slug, analysis, item, "") + "#comment-" + comment.String()
}

// Comment takes the POST that edits a comment; verb is "" or what else is done to it: "withdraw", "resolve", "reopen".
func Comment(slug string, analysis, comment uuid.UUID, verb string) string {
	return below(Analysis(slug, analysis)+"/comments/"+comment.String(), verb)
}
