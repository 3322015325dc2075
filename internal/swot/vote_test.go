package swot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// stands puts an analysis into a phase.
func (w *world) stands(analysis uuid.UUID, phase Phase) {
	w.Helper()
	w.sql(`update analysis set phase = $2, phase_no = phase_no + 1 where id = $1`, analysis, phase)
}

// counted ends the voting.
func (w *world) counted(analysis uuid.UUID) {
	w.Helper()
	w.stands(analysis, Closed)
	w.must(w.db.Tenant(w.Context(), w.here.ID, func(tx *postgres.Tx) error {
		if err := tx.Send(&postgres.Batch{}); err != nil {
			return err
		}
		countVotes(tx, w.here.ID, analysis)
		return nil
	}))
}

func (w *world) vote(who string, t Target, dots int) {
	w.Helper()
	_, err := w.board.Vote(w.Context(), w.as(who), t, dots)
	w.must(err)
}

func (w *world) mine(who string, analysis uuid.UUID) Mine {
	w.Helper()
	m, err := w.board.Mine(w.Context(), w.as(who), analysis)
	w.must(err)
	return m
}

func (w *world) results(who string, analysis uuid.UUID) Results {
	w.Helper()
	r, err := w.board.Results(w.Context(), w.as(who), analysis)
	w.must(err)
	return r
}

// makeJoint makes an item the joint one of others.
func (w *world) makeJoint(joint Target, sources ...Target) {
	w.Helper()
	w.sql(`update item set joint = true where id = $1`, joint.Item)
	for _, s := range sources {
		w.sql(`insert into merged_source (institution_id, analysis_id, joint_id, source_id) values ($1, $2, $3, $4)`, w.here.ID, joint.Analysis, joint.Item, s.Item)
	}
}

func TestVote(t *testing.T) {
	w := newWorld(t)
	one, two := w.add("registrar", w.wide, Strength, "one"), w.add("library", w.wide, Threat, "two")
	abroad := w.add("io abroad", w.foreign, Threat, "abroad")
	for _, phase := range []Phase{Collecting, Grouping, Closed} {
		w.stands(w.wide, phase)
		w.unchanged(w.wide, func() {
			_, err := w.board.Vote(t.Context(), w.as("registrar"), one, 1)
			w.wantKind(err, problem.Conflict)
		})
	}
	w.stands(w.wide, Voting)
	before := w.view("io", w.wide).Analysis
	done, err := w.board.Vote(t.Context(), w.as("registrar"), one, 3)
	w.must(err)
	after := w.view("io", w.wide).Analysis
	if done.Live != before.Live+1 || after.Live != done.Live || after.Pulse != done.Live || after.Epoch != before.Epoch {
		t.Errorf("the vote is at %d; the analysis was %+v and is %+v", done.Live, before, after)
	}
	// A colleague of the office sees the same, and goes on from it; everybody else sees nothing.
	if m := w.mine("colleague", w.wide); m.Left() != 2 || m.Ballot.On(one.Item).Dots != 3 {
		t.Errorf("the colleague sees %+v", m)
	}
	for _, who := range []string{"library", "io", "sm", "adviser", "body"} {
		if m := w.mine(who, w.wide); len(m.Ballot) != 0 || m.May == (who == "adviser" || who == "body") {
			t.Errorf("%s sees %+v", who, m)
		}
	}
	w.unchanged(w.wide, func() {
		again, err := w.board.Vote(t.Context(), w.as("colleague"), one, 3)
		if err != nil || again.Live != done.Live {
			t.Errorf("the same total again: %v, %v", again, err)
		}
		_, err = w.board.Vote(t.Context(), w.as("colleague"), two, 3)
		w.wantKind(err, problem.Invalid)
		for _, who := range []string{"adviser", "body"} {
			_, err := w.board.Vote(t.Context(), w.as(who), one, 1)
			w.wantKind(err, problem.Refused)
		}
		_, err = w.board.Vote(t.Context(), w.as("io abroad"), one, 1)
		w.wantKind(err, problem.NotFound)
		_, err = w.board.Vote(t.Context(), w.as("io"), Target{w.wide, abroad.Item}, 1)
		w.wantKind(err, problem.NotFound)
		_, err = w.board.Vote(t.Context(), w.as("io"), Target{w.library, one.Item}, 1)
		w.wantKind(err, problem.NotFound)
	})
	w.vote("colleague", one, 1)
	w.vote("colleague", two, 4)
	w.vote("sm", two, 5)
	w.vote("library", two, 2)
	w.vote("library", two, 0)
	if m := w.mine("registrar", w.wide); m.Left() != 0 || m.Ballot.Spent() != 5 {
		t.Errorf("%+v", m)
	}
	if r := w.results("io", w.wide); r.Turnout != (Turnout{Offices: 1, Of: 3, People: 1}) || r.Shown() {
		t.Errorf("the turnout is %+v", r.Turnout)
	}
	w.counted(w.wide)
	if a, b := w.item(one).Votes, w.item(two).Votes; a != 1 || b != 9 {
		t.Errorf("counted %d and %d", a, b)
	}
	_, err = w.board.Vote(t.Context(), w.as("registrar"), one, 0)
	w.wantKind(err, problem.Conflict)
}

// One dot an item, and a vote of each person.
func TestVoteSingly(t *testing.T) {
	w := newWorld(t)
	one, two := w.add("registrar", w.wide, Strength, "one"), w.add("library", w.wide, Threat, "two")
	w.stands(w.wide, Voting)
	w.sql(`update analysis set dots = 1, dots_per = 'person', cumulative = false where id = $1`, w.wide)
	w.vote("registrar", one, 1)
	w.vote("colleague", one, 1)
	_, err := w.board.Vote(t.Context(), w.as("colleague"), two, 1)
	w.wantKind(err, problem.Invalid)
	_, err = w.board.Vote(t.Context(), w.as("library"), two, 2)
	w.wantKind(err, problem.Invalid)
	w.counted(w.wide)
	r := w.results("library", w.wide)
	if x := r.Headings[0].Items[0]; x.Votes != 2 || x.Voters != 1 || r.Turnout.People != 2 {
		t.Errorf("%+v, %+v", x, r.Turnout)
	}
}

func TestVoteTooMuchAtOnce(t *testing.T) {
	w := newWorld(t)
	var targets []Target
	for n := range 4 {
		targets = append(targets, w.add("io", w.wide, Quadrants[n], fmt.Sprint("item ", n)))
	}
	w.stands(w.wide, Voting)
	for round := range 3 {
		var group sync.WaitGroup
		var mu sync.Mutex
		kinds := map[problem.Kind]int{}
		for n := range 20 {
			group.Go(func() {
				_, err := w.board.Vote(t.Context(), w.as([]string{"registrar", "colleague"}[n%2]), targets[n%4], 1+(n+round)%3)
				mu.Lock()
				defer mu.Unlock()
				if err != nil && !problem.Is(err, problem.Invalid) {
					t.Error(err)
				} else if err != nil {
					kinds[problem.Invalid]++
				}
			})
		}
		group.Wait()
		if spent := w.mine("registrar", w.wide).Ballot.Spent(); spent > 5 {
			t.Fatalf("%d dots were given", spent)
		}
		if round == 0 && kinds[problem.Invalid] == 0 {
			t.Error("nothing was refused")
		}
	}
}

// A vote that meets the end of the voting waits for it, and is refused.
func TestVoteAgainstTheEnd(t *testing.T) {
	w := newWorld(t)
	one := w.add("registrar", w.wide, Strength, "one")
	w.stands(w.wide, Voting)
	conn, err := pgx.Connect(t.Context(), w.db.AdminURL)
	w.must(err)
	defer conn.Close(context.WithoutCancel(t.Context()))
	tx, err := conn.Begin(t.Context())
	w.must(err)
	_, err = tx.Exec(t.Context(), `update analysis set phase = 'closed' where id = $1`, w.wide)
	w.must(err)
	answer := make(chan error, 1)
	go func() {
		_, err := w.board.Vote(t.Context(), w.as("registrar"), one, 1)
		answer <- err
	}()
	for deadline := time.Now().Add(10 * time.Second); ; {
		var waiting bool
		w.must(tx.QueryRow(t.Context(), `select exists (select from pg_locks where not granted)`).Scan(&waiting))
		if waiting {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the vote does not wait for the end of the phase")
		}
	}
	w.must(tx.Commit(t.Context()))
	w.wantKind(<-answer, problem.Conflict)
	if m := w.mine("registrar", w.wide); len(m.Ballot) != 0 {
		t.Errorf("it was stored: %+v", m.Ballot)
	}
}

func TestVoteOnWhatHasLeft(t *testing.T) {
	w := newWorld(t)
	one, two, three := w.add("io", w.wide, Strength, "one"), w.add("library", w.wide, Strength, "two"), w.add("io", w.wide, Strength, "three")
	other := w.add("library", w.library, Strength, "of the library's own")
	w.stands(w.wide, Voting)
	w.vote("registrar", one, 1)
	w.vote("registrar", two, 2)
	w.vote("library", two, 3)
	w.vote("library", three, 1)
	w.sql(`update item set withdrawn_at = now() where id = $1`, one.Item)
	w.sql(`update item set votes = 7 where id = $1`, other.Item)
	w.makeJoint(three, two, other)
	for _, gone := range []Target{one, two} {
		_, err := w.board.Vote(t.Context(), w.as("registrar"), gone, 3)
		w.wantKind(err, problem.Invalid)
	}
	if m := w.mine("registrar", w.wide); m.Left() != 2 || !m.Ballot.On(one.Item).Gone || !m.Ballot.On(two.Item).Gone {
		t.Errorf("%+v", m)
	}
	w.vote("registrar", one, 0)
	if left := w.mine("registrar", w.wide).Left(); left != 3 {
		t.Errorf("after taking back %d are left", left)
	}
	w.counted(w.wide)
	r := w.results("sm", w.wide)
	if list := r.Headings[0].Items; len(list) != 1 || list[0].ID != three.Item || list[0].Votes != 1+2+3+7 || list[0].Voters != 2 {
		t.Errorf("%+v", list)
	}
}

func TestRate(t *testing.T) {
	w := newWorld(t)
	apart, alike := w.add("registrar", w.wide, Strength, "apart"), w.add("library", w.wide, Threat, "alike")
	w.stands(w.wide, Voting)
	_, err := w.board.Rate(t.Context(), w.as("registrar"), apart, 3)
	w.wantKind(err, problem.Invalid)
	w.sql(`update analysis set importance = true where id = $1`, w.wide)
	rate := func(who string, on Target, n int) {
		t.Helper()
		_, err := w.board.Rate(t.Context(), w.as(who), on, n)
		w.must(err)
	}
	rate("registrar", apart, 4)
	rate("colleague", apart, 1) // the same office's
	rate("library", apart, 5)
	rate("registrar", alike, 4)
	rate("library", alike, 4)
	rate("io", alike, 2)
	rate("io", alike, 0)
	if g := w.mine("registrar", w.wide).Ballot.On(apart.Item); g.Importance != 1 || g.Dots != 0 {
		t.Errorf("%+v", g)
	}
	if r := w.results("io", w.wide); len(r.Important) != 0 || r.Turnout.Offices != 0 {
		t.Errorf("before the end: %+v, %+v", r.Important, r.Turnout)
	}
	w.counted(w.wide)
	list := w.results("adviser", w.wide).Important
	if len(list) != 2 || list[0].ID != apart.Item || list[0].Mean != 3 || list[0].Spread != 2 || list[1].Mean != 4 || list[1].Spread != 0 || list[1].Voters != 2 {
		t.Errorf("%+v", list)
	}
}

// Nobody learns anything of the dots before the voting has ended, not even from a count of an earlier voting.
func TestResultsAreBlind(t *testing.T) {
	w := newWorld(t)
	one := w.add("registrar", w.wide, Strength, "one")
	w.stands(w.wide, Voting)
	w.vote("registrar", one, 4)
	w.counted(w.wide)
	export := func() string {
		var b strings.Builder
		w.must(w.view("io", w.wide).WriteJSON(&b))
		return b.String()
	}
	if !strings.Contains(export(), `"votes": 4`) {
		t.Errorf("once closed the export has no votes: %s", export())
	}
	for _, phase := range []Phase{Voting, Grouping, Collecting} {
		w.stands(w.wide, phase)
		if r := w.results("io", w.wide); r.Headings[0].Items[0].Votes != 0 || r.Headings[0].Items[0].Voters != 0 || r.Headings[0].Items[0].Rank != 0 {
			t.Errorf("%s: %+v", phase, r.Headings[0].Items[0])
		}
		if strings.Contains(export(), `"votes"`) {
			t.Errorf("%s: the export has votes", phase)
		}
	}
}

func TestShortlist(t *testing.T) {
	w := newWorld(t)
	var targets []Target
	for n, dots := range []int{3, 2, 2, 1, 0} {
		targets = append(targets, w.add("io", w.wide, Strength, fmt.Sprint("item ", n)))
		w.sql(`update item set votes = $2 where id = $1`, targets[n].Item, dots)
	}
	listed := func() (s string) {
		for n, x := range targets {
			if w.item(x).Shortlisted {
				s += fmt.Sprint(n)
			}
		}
		return s
	}
	want := func(s string) {
		t.Helper()
		if got := listed(); got != s {
			t.Errorf("the short list holds %s, want %s", got, s)
		}
	}
	done, err := w.board.Shortlist(t.Context(), w.as("io"), targets[4], true)
	w.must(err)
	if i := w.item(targets[4]); i.LiveVersion != done.Live || i.Version != 1 {
		t.Errorf("%+v at %d", i, done.Live)
	}
	want("4")
	w.unchanged(w.wide, func() {
		_, err := w.board.Shortlist(t.Context(), w.as("io"), targets[4], true)
		w.must(err)
		for _, who := range []string{"registrar", "sm", "adviser", "body"} {
			_, err := w.board.Shortlist(t.Context(), w.as(who), targets[0], true)
			w.wantKind(err, problem.Refused)
			_, err = w.board.ShortlistFirst(t.Context(), w.as(who), w.wide, 1)
			w.wantKind(err, problem.Refused)
		}
		_, err = w.board.ShortlistFirst(t.Context(), w.as("io"), w.wide, 1)
		w.wantKind(err, problem.Conflict)
		_, err = w.board.ShortlistFirst(t.Context(), w.as("io abroad"), w.wide, 1)
		w.wantKind(err, problem.NotFound)
	})
	w.stands(w.wide, Closed)
	for n, want := range map[int]string{1: "0", 2: "012", 4: "0123", 9: "0123"} {
		_, err := w.board.ShortlistFirst(t.Context(), w.as("io"), w.wide, n)
		w.must(err)
		if got := listed(); got != want {
			t.Errorf("the first %d are %s, want %s", n, got, want)
		}
	}
	_, err = w.board.ShortlistFirst(t.Context(), w.as("io"), w.wide, 0)
	w.wantKind(err, problem.Invalid)
	w.sql(`update item set withdrawn_at = now() where id = $1`, targets[0].Item)
	_, err = w.board.Shortlist(t.Context(), w.as("io"), targets[0], false)
	w.must(err)
	_, err = w.board.Shortlist(t.Context(), w.as("io"), targets[0], true)
	w.wantKind(err, problem.Invalid)
}
