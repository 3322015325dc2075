package institution

import (
	"strconv"
	"strings"
	"unicode"

	"meridian/internal/link"

	"golang.org/x/text/unicode/norm"
)

// letters are those that do not come apart into a plain letter and a mark.
var letters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i", "&", " and ")

// SlugOf makes the slug of an office from its name, one that is not taken. A name in another script gets the word of
// its kind and a number.
func SlugOf(name string, kind Kind, taken func(slug string) bool) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(letters.Replace(strings.ToLower(strings.ToValidUTF8(name, " ")))) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case !unicode.Is(unicode.Mn, r) && r != '\'' && r != '’':
			b.WriteByte('-')
		}
	}
	words := strings.FieldsFunc(b.String(), func(r rune) bool { return r == '-' })
	slug := ""
	for _, word := range words {
		if next := strings.Trim(slug+"-"+word, "-"); len(next) <= 32 {
			slug = next
		}
	}
	if !link.ValidSlug(slug) {
		slug = strings.Trim(string(kind)+"-"+slug, "-")
	}
	for n, free := 2, slug; ; n++ {
		if link.ValidSlug(free) && !taken(free) {
			return free
		}
		free = slug + "-" + strconv.Itoa(n)
	}
}
