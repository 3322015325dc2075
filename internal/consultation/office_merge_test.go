package consultation

import (
	"testing"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// What an office said goes with it into the office that it becomes part of.
func TestOfficeMerged(t *testing.T) {
	h := newHall(t)
	_, err := h.window(NewWindow{Offices: []string{"library", "finance"}})
	h.must(err)
	id := h.say("head", "library", "Ours")
	h.must(h.take("head", NewPosition{Office: "library", Stand: "consent"}))
	h.must(h.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		var institution, from, into uuid.UUID
		if err := tx.Row(`select a.institution_id, a.id, b.id from office a join office b on b.institution_id = a.institution_id and b.slug = 'finance' where a.slug = 'library'`, nil, &institution, &from, &into); err != nil {
			return err
		}
		return OfOffices.Merge(tx, institution, from, into)
	}))
	if c, _ := h.sees("io", id); c.OfficeSlug != "finance" {
		t.Errorf("what was said is now of %q", c.OfficeSlug)
	}
	if r, ok := h.row("io", "finance"); !ok || r.Now[uuid.Nil].Stand != Consent {
		t.Errorf("the position is %+v", r.Now)
	}
	if _, ok := h.row("io", "library"); ok {
		t.Error("the office that is gone is still asked")
	}
}
