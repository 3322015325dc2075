package problem_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"meridian/internal/problem"
	"meridian/internal/sheet"
)

func TestOf(t *testing.T) {
	invalid := problem.At("name", "A name is missing.")
	unreadable := &sheet.Problem{Line: 3, Text: "Line %s is broken.", Args: []any{"3"}}
	for _, c := range []struct {
		name        string
		err         error
		kind        problem.Kind
		field, text string
	}{
		{"a problem", invalid, problem.Invalid, "name", "A name is missing."},
		{"wrapped", fmt.Errorf("adding: %w", invalid), problem.Invalid, "name", "A name is missing."},
		{"joined", errors.Join(io.EOF, invalid), problem.Invalid, "name", "A name is missing."},
		{"a problem inside a problem: the outer one", &problem.Problem{Kind: problem.Conflict, Err: invalid}, problem.Conflict, "", ""},
		{"a file that cannot be read", fmt.Errorf("reading: %w", unreadable), problem.Invalid, "file", "Line 3 is broken."},
		{"absent", problem.Absent(), problem.NotFound, "", ""},
		{"of a kind", problem.New(problem.Refused, "Not yours."), problem.Refused, "", "Not yours."},
		{"anything else is our fault and says nothing", errors.New("secret"), problem.Internal, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := problem.Of(c.err)
			if p.Kind != c.kind || p.Field != c.field || p.Text != c.text {
				t.Errorf("got %q, field %q, text %q; want %q, %q, %q", p.Kind, p.Field, p.Text, c.kind, c.field, c.text)
			}
			if !problem.Is(c.err, c.kind) {
				t.Errorf("Is does not agree")
			}
			if problem.Is(c.err, problem.TooMany) {
				t.Errorf("Is agrees to another kind")
			}
		})
	}
	if problem.Is(nil, problem.Internal) {
		t.Error("no error is a fault of ours")
	}
}

// For logs everything is there; the cause is reached by errors.Is.
func TestError(t *testing.T) {
	err := &problem.Problem{Kind: problem.Overloaded, Text: "Busy.", Err: io.ErrUnexpectedEOF}
	if got, want := err.Error(), "overloaded: Busy.: unexpected EOF"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("the cause is lost")
	}
}
