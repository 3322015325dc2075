// Package link is every address of the site as a function. No other code puts a path together.
package link

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/google/uuid"
)

// Home leads to the institution of a person who has one, else to a choice.
func Home() string { return "/" }

// SignIn is the sign-in page; after it the person goes on to next (a path of this site, or "").
func SignIn(next string) string {
	if next == "" || next == "/" {
		return "/sign-in"
	}
	return "/sign-in?" + url.Values{"next": {next}}.Encode()
}

// SignOut takes the POST that ends the session.
func SignOut() string { return "/sign-out" }

// Kept takes the POST that throws away a form kept over a sign-in.
func Kept() string { return "/sign-in/kept" }

// Invitation is the page that an invitation's secret opens.
func Invitation(secret string) string { return "/invitations/" + url.PathEscape(secret) }

// Institution is the start page of an institution.
func Institution(slug string) string { return "/" + slug }

// Analyses lists an institution's SWOT analyses and takes the POST that opens one.
func Analyses(slug string) string { return "/" + slug + "/swot" }

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

// Items takes the POST that adds an item.
func Items(slug string, analysis uuid.UUID) string { return Analysis(slug, analysis) + "/items" }

// Item takes the POST that edits an item; verb is "", "move", "withdraw" or "restore".
func Item(slug string, analysis, item uuid.UUID, verb string) string {
	s := Items(slug, analysis) + "/" + item.String()
	if verb != "" {
		s += "/" + verb
	}
	return s
}

// ItemAnchor is the place of an item on its board.
func ItemAnchor(slug string, analysis, item uuid.UUID) string {
	return Analysis(slug, analysis) + "#item-" + item.String()
}

// Local returns next when it is a path of this site, else "/". It is the only judge of where a
// sign-in may lead: anything with a host, a scheme, a backslash or a control character is refused.
func Local(next string) string {
	if len(next) > 2000 || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsFunc(next, func(r rune) bool { return r < 0x21 || r == '\\' || r == 0x7f }) {
		return "/"
	}
	u, err := url.Parse(next)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, "\\") {
		return "/"
	}
	return next
}

// Reserved are the first segments of the site's own routes, which no institution may take as slug.
var Reserved = []string{
	"sign-in", "sign-out", "sign-up", "password", "invitations", "join", "account", "administration",
	"public", "v", "mail", "assets", "static", "api", "events", "hooks", "unsubscribe", "calendar",
	"help", "search", "health", "healthz", "readyz", "metrics", "favicon.ico", "robots.txt", ".well-known",
}

var slugForm = regexp.MustCompile(`^[a-z][a-z0-9-]{1,39}$`)

// ValidSlug tells whether s may be the slug of an office: 2 to 40 of a-z, 0-9 and hyphen, a letter first.
func ValidSlug(s string) bool { return slugForm.MatchString(s) }

// ValidInstitutionSlug is ValidSlug and not one of the Reserved words.
func ValidInstitutionSlug(s string) bool {
	for _, r := range Reserved {
		if s == r {
			return false
		}
	}
	return ValidSlug(s)
}
