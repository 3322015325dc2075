package swot

import (
	"bytes"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestSight(t *testing.T) {
	for _, c := range []struct {
		phase         Phase
		reveal        Reveal
		revealed, own bool
		want          Sight
	}{
		{Collecting, RevealAtOnce, false, false, SightOpen},
		{Collecting, RevealAfterOwn, false, false, SightBlind},
		{Collecting, RevealAfterOwn, false, true, SightOpen},
		{Collecting, RevealAfterOwn, true, false, SightBlind},
		{Collecting, RevealTogether, false, false, SightBlind},
		{Collecting, RevealTogether, false, true, SightBlind},
		{Collecting, RevealTogether, true, false, SightOpen},
		{Grouping, RevealAfterOwn, false, false, SightOpen},
		{Grouping, RevealTogether, false, false, SightOpen},
		{Voting, RevealTogether, false, false, SightOpen},
		{Closed, RevealAfterOwn, false, false, SightOpen},
	} {
		a := Analysis{Phase: c.phase, Reveal: c.reveal, Revealed: c.revealed}
		if got := a.sight(c.own); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// The rule in Go and the one in SQL say the same of every analysis.
func TestHiddenInSQL(t *testing.T) {
	pool := postgrestest.New(t).Pool()
	for _, phase := range []Phase{Collecting, Grouping, Voting, Closed} {
		for _, reveal := range []Reveal{RevealAtOnce, RevealAfterOwn, RevealTogether} {
			for _, revealed := range []bool{false, true} {
				a := Analysis{Phase: phase, Reveal: reveal, Revealed: revealed}
				var hides bool
				err := pool.QueryRow(t.Context(), `select `+hidesSQL("x")+` from (select $1::text as phase, $2::text as reveal, case when $3 then now() end as revealed_at) x`,
					string(phase), string(reveal), revealed).Scan(&hides)
				if err != nil || hides != a.HidesItems() {
					t.Errorf("%s, %s, revealed %v: %v in SQL, %v; %v in Go", phase, reveal, revealed, hides, err, a.HidesItems())
				}
			}
		}
	}
}

func TestOwnsItem(t *testing.T) {
	office, other, me, somebody := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	for name, c := range map[string]struct {
		actor access.Actor
		item  Item
		want  bool
	}{
		"my own":                        {access.Actor{Person: me}, Item{AuthorPerson: me}, true},
		"my own, for another office":    {access.Actor{Person: me, Office: office}, Item{AuthorPerson: me, OfficeID: &other}, true},
		"my office's":                   {access.Actor{Person: me, Office: office}, Item{AuthorPerson: somebody, OfficeID: &office}, true},
		"another office's":              {access.Actor{Person: me, Office: office}, Item{AuthorPerson: somebody, OfficeID: &other}, false},
		"nobody's":                      {access.Actor{Person: me, Office: office}, Item{}, false},
		"nobody's, to one without ids":  {access.Actor{}, Item{}, false},
		"the office a guest chose":      {access.Actor{Person: me, Office: office, Guest: uuid.New()}, Item{AuthorPerson: somebody, OfficeID: &office}, false},
		"what a guest wrote":            {access.Actor{Person: me, Office: office, Guest: uuid.New()}, Item{AuthorPerson: me, OfficeID: &office}, true},
		"without an office, an item of": {access.Actor{Person: me}, Item{AuthorPerson: somebody, OfficeID: new(uuid.UUID)}, false},
	} {
		if got := ownsItem(c.actor, c.item); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// set changes columns of an analysis as its set-up does: every open page loads anew.
func (w *world) set(analysis uuid.UUID, columns string) {
	w.Helper()
	w.must(w.db.Tenant(w.Context(), w.here.ID, func(tx *postgres.Tx) error {
		return tx.Exec(`with `+live.RaiseSQL+` update analysis set `+columns+`, epoch = raised.version from raised where institution_id = $1 and id = $2`, w.here.ID, analysis)
	}))
}

func (w *world) files(who string, analysis uuid.UUID) string {
	w.Helper()
	v := w.view(who, analysis)
	var b bytes.Buffer
	for _, write := range []func(io.Writer) error{v.WriteJSON, v.WriteCSV} {
		w.must(write(&b))
	}
	return b.String()
}

// sees lists the canaries that somebody gets to see by any way there is.
func (w *world) sees(who string, analysis uuid.UUID) []string {
	w.Helper()
	v := w.view(who, analysis)
	seen := map[string]bool{}
	for _, i := range v.onBoard() {
		seen[i.Text] = true
	}
	n, err := w.board.Changes(w.Context(), live.Key{Institution: w.here.ID, ID: analysis}, v.Analysis.Epoch, v.Myself())
	w.must(err)
	for _, i := range n.Items {
		seen[i.Text] = !i.Withdrawn()
	}
	files := w.files(who, analysis)
	for _, text := range []string{"canary io", "canary registrar", "canary library", "canary sm"} {
		if strings.Contains(files, text) != seen[text] {
			w.Errorf("%s: %q is in the files: %t, on the board: %t", who, text, strings.Contains(files, text), seen[text])
		}
	}
	maps.DeleteFunc(seen, func(_ string, on bool) bool { return !on })
	return slices.Sorted(maps.Keys(seen))
}

func (w *world) wantSees(what, who string, analysis uuid.UUID, want ...string) {
	w.Helper()
	if got := w.sees(who, analysis); !slices.Equal(got, want) {
		w.Errorf("%s: %s sees %q, want %q", what, who, got, want)
	}
}

func TestHiddenUntilOwn(t *testing.T) {
	w := newWorld(t)
	w.set(w.wide, `reveal = 'after_own'`)
	w.add("registrar", w.wide, Strength, "canary registrar")
	all := []string{"canary library", "canary registrar"}
	for _, who := range []string{"io", "sm", "library", "body", "adviser"} {
		w.wantSees("one has written", who, w.wide)
	}
	if v := w.view("io", w.wide); v.Hidden[Strength] != 1 || v.Pulse.Written != 1 || v.Pulse.Heard != 1 || v.Pulse.Asked != 3 {
		t.Errorf("hidden are %v, the pulse is %+v", v.Hidden, v.Pulse)
	}
	own := w.add("library", w.wide, Threat, "canary library")
	for _, who := range []string{"registrar", "colleague", "library"} {
		w.wantSees("the office has written", who, w.wide, all...)
		if v, err := w.board.Look(t.Context(), w.as(who), w.wide); err != nil || v.Sight != SightOpen {
			t.Errorf("%s gets the stream of sight %s, %v", who, v.Sight, err)
		}
	}
	w.wantSees("the office has not written", "io", w.wide)
	_, err := w.board.Withdraw(t.Context(), w.as("library"), own)
	w.must(err)
	w.wantSees("the only one was withdrawn", "library", w.wide)
	w.set(w.wide, `phase = 'grouping'`)
	w.wantSees("the collecting has ended", "adviser", w.wide, "canary registrar")
}

func TestHiddenUntilShown(t *testing.T) {
	w := newWorld(t)
	w.wantKind(second(w.board.ShowItems(t.Context(), w.as("io"), w.wide)), problem.Conflict)
	w.set(w.wide, `reveal = 'together'`)
	for _, who := range []string{"io", "registrar", "library", "sm"} {
		w.add(who, w.wide, Strength, "canary "+who)
	}
	w.wantSees("before", "io", w.wide, "canary io")
	w.wantSees("before", "colleague", w.wide, "canary registrar")
	w.wantSees("before", "sm", w.wide, "canary sm")
	w.wantSees("before", "adviser", w.wide)
	for _, who := range []string{"registrar", "sm", "library", "body", "adviser"} {
		w.unchanged(w.wide, func() {
			w.wantKind(second(w.board.ShowItems(t.Context(), w.as(who), w.wide)), problem.Refused)
		})
	}
	w.wantKind(second(w.board.ShowItems(t.Context(), w.as("io abroad"), w.wide)), problem.NotFound)
	before := w.view("io", w.wide)
	done, err := w.board.ShowItems(t.Context(), w.as("io"), w.wide)
	w.must(err)
	after := w.view("io", w.wide).Analysis
	if done.Live != before.Analysis.Live+1 || after.Epoch != done.Live || after.Live != done.Live {
		t.Errorf("shown at %d, the epoch is %d, the board at %d", done.Live, after.Epoch, after.Live)
	}
	w.unchanged(w.wide, func() { w.must(second(w.board.ShowItems(t.Context(), w.as("io"), w.wide))) })
	for _, who := range []string{"io", "adviser", "registrar"} {
		w.wantSees("after", who, w.wide, "canary io", "canary library", "canary registrar", "canary sm")
	}
	// Whoever still watches as before is sent for the whole page, and nothing else.
	for _, old := range []Watcher{before.Watcher(), before.Myself(), {Sight: SightOpen, Epoch: before.Analysis.Epoch}} {
		n, err := w.board.Changes(t.Context(), live.Key{Institution: w.here.ID, ID: w.wide}, after.Live, old)
		if err != nil || !n.Reset || len(n.Items) > 0 || n.Pulse != nil {
			t.Errorf("%s: %+v, %v", old.Kind(), n, err)
		}
	}
}

// second is the error of a call that answers something else too.
func second(_ any, err error) error { return err }
