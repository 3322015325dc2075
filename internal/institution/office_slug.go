package institution

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxSlug is the longest slug, in letters.
const maxSlug = 40

// letters are those that no decomposition turns into plain ones.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "&", " and ")

// SlugOf makes a slug of a name: its letters without marks, in lower case, words joined by hyphens. A name
// in another script gives "office".
func SlugOf(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(letters.Replace(strings.ToLower(name))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := strings.TrimLeft(b.String(), "0123456789-")
	if len(slug) > maxSlug {
		slug = slug[:maxSlug]
		if at := strings.LastIndexByte(slug, '-'); at > maxSlug/2 {
			slug = slug[:at]
		}
	}
	slug = strings.Trim(slug, "-")
	if !usableSlug(slug) {
		return "office"
	}
	return slug
}

// freeSlug is the slug, or with a number behind it when an office has it already.
func freeSlug(slug string, taken map[string]Office) string {
	for n := 2; ; n++ {
		tail := "-" + strconv.Itoa(n)
		if _, is := taken[slug]; !is {
			return slug
		}
		base := slug
		if at := strings.LastIndexByte(slug, '-'); n > 2 && at > 0 {
			base = slug[:at]
		}
		slug = strings.TrimRight(base[:min(len(base), maxSlug-len(tail))], "-") + tail
	}
}
