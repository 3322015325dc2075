package consultation

import (
	"github.com/google/uuid"
	"strings"
	"sync"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/problem"
)

// A suggestion is put at its words wherever they stand now, credits who made it, and is answered.
func TestTakeUp(t *testing.T) {
	h := newHall(t)
	id := h.suggest("clerk", "goes abroad once", "goes abroad twice")
	h.write("First this. " + words)
	_, err := h.desk.TakeUp(t.Context(), h.as("clerk"), h.strategy, id, NewText{Reason: "Mine"})
	h.want(err, problem.Refused, "taken up by who may not write")
	_, err = h.desk.TakeUp(t.Context(), h.as("drafter"), h.strategy, id, NewText{Reason: " "})
	h.want(err, problem.Invalid, "taken up without a word")
	_, err = h.desk.TakeUp(t.Context(), h.as("drafter"), h.strategy, id, NewText{Reason: "Better."})
	h.must(err)
	if want := "First this. " + strings.Replace(words, "once", "twice", 1); h.plain() != want {
		t.Errorf("the text is %q, want %q", h.plain(), want)
	}
	c, _ := h.sees("io", id)
	if c.AppliedAt == nil || c.Answer == nil || c.Answer.Answered != Adopted || !c.Private || c.State() != "resolved" {
		t.Errorf("taken up it is %+v", c)
	}
	var credited string
	h.must(h.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select p.email from section_step s join membership m on m.id = s.credit_id join person p on p.id = m.person_id`, nil, &credited)
	}))
	if credited != "clerk@here.example" {
		t.Errorf("the step credits %q", credited)
	}
	_, err = h.desk.TakeUp(t.Context(), h.as("io"), h.strategy, id, NewText{Reason: "Again."})
	h.want(err, problem.Conflict, "taken up twice")
}

func TestTakeUpInOtherWords(t *testing.T) {
	h := newHall(t)
	id, out := h.suggest("clerk", "goes abroad once", "must go"), h.suggest("clerk", " at night", "")
	text := "may go abroad"
	_, err := h.desk.TakeUp(t.Context(), h.as("io"), h.strategy, id, NewText{Text: &text, Reason: "Softer.", Publish: true})
	h.must(err)
	if c, _ := h.sees("clerk", id); c.Answer == nil || c.Answer.Answered != Adapted {
		t.Errorf("adapted and published it is %+v", c.Answer)
	}
	_, err = h.desk.TakeUp(t.Context(), h.as("io"), h.strategy, out, NewText{Reason: "Yes."})
	h.must(err)
	if !strings.HasPrefix(h.plain(), "Every student may go abroad.") || strings.Contains(h.plain(), "night") {
		t.Errorf("the text is %q", h.plain())
	}
}

// Words that were changed meanwhile are not overwritten.
func TestTakeUpOfChangedWords(t *testing.T) {
	h := newHall(t)
	id := h.suggest("clerk", "Staff learn languages", "Staff learn French")
	h.write(strings.Replace(words, "Staff learn languages. ", "", 1))
	_, err := h.desk.TakeUp(t.Context(), h.as("io"), h.strategy, id, NewText{Reason: "Yes."})
	h.want(err, problem.Conflict, "words that are gone")
}

// Two drafters at once: one takes it up.
func TestTakeUpAtOnce(t *testing.T) {
	h := newHall(t)
	id := h.suggest("clerk", "once", "twice")
	var wg sync.WaitGroup
	results := make([]error, 4)
	for n, who := range []string{"io", "drafter", "io", "drafter"} {
		wg.Go(func() { _, results[n] = h.desk.TakeUp(t.Context(), h.as(who), h.strategy, id, NewText{Reason: who}) })
	}
	wg.Wait()
	taken := 0
	for _, err := range results {
		if err == nil {
			taken++
		} else {
			h.want(err, problem.Conflict, "the slower one")
		}
	}
	if want := strings.Replace(words, "once", "twice", 1); taken != 1 || h.plain() != want {
		t.Errorf("%d have taken it up, and the text is %q", taken, h.plain())
	}
	var answers int
	h.must(h.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select count(*) from disposition`, nil, &answers)
	}))
	if answers != 1 {
		t.Errorf("there are %d answers", answers)
	}
}

// Several suggestions are taken up one after the other; what an earlier one has changed is left.
func TestTakeUpSeveral(t *testing.T) {
	h := newHall(t)
	h.write("We host few guests and send few students.")
	one, other, third := h.suggest("finance", "few guests", "many guests"), h.suggest("clerk", "few guests", "no guests"), h.suggest("clerk", "few students", "many students")
	_, _, err := h.desk.TakeUpSeveral(t.Context(), h.as("drafter"), h.strategy, nil, NewText{Reason: "Yes."})
	h.want(err, problem.Invalid, "none of them")
	_, _, err = h.desk.TakeUpSeveral(t.Context(), h.as("finance"), h.strategy, []uuid.UUID{one}, NewText{Reason: "Yes."})
	h.want(err, problem.Refused, "who does not write")
	_, _, err = h.desk.TakeUpSeveral(t.Context(), h.as("drafter"), h.strategy, []uuid.UUID{one}, NewText{})
	h.want(err, problem.Invalid, "without a reason")
	_, left, err := h.desk.TakeUpSeveral(t.Context(), h.as("drafter"), h.strategy, []uuid.UUID{one, other, third}, NewText{Reason: "Yes.", Publish: true})
	h.must(err)
	if text := h.plain(); len(left) != 1 || left[0].ID != other || text != "We host many guests and send many students." {
		t.Errorf("left %v, text %q", left, text)
	}
}
