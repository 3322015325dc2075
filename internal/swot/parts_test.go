package swot

import (
	"testing"

	"github.com/google/uuid"
)

// What a joint item was made of is shown as far as its reader may see it.
func TestPartsForTheirReader(t *testing.T) {
	here, abroad := uuid.New(), uuid.New()
	joint := uuid.New()
	parts := func() []Source {
		return []Source{
			{ID: uuid.New(), JointID: joint, Analysis: here, Text: "here"},
			{ID: uuid.New(), JointID: joint, Analysis: abroad, Text: "closed"},
			{ID: uuid.New(), JointID: joint, Analysis: abroad, Text: "hidden again", hidden: true},
		}
	}
	for _, c := range []struct {
		name  string
		guest bool
		want  int
	}{{"a member", false, 2}, {"a guest of the room", true, 1}} {
		items := []Item{{ID: joint, Joint: true}, {ID: uuid.New()}}
		putParts(Analysis{ID: here}, c.guest, items, parts())
		if got := items[0].Parts; len(got) != c.want || got[0].Text != "here" {
			t.Errorf("%s sees %+v", c.name, got)
		}
		if items[1].Parts != nil {
			t.Errorf("%s: an item that is not joint has parts", c.name)
		}
	}
	open, room := Watcher{Sight: SightOpen, Epoch: 3}, Watcher{Sight: SightOpen, Epoch: 3, Guest: true}
	if open.Kind() == room.Kind() {
		t.Error("members and guests are sent the same fragments")
	}
}

// A voting that begins anew is as blind as the first.
func TestVotesOfAnEarlierVoting(t *testing.T) {
	w := newWorld(t)
	one := w.add("registrar", w.wide, Strength, "one")
	w.stands(w.wide, Voting)
	w.vote("registrar", one, 3)
	w.counted(w.wide)
	votes := func() (n int) {
		for _, i := range w.view("io", w.wide).Items {
			n += i.Votes
		}
		return n
	}
	if votes() != 3 {
		t.Fatalf("%d dots were counted", votes())
	}
	w.stands(w.wide, Voting)
	if votes() != 0 {
		t.Error("the dots of the earlier voting are seen while people vote again")
	}
}
