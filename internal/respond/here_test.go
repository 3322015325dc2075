package respond_test

import (
	"testing"

	"meridian/internal/respond"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// Whoever is away writes nothing, whatever was open before.
func TestHere(t *testing.T) {
	person, part := uuid.New(), uuid.New()
	for _, c := range []struct {
		editing *uuid.UUID
		away    bool
		want    string
	}{
		{nil, false, ""},
		{&part, false, part.String()},
		{&part, true, ""},
		{nil, true, ""},
	} {
		want := ui.Here{Person: person.String(), Name: "Ada Lovelace", Initials: "AL", Editing: c.want, Away: c.away}
		if got := respond.Here(person, "Ada Lovelace", c.editing, c.away); got != want {
			t.Errorf("%v, away %v: %+v, want %+v", c.editing, c.away, got, want)
		}
	}
}
