package sheet

import (
	"fmt"
	"strconv"
)

// Problem tells a person why a file cannot be used and what to do about it.
type Problem struct {
	// Line is the line or row the problem is on, 0 when it is the whole file.
	// The sentence names it too.
	Line int
	// Text is the sentence, with the placeholders of fmt.Sprintf for Args. The
	// two are apart so that a page can translate the sentence before filling it.
	// Without Args the text is to be taken literally.
	Text string
	Args []any
}

// Error gives the filled sentence in English.
func (p *Problem) Error() string {
	if len(p.Args) == 0 {
		return p.Text
	}
	return fmt.Sprintf(p.Text, p.Args...)
}

func problem(text string, args ...any) *Problem {
	return &Problem{Text: text, Args: args}
}

// problemOn puts the line first among the arguments: the sentences begin with it.
func problemOn(line int, text string, args ...any) *Problem {
	return &Problem{Line: line, Text: text, Args: append([]any{count(line)}, args...)}
}

// count writes a number with commas, as British English does.
func count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// size writes a number of bytes for people, rounded down.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return count(int(n>>20)) + " MB"
	case n >= 1<<10:
		return count(int(n>>10)) + " KB"
	}
	return count(int(n)) + " bytes"
}
