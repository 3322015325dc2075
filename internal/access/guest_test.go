package access_test

import (
	"testing"

	"meridian/internal/access"

	"github.com/google/uuid"
)

// A guest belongs to an office without being of its staff: nobody who was let in lets in others.
func TestGuestsLetNobodyIn(t *testing.T) {
	on := access.Subject{Office: myOffice}
	staff := access.Actor{Role: mo, Office: myOffice}
	if !staff.May(access.RunAnalysis, on) {
		t.Error("a member of the office may not let people in to its analysis")
	}
	guest := staff
	guest.Guest = uuid.New()
	if guest.May(access.RunAnalysis, on) {
		t.Error("a guest may let people in")
	}
}
