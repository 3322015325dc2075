package swot

import (
	"context"
	"slices"
	"testing"

	"meridian/internal/postgres"
)

// What is done to a board stands in the log once, with who did it; what was refused or changed nothing does not.
func TestLog(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "close to the border")
	_, err := w.board.Edit(t.Context(), w.as("registrar"), item, "close to two borders", "", 1)
	w.must(err)
	_, err = w.board.Edit(t.Context(), w.as("registrar"), item, "close to two borders", "", 2) // the same words
	w.must(err)
	if _, err = w.board.Edit(t.Context(), w.as("library"), item, "not theirs", "", 2); err == nil {
		t.Error("another office changed the words")
	}
	_, err = w.board.Move(t.Context(), w.as("io"), item, "threat", item.Item)
	w.must(err)
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), item)
	w.must(err)
	_, err = w.board.Restore(t.Context(), w.as("registrar"), item)
	w.must(err)

	var log []struct{ Who, Kind string }
	w.must(w.db.Tenant(context.Background(), w.here.ID, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &log, `select p.name as who, a.kind from activity a join membership m on m.institution_id = a.institution_id and m.id = a.membership_id
			join person p on p.id = m.person_id where a.institution_id = $1 and a.subject_id = $2 order by a.at, a.id`, w.here.ID, item.Item)
		return tx.Send(b)
	}))
	var got []string
	for _, l := range log {
		got = append(got, l.Who+": "+l.Kind)
	}
	want := []string{"registrar: item added", "registrar: item edited", "io: item moved", "registrar: item withdrawn", "registrar: item put back"}
	if !slices.Equal(got, want) {
		t.Errorf("the log says %q, want %q", got, want)
	}
}
