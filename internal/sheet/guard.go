package sheet

import "strings"

// A spreadsheet takes a cell of a CSV file that begins with one of these for a
// formula, so that text typed by a stranger could run one on the machine of
// whoever opens the file. The full-width forms and the line feed are here
// because some programs fold or drop them before they look.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// formulaLike tells whether text begins with a formula character, perhaps after
// apostrophes. Counting those makes guard reversible: text that had an
// apostrophe before a formula character gets a second one.
func formulaLike(text string) bool {
	text = strings.TrimLeft(text, "'")
	for _, r := range text {
		return strings.ContainsRune(formulaStarts, r)
	}
	return false
}

// guard puts an apostrophe before text that would be taken for a formula.
func guard(text string) string {
	if formulaLike(text) {
		return "'" + text
	}
	return text
}

// unguard takes exactly one apostrophe off text that guard has protected. It is
// applied to workbooks too: a CSV file that was opened in Excel and saved as a
// workbook keeps the apostrophe as part of the text.
func unguard(text string) string {
	if strings.HasPrefix(text, "'") && formulaLike(text) {
		return text[1:]
	}
	return text
}

// clean drops what no table can carry, so that every file that is written can
// be read again: control characters other than tab and line ends, the two
// non-characters that XML forbids, and broken UTF-8.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return r
		case r < 0x20, r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}
