package strategyweb

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestFileName is in bytes; systems take 255, and the ending and a number of the browser's come to it.
const longestFileName = 200

// fileName is the name of a strategy's Word file: its title without what a file system does not take.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`\/:*?"<>|`, r) {
			return ' '
		}
		return r
	}, title)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	for len(name) > longestFileName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = strings.TrimRight(name[:len(name)-size], " ")
	}
	if name == "" {
		name = "strategy"
	}
	return name + ".docx"
}
