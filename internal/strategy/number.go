package strategy

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"meridian/internal/problem"
)

// maxValue is the largest value of an indicator, either way; four decimals are kept.
const maxValue = 1e13

// ParseValue reads a number as people type it: "12,5", "1 200", "1.200,50", "35 %", "€ 4 000", "−3", with European,
// Arabic or Persian digits; of an indicator of yes or no also "yes" and "no". A comma before exactly three digits parts
// thousands ("1,200"); a single point before exactly three digits can be read in two ways, and is asked about. Anything
// else is Invalid at the field. Values are rounded to four decimals. Pure.
func ParseValue(field, text string, u Unit) (float64, error) {
	if u == UnitYesNo {
		switch strings.ToLower(strings.TrimSpace(text)) {
		case "yes", "1":
			return 1, nil
		case "no", "0":
			return 0, nil
		}
		return 0, problem.At(field, "Please write yes or no here.")
	}
	digits, ok := plainNumber(text)
	if !ok {
		return 0, problem.At(field, "This is not a number. Please write figures only, such as 12.5 or 1 200.")
	}
	if digits == "" {
		return 0, problem.At(field, "This number can be read in two ways. Please write it without a point, such as 1 200, or with other decimals, such as 1.20.")
	}
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.Abs(value) > maxValue {
		return 0, problem.At(field, "This number is too large. Please choose a larger unit.")
	}
	if value = math.Round(value*1e4) / 1e4; value == 0 {
		value = 0 // not the negative one
	}
	return value, nil
}

// PlainValue writes a value so that ParseValue reads the same: "1200", "12.5", "1.2340".
func PlainValue(v float64, u Unit) string {
	if u == UnitYesNo && (v == 0 || v == 1) {
		return map[float64]string{0: "no", 1: "yes"}[v]
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	if at := strings.IndexByte(s, '.'); at >= 0 && len(s)-at == 4 {
		s += "0" // three decimals alone could be thousands
	}
	return s
}

// plainNumber turns what was typed into digits with at most one point; empty where it can be read in two ways.
func plainNumber(text string) (digits string, ok bool) {
	text = strings.TrimFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) || unicode.Is(unicode.Cf, r) || r == '%' || r == '٪'
	})
	sign := ""
	text, negative := cutSign(text)
	if negative {
		sign = "-"
	}
	var b strings.Builder
	var marks []rune
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Sc, r) || r == '\'' || r == '’' || r == '٬' {
			continue
		}
		d := digitOf(r)
		switch {
		case d >= 0:
			b.WriteByte(byte('0' + d))
		case r == '.' || r == ',' || r == '٫':
			marks = append(marks, r)
			b.WriteRune(r)
		default:
			return "", false
		}
	}
	digits, ok = onePoint(b.String(), marks)
	if !ok || digits == "" {
		return "", ok
	}
	return sign + digits, true
}

// onePoint decides which of the marks between digits, if any, begins the decimals.
func onePoint(s string, marks []rune) (string, bool) {
	if strings.Trim(s, ".,٫") == "" {
		return "", false
	}
	if len(marks) == 0 {
		return s, true
	}
	last := marks[len(marks)-1]
	whole, decimals := s[:strings.LastIndex(s, string(last))], s[strings.LastIndex(s, string(last))+len(string(last)):]
	same := strings.Count(string(marks), string(last))
	switch {
	case last == '٫' && same > 1, len(marks) > same && same > 1:
		return "", false
	case same > 1: // all of one kind: thousands
		return thousands(s, last)
	case len(marks) > 1: // the others part thousands before it
		first := marks[0]
		if strings.Count(string(marks), string(first)) != len(marks)-1 {
			return "", false
		}
		whole, ok := thousands(whole, first)
		return whole + "." + decimals, ok && decimals != ""
	case len(decimals) == 3 && last != '٫' && whole != "" && strings.Trim(whole, "0") != "" && len(whole) <= 3:
		if last == ',' {
			return whole + decimals, true
		}
		return "", true
	case decimals == "":
		return "", false
	case whole == "":
		whole = "0"
	}
	return whole + "." + decimals, true
}

// thousands joins groups of three digits.
func thousands(s string, mark rune) (string, bool) {
	groups := strings.Split(s, string(mark))
	for n, g := range groups {
		if n > 0 && len(g) != 3 || n == 0 && (g == "" || len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func cutSign(s string) (string, bool) {
	for _, minus := range []string{"-", "−", "–"} {
		if rest, found := strings.CutPrefix(s, minus); found {
			return strings.TrimSpace(rest), true
		}
	}
	return strings.TrimPrefix(s, "+"), false
}

// digitOf is the value of a decimal digit of any script; -1 of anything else.
func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}
