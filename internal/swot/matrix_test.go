package swot

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// meeting is an analysis whose matrix holds two items of each side.
func (w *world) meeting() (inside, outside []Target) {
	w.Helper()
	for n, q := range []Quadrant{Strength, Weakness, Opportunity, Threat} {
		t := w.add("registrar", w.wide, q, "item of "+string(q))
		if n < 2 {
			inside = append(inside, t)
		} else {
			outside = append(outside, t)
		}
	}
	_, err := w.board.ChooseMatrix(w.Context(), w.as("io"), w.wide, itemIDs(append(inside, outside...)...))
	w.must(err)
	return inside, outside
}

func score(in, out Target, n int) []Score { return []Score{{Meeting{in.Item, out.Item}, &n}} }

func (w *world) give(who string, scores []Score) error {
	w.Helper()
	_, err := w.board.GiveScores(w.Context(), w.as(who), w.wide, scores)
	return err
}

// Nobody's scores reach anybody else before they are shown: not in a page, not in an export; then mean and spread do.
func TestScoresAreBlind(t *testing.T) {
	w := newWorld(t)
	in, out := w.meeting()
	w.wantKind(w.give("registrar", score(in[0], out[0], 3)), problem.Conflict)
	_, err := w.board.OpenMatrix(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	w.must(w.give("registrar", score(in[0], out[0], 3)))
	w.must(w.give("library", score(in[0], out[0], -1)))
	w.must(w.give("sm", score(in[0], out[0], 1)))
	for _, who := range []string{"io", "registrar", "library", "sm", "adviser"} {
		m, err := w.board.Meets(t.Context(), w.as(who), w.wide)
		w.must(err)
		if len(m.Matrix.Cells) != 0 || m.Matrix.People != 3 || m.Matrix.Offices != 2 {
			t.Errorf("%s sees %+v", who, m.Matrix)
		}
		own, given := m.Own[Meeting{in[0].Item, out[0].Item}]
		if want := map[string]int{"registrar": 3, "library": -1, "sm": 1}[who]; own != want || given != (want != 0) {
			t.Errorf("%s has given %d, %v", who, own, given)
		}
		if f := w.exported(who, w.wide); f.Matrix != nil {
			t.Errorf("%s is sent %+v", who, f.Matrix)
		}
	}
	_, err = w.board.ShowMatrix(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	data, _ := json.Marshal(w.exported("adviser", w.wide).Matrix)
	if want := `"cells":[{"inside":"` + in[0].Item.String() + `","outside":"` + out[0].Item.String() + `","mean":1,"spread":1.63,"n":3}]`; !strings.Contains(string(data), want) {
		t.Errorf("the export has %s, want %s", data, want)
	}
	w.wantKind(w.give("registrar", score(in[0], out[0], 2)), problem.Conflict)
	// Scoring once more hides what was shown; what was given is kept.
	_, err = w.board.OpenMatrix(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	m, err := w.board.Meets(t.Context(), w.as("registrar"), w.wide)
	w.must(err)
	if len(m.Matrix.Cells) != 0 || m.Analysis.MatrixShown || len(m.Own) != 1 {
		t.Errorf("while all score again: %+v", m.Matrix)
	}
	w.must(w.give("registrar", []Score{{Meeting: Meeting{in[0].Item, out[0].Item}}})) // taken back
	_, err = w.board.ShowMatrix(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	if c := w.whole("registrar", w.wide).Matrix.Cells[Meeting{in[0].Item, out[0].Item}]; c != (Cell{Mean: 0, Spread: 1, N: 2}) {
		t.Errorf("without the one taken back: %+v", c)
	}
}

// However often and fast one person scores the same meeting, there is one score: the last.
func TestScoreInParallel(t *testing.T) {
	w := newWorld(t)
	in, out := w.meeting()
	_, err := w.board.OpenMatrix(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	before := w.view("io", w.wide).Analysis.Live
	var group sync.WaitGroup
	for n := range 20 {
		group.Go(func() {
			scores := append(score(in[0], out[0], n%7-3), score(in[1], out[1], 1)...)
			if n%2 == 1 {
				scores[0], scores[1] = scores[1], scores[0]
			}
			if err := w.give("registrar", scores); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	w.must(w.give("registrar", score(in[0], out[0], 2)))
	if after := w.view("io", w.wide).Analysis.Live; after != before+1 {
		t.Errorf("the live version rose from %d to %d: others learn that one more person scored, and nothing else", before, after)
	}
	m, err := w.board.Meets(t.Context(), w.as("registrar"), w.wide)
	w.must(err)
	if len(m.Own) != 2 || m.Own[Meeting{in[0].Item, out[0].Item}] != 2 || m.Matrix.People != 1 {
		t.Errorf("%+v by %d people", m.Own, m.Matrix.People)
	}
}

func TestMatrixRefused(t *testing.T) {
	w := newWorld(t)
	in, out := w.meeting()
	all := itemIDs(append(in, out...)...)
	for who, kind := range map[string]problem.Kind{"registrar": problem.Refused, "sm": problem.Refused, "adviser": problem.Refused, "body": problem.Refused, "io abroad": problem.NotFound} {
		w.unchanged(w.wide, func() {
			_, err := w.board.ChooseMatrix(t.Context(), w.as(who), w.wide, all)
			w.wantKind(err, kind)
			_, err = w.board.OpenMatrix(t.Context(), w.as(who), w.wide, true)
			w.wantKind(err, kind)
			_, err = w.board.ShowMatrix(t.Context(), w.as(who), w.wide, true)
			w.wantKind(err, kind)
		})
	}
	_, err := w.board.ShowMatrix(t.Context(), w.as("io"), w.wide, true)
	w.wantKind(err, problem.Conflict) // there is nothing to show
	_, err = w.board.OpenMatrix(t.Context(), w.as("library"), w.library, true)
	w.wantKind(err, problem.Conflict) // nothing was chosen
	_, err = w.board.OpenMatrix(t.Context(), w.as("io"), w.wide, true)
	w.must(err)
	for who, kind := range map[string]problem.Kind{"adviser": problem.Refused, "body": problem.Refused, "io abroad": problem.NotFound, "sm": ""} {
		w.wantKind(w.give(who, score(in[0], out[0], 1)), kind)
	}
	w.wantKind(w.give("registrar", score(out[0], in[0], 1)), problem.Invalid)
	w.wantKind(w.give("registrar", score(in[0], Target{Item: uuid.New()}, 1)), problem.Conflict)
	elsewhere := w.add("library", w.library, Threat, "elsewhere")
	w.wantKind(w.give("registrar", score(in[0], elsewhere, 1)), problem.Conflict)
	_, err = w.board.ChooseMatrix(t.Context(), w.as("io"), w.wide, append(all, elsewhere.Item.String()))
	w.wantKind(err, problem.Invalid)
	// Who no longer belongs here scores no longer.
	library := w.view("library", w.wide).Seat.Membership
	w.must(w.db.Tenant(t.Context(), w.here.ID, func(tx *postgres.Tx) error {
		return tx.Exec(`update membership set valid_until = now() - interval '1 second' where institution_id = $1 and id = $2`, w.here.ID, library)
	}))
	w.wantKind(w.give("library", score(in[0], out[0], 1)), problem.NotFound)
}
