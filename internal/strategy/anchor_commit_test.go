package strategy

import (
	"encoding/json"
	"fmt"
	"testing"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// marked sets an anchor, as a later stage does.
func (w *writing) marked(in Marked) (uuid.UUID, int64, error) {
	w.Helper()
	id := uuid.New()
	in.Section = w.section.String()
	m, err := NewMarking(in)
	if err != nil {
		return id, 0, err
	}
	version, err := w.desk.change(w.Context(), w.as("io"), w.strategy, access.WriteStrategy, beside,
		func(b *postgres.Batch) { m.Queue(b, w.strategy) },
		func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
			if _, err := m.Set(tx, seat.Institution, s.ID, id); err != nil {
				return nil, err
			}
			return tx.Last(`with `+live.RaiseSQL+`, `+RaiseAnchor("$3")+` select raised.version from raised`, seat.Institution, s.ID, id), nil
		})
	return id, version, err
}

func (w *writing) anchors() map[uuid.UUID]AnchorNow {
	w.Helper()
	var all []AnchorNow
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		QueueAnchorsNow(b, w.strategy, &all)
		return tx.Send(b)
	}))
	byID := map[uuid.UUID]AnchorNow{}
	for _, a := range all {
		byID[a.ID] = a
	}
	return byID
}

func remove(from, to int) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`[{"stepType":"replace","from":%d,"to":%d}]`, from, to))
}

// An anchor goes with its words through every way in which the text is changed, in the same transaction.
func TestAnchorsGoWithTheText(t *testing.T) {
	w := newWriting(t)
	version := 0
	typing := func(steps json.RawMessage) int64 {
		t.Helper()
		done, err := w.accept("drafter", version, steps)
		w.must(err)
		version = done.Version
		return done.Live
	}
	typing(insert(1, "Students go abroad, and staff go abroad."))
	second, raised, err := w.marked(Marked{Exact: "go  abroad", Prefix: "and staff "})
	w.must(err)
	want := func(state richtext.AnchorState, words string, from int, live int64) {
		t.Helper()
		if a := w.anchors()[second]; a.State != state || a.Words != words || a.From != from || a.LiveVersion != live || a.Exact != "go abroad" {
			t.Errorf("the anchor is %+v", a)
		}
	}
	want(richtext.Anchored, "go abroad", 31, raised)
	typing(insert(1, "Many "))
	want(richtext.Anchored, "go abroad", 36, raised)
	changed := typing(insert(38, "o to places"))
	want(richtext.Check, "goo to places abroad", 36, changed)
	changed = typing(remove(38, 49))
	want(richtext.Anchored, "go abroad", 36, changed)

	_, err = w.desk.Rewrite(t.Context(), w.as("io"), w.strategy, w.section, "whole", func(json.RawMessage) (json.RawMessage, error) {
		return json.RawMessage(`{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"Something else."}]}]}`), nil
	})
	w.must(err)
	if a := w.anchors()[second]; a.State != richtext.Detached || a.Words != "" || a.From != a.To {
		t.Errorf("the anchor is %+v", a)
	}

	for name, in := range map[string]Marked{"words that are gone": {Exact: "go abroad"}, "no words": {Exact: " \n"}} {
		if _, _, err := w.marked(in); problem.Of(err).Kind != problem.Invalid || problem.Of(err).Field != "exact" {
			t.Errorf("%s: the answer is %v", name, err)
		}
	}
	if n := len(w.anchors()); n != 1 {
		t.Errorf("%d anchors are stored", n)
	}
	w.sql(`update section set withdrawn_at = now() where id = $1`, w.section)
	_, _, err = w.marked(Marked{Exact: "Something"})
	w.wantKind(err, problem.Locked, "a section that was taken out")
}
