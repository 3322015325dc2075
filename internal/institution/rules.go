package institution

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"meridian/internal/link"
	"meridian/internal/problem"
)

// maxName is the longest name of an institution, an office or a person, in code points.
const maxName = 200

// CheckName tells what is wrong with a name; nil when nothing is. The Field of the Problem is field.
func CheckName(field, name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return problem.At(field, "A name is missing.")
	case !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return problem.At(field, "The name has characters that cannot be shown.")
	case utf8.RuneCountInString(name) > maxName:
		return problem.At(field, "The name is longer than 200 characters.")
	}
	return nil
}

// CheckEmail tells what is wrong with an address; nil when nothing is. Only a bare address is taken.
func CheckEmail(field, address string) error {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > 254 || strings.ContainsFunc(address, unseen) {
		return problem.At(field, "This is not an e-mail address.")
	}
	return nil
}

// unseen are characters that no address has: they end a line, or cannot be seen.
func unseen(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }

func parseKind(s string) (Kind, bool) {
	switch k := Kind(strings.ToLower(strings.TrimSpace(s))); k {
	case "":
		return KindOffice, true
	case KindOffice, KindCentre, KindSchool, KindBody:
		return k, true
	}
	return "", false
}

func checkOffice(o Office) error {
	if !link.ValidSlug(o.Slug) {
		return problem.At("slug", "The slug must have 2 to 40 of a-z, 0-9 and hyphen, and begin with a letter.")
	}
	if err := CheckName("name", o.Name); err != nil {
		return err
	}
	if o.HeadEmail != "" {
		return CheckEmail("head_email", o.HeadEmail)
	}
	return nil
}
