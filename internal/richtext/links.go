package richtext

import "strings"

const longestLink = 2_000 // UTF-16 units

// SafeLink says whether an address may be a link: http, https, mailto, a path
// of this site or a place on the page, and nothing that a browser would read as
// something else.
func SafeLink(href string) bool {
	if units(href) > longestLink {
		return false
	}
	switch {
	case strings.HasPrefix(href, "#"):
		return true
	case strings.HasPrefix(href, "/"):
		// Browsers drop tabs and new lines and read a backslash as a slash:
		// "/\example.org" leads to another site.
		return !strings.HasPrefix(href, "//") && !strings.ContainsAny(href, "\\\t\r\n")
	}
	for _, scheme := range []string{"http://", "https://", "mailto:"} {
		if len(href) >= len(scheme) && strings.EqualFold(href[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}
