package strategy

import (
	"testing"

	"meridian/internal/account"

	"github.com/google/uuid"
)

// What was merged raises the live version of the section that shows it.
func TestMergedOfficesKeepTheirObjectives(t *testing.T) {
	w := newFrameWorld(t)
	office := func(slug string) string {
		return w.value(`select id::text from office where slug = $1 and institution_id = $2`, slug, w.here.ID)
	}
	for n, slug := range []string{"library", "library", "registrar"} {
		section := w.sections[[]string{"A", "B", "C"}[n]]
		w.exec(`insert into objective (institution_id, strategy_id, section_id, id, text, office_id, place, digest, withdrawn_at)
			values ($1, $2, $3, $4, 'an objective', $5, 0, sha256('x'), case when $6 then now() end)`, w.here.ID, w.one, section, uuid.New(), office(slug), n == 1)
	}
	before := w.view("io", w.one)
	registry := account.NewRegistry(w.db.DB)
	registry.Stages = append(registry.Stages, OfOffices)
	_, err := registry.MergeOffice(t.Context(), w.people["io"], "library", "registrar")
	w.must(err)
	if n := w.value(`select count(*)::text from objective where office_id = $1`, office("registrar")); n != "3" {
		t.Errorf("%s objectives are the registrar's", n)
	}
	after := w.view("io", w.one)
	if after.Strategy.Live != before.Strategy.Live+1 {
		t.Errorf("the live version went from %d to %d", before.Strategy.Live, after.Strategy.Live)
	}
	for n, s := range after.Sections {
		if touched := s.ShapeVersion == after.Strategy.Live; touched != (n < 2) {
			t.Errorf("section %s: touched is %t", s.Title, touched)
		}
	}
}
