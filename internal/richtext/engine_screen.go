package richtext

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// screen refuses JSON before a VM sees it. goja's JSON.parse takes half a surrogate pair for U+FFFD, a database's
// JSON takes neither that nor NUL, and no interrupt reaches into JSON.parse: so size and nesting are limited here.
func screen(raw []byte, size, nesting int) error {
	if len(raw) > size {
		return &Refused{"more than " + strconv.Itoa(size) + " bytes"}
	}
	if !utf8.Valid(raw) || !json.Valid(raw) {
		return &Refused{"this is no JSON"}
	}
	depth := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '{', '[':
			if depth++; depth > nesting {
				return &Refused{"nested too deep"}
			}
		case '}', ']':
			depth--
		case '"':
			end, ok := screenString(raw, i+1)
			if !ok {
				return &Refused{"text holds NUL or half a character"}
			}
			i = end
		}
	}
	return nil
}

// screenString reads valid JSON from behind a string's opening quote to its closing one.
func screenString(raw []byte, i int) (end int, ok bool) {
	for ; raw[i] != '"'; i++ {
		if raw[i] != '\\' {
			continue
		}
		if i++; raw[i] != 'u' {
			continue
		}
		unit := hex4(raw[i+1:])
		i += 4
		switch {
		case unit == 0, unit >= 0xDC00 && unit < 0xE000:
			return 0, false
		case unit >= 0xD800 && unit < 0xDC00:
			if raw[i+1] != '\\' || raw[i+2] != 'u' {
				return 0, false
			}
			if low := hex4(raw[i+3:]); low < 0xDC00 || low >= 0xE000 {
				return 0, false
			}
			i += 6
		}
	}
	return i, true
}

// hex4 reads the four digits of an escape in valid JSON.
func hex4(raw []byte) rune {
	n, _ := strconv.ParseUint(string(raw[:4]), 16, 32) // json.Valid has looked at the digits
	return rune(n)
}
