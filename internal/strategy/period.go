package strategy

import (
	"regexp"
	"strconv"
	"strings"
)

// The years that a period may name, and how many it may span. What lies outside is a slip of the
// pen or another calendar, and is not guessed at.
const (
	earliestYear = 1900
	latestYear   = 2199
	longestSpan  = 50
)

var (
	digitRuns  = regexp.MustCompile(`[0-9]+`)
	yearCount  = regexp.MustCompile(`\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|1?[0-9])[ -](?:(?:academic|calendar|full) )?years?\b`)
	openEnded  = regexp.MustCompile(`\b(until|till|by|to|up|before|ending|ends)\b`)
	lettersRun = regexp.MustCompile(`\p{L}+`)
)

var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}

// aboutOneYear are the words that may stand beside a single year and leave it a period of one year.
var aboutOneYear = map[string]bool{"the": true, "year": true, "academic": true, "calendar": true, "in": true}

// YearsOf reads the years of a period as people type them, first and last year included:
// "2026–2030", "2026-30", "2026/27 to 2030/31" (2026 to 2031), "autumn 2026 to summer 2030",
// "five years from 2026" (2026 to 2030). Digits may be European, Arabic, Persian or full-width.
// What names no end or no beginning ("from 2026", "until 2030"), runs backwards or is empty is not
// known: from and to are 0 then. Pure; it never fails on any text.
func YearsOf(period string) (from, to int, known bool) {
	text := plain(period)
	years, academic := yearsIn(text)
	if len(years) == 0 {
		return 0, 0, false
	}
	from, to = years[0], years[len(years)-1]
	if len(years) == 1 || academic {
		switch count := countOf(text); {
		case count > 0 && !openEnded.MatchString(text):
			to += count - 1
		case count > 0, !oneYear(text):
			return 0, 0, false
		}
	}
	if from > to || to > latestYear || to-from >= longestSpan {
		return 0, 0, false
	}
	return from, to, true
}

// yearsIn finds the years in the order of the text; academic tells that they are the two of one
// academic year. Two digits after a year and a dash or stroke end it ("2026/27", "2026-30"),
// but not the day or month of a date ("2009-10-01").
func yearsIn(text string) (years []int, academic bool) {
	strokes, end := 0, -1 // where the last year ended, when it can be continued
	for _, at := range digitRuns.FindAllStringIndex(text, -1) {
		n, err := strconv.Atoi(text[at[0]:at[1]])
		if err != nil {
			end = -1
			continue
		}
		joint := ""
		if end >= 0 {
			joint = strings.TrimSpace(text[end:at[0]])
		}
		end = -1
		switch long := at[1] - at[0]; {
		case long == 4 && n >= earliestYear && n <= latestYear:
			if joint == "/" && n == years[len(years)-1]+1 {
				strokes++
			}
			years, end = append(years, n), at[1]
		case long == 2 && (joint == "/" || joint == "-") && !dated(text[at[1]:]):
			last := years[len(years)-1]
			n += last - last%100
			if last%100 == 99 && n%100 == 0 {
				n += 100
			}
			if n <= last {
				continue
			}
			if joint == "/" && n == last+1 {
				strokes++
			}
			years = append(years, n)
		}
	}
	return years, len(years) == 2 && strokes == 1
}

// dated tells whether a number goes on as a date does.
func dated(rest string) bool {
	return len(rest) > 1 && strings.ContainsRune("-./", rune(rest[0])) && rest[1] >= '0' && rest[1] <= '9'
}

func countOf(text string) int {
	found := yearCount.FindStringSubmatch(text)
	if found == nil {
		return 0
	}
	if n, is := numberWords[found[1]]; is {
		return n
	}
	n, _ := strconv.Atoi(found[1]) // one or two digits
	return n
}

func oneYear(text string) bool {
	for _, word := range lettersRun.FindAllString(text, -1) {
		if !aboutOneYear[word] {
			return false
		}
	}
	return !strings.HasSuffix(text, "-") && !strings.HasSuffix(text, "+") && !strings.HasPrefix(text, "-")
}

// plain writes digits and dashes in one way, in lower case and with single spaces.
func plain(period string) string {
	period = strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r >= '０' && r <= '９':
			return '0' + r - '０'
		case r >= '\u2010' && r <= '\u2015', r == '\u2212', r == '\u2043':
			return '-'
		}
		return r
	}, period)
	return strings.Join(strings.Fields(strings.ToLower(period)), " ")
}
