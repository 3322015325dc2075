// Package link is every address of the site as a function. No other code puts a path together.
package link

import (
	"net/url"
	"regexp"
	"strings"
)

// Home leads to the institution of a person who has one, else to a choice.
func Home() string { return "/" }

// Mail shows the messages that were sent.
func Mail() string { return "/mail" }

func below(path, verb string) string {
	if verb == "" {
		return path
	}
	return path + "/" + verb
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
