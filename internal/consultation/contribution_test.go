package consultation

import (
	"strings"
	"testing"

	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/thread"

	"github.com/google/uuid"
)

// What is said stands at its words, through every change of the text.
func TestSaid(t *testing.T) {
	h := newHall(t)
	id := h.say("clerk", "Staff learn  languages", "Which ones?")
	c, ok := h.sees("adviser", id)
	if !ok || c.State() != "anchored" || c.Exact != "Staff learn languages" || c.Thread.Text != "Which ones?" || c.OfficeSlug != "library" || c.Kind != Comment {
		t.Fatalf("the adviser sees %+v", c)
	}
	h.write("A new beginning. " + strings.ReplaceAll(words, "learn", "learn two"))
	if c, _ = h.sees("io", id); c.State() != "check" || c.Words != "Staff learn two languages" || c.Exact != "Staff learn languages" {
		t.Errorf("after the words were changed it is %s on %q", c.State(), c.Words)
	}
	h.write("Nothing of it is left.")
	if c, _ = h.sees("io", id); c.State() != "detached" {
		t.Errorf("after they were taken out it is %s", c.State())
	}
	_, err := h.desk.Reply(t.Context(), h.as("io"), h.strategy, id, thread.New{Text: "French."})
	h.must(err)
	if c, _ = h.sees("clerk", id); len(c.Thread.Replies) != 1 {
		t.Errorf("the thread has %d replies", len(c.Thread.Replies))
	}
	if n := h.told("clerk")[notice.Reply]; n != 1 {
		t.Errorf("who wrote it was told of %d replies", n)
	}
	_, err = h.desk.Resolve(t.Context(), h.as("clerk"), h.strategy, id)
	h.must(err)
	if c, _ = h.sees("io", id); c.State() != "resolved" {
		t.Errorf("a resolved one is %s", c.State())
	}
	_, err = h.desk.Withdraw(t.Context(), h.as("head"), h.strategy, id)
	h.want(err, problem.Refused, "somebody else's comment withdrawn")
	_, err = h.desk.Withdraw(t.Context(), h.as("clerk"), h.strategy, id)
	h.must(err)
	if c, ok = h.sees("io", id); !ok || !c.Withdrawn() || c.Thread.Text != "" {
		t.Errorf("withdrawn it is %+v, %v", c, ok)
	}
}

func TestSayRefused(t *testing.T) {
	h := newHall(t)
	text := "other words"
	for _, one := range []struct {
		name, who string
		in        Saying
		kind      problem.Kind
		field     string
	}{
		{"words that are not there", "clerk", Saying{Section: h.section.String(), Exact: "These never stood", Text: "Hm"}, problem.Invalid, "exact"},
		{"nothing written", "clerk", Saying{Section: h.section.String(), Text: "  "}, problem.Invalid, "text"},
		{"too long", "clerk", Saying{Text: strings.Repeat("a", 10_001)}, problem.Invalid, "text"},
		{"a suggestion for no words", "clerk", Saying{Section: h.section.String(), Replacement: &text}, problem.Invalid, "exact"},
		{"another section", "clerk", Saying{Section: uuid.NewString(), Text: "Hm"}, problem.NotFound, ""},
		{"a version that is no number", "clerk", Saying{Section: h.section.String(), Version: "x", Text: "Hm"}, problem.Invalid, "version"},
		{"kept in no office", "sm", Saying{Text: "Hm", Held: true}, problem.Invalid, "held"},
		{"another institution", "io abroad", Saying{Text: "Hm"}, problem.NotFound, ""},
	} {
		_, err := h.desk.Say(t.Context(), h.as(one.who), h.strategy, one.in)
		if h.want(err, one.kind, one.name); problem.Of(err).Field != one.field {
			t.Errorf("%s: the field is %q", one.name, problem.Of(err).Field)
		}
	}
}

func TestSayOnce(t *testing.T) {
	h := newHall(t)
	in := Saying{ID: uuid.NewString(), Section: h.section.String(), Exact: "library", Text: "Ours?"}
	first, err := h.desk.Say(t.Context(), h.as("clerk"), h.strategy, in)
	h.must(err)
	again, err := h.desk.Say(t.Context(), h.as("clerk"), h.strategy, in)
	if h.must(err); again.ID != first.ID {
		t.Errorf("twice it is %v and %v", first.ID, again.ID)
	}
	in.Text = "Theirs?"
	_, err = h.desk.Say(t.Context(), h.as("clerk"), h.strategy, in)
	h.want(err, problem.Invalid, "the same id with other words")
	v, err := h.desk.Look(t.Context(), h.as("io"), h.strategy)
	if h.must(err); len(v.Contributions) != 1 {
		t.Errorf("%d were added", len(v.Contributions))
	}
}

// What is kept in an office is nobody else's to see, answer or count until it is sent on.
func TestKeptInTheOffice(t *testing.T) {
	h := newHall(t)
	done, err := h.desk.Say(t.Context(), h.as("clerk"), h.strategy, Saying{Section: h.section.String(), Exact: "at night", Text: "Who pays?", Held: true, Mentions: []string{""}})
	h.must(err)
	_, err = h.desk.Say(t.Context(), h.as("clerk"), h.strategy, Saying{Text: "You there", Held: true, Mentions: []string{"finance"}})
	h.want(err, problem.Invalid, "somebody called in to what they cannot see")
	id := done.ID
	for _, who := range []string{"io", "sm", "drafter", "finance", "adviser"} {
		if _, ok := h.sees(who, id); ok {
			t.Errorf("%s sees what is kept in an office", who)
		}
		_, err := h.desk.Reply(t.Context(), h.as(who), h.strategy, id, thread.New{Text: "Hm"})
		h.want(err, problem.NotFound, who+" replies")
	}
	_, err = h.desk.Dispose(t.Context(), h.as("io"), h.strategy, id, NewAnswer{Answered: "adopted", Reason: "Yes"})
	h.want(err, problem.NotFound, "an answer to it")
	_, err = h.desk.Reply(t.Context(), h.as("head"), h.strategy, id, thread.New{Text: "We do."})
	h.must(err)
	_, err = h.desk.Edit(t.Context(), h.as("clerk"), h.strategy, id, "Who pays for it?")
	h.must(err)
	c, err := h.desk.Say(t.Context(), h.as("drafter"), h.strategy, Saying{Text: "Of a drafter", Held: true})
	h.must(err)
	_, err = h.desk.Dispose(t.Context(), h.as("drafter"), h.strategy, c.ID, NewAnswer{Answered: "adopted", Reason: "Yes"})
	h.want(err, problem.Conflict, "answered by a drafter of the office")
	_, err = h.desk.Send(t.Context(), h.as("clerk"), h.strategy, id)
	h.want(err, problem.Refused, "sent on by somebody who does not speak for the office")
	var logged int
	count := func() int {
		h.must(h.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
			return tx.Row(`select count(*) from activity where subject_id = $1 and kind like 'contribution%'`, []any{id}, &logged)
		}))
		return logged
	}
	shown := func() (n int) {
		log := activity.Log{DB: h.db.DB, Sit: account.SitToRead}
		v, err := log.Read(t.Context(), h.as("io"), activity.Filter{}, 100)
		h.must(err)
		for _, line := range v.Lines {
			if line.Subject == activity.OfComment {
				n++
			}
		}
		return n
	}
	if n := shown(); n != 0 {
		t.Errorf("%d lines of the log show what is kept", n)
	}
	if n := count(); n != 0 {
		t.Errorf("%d lines in the log tell of it", n)
	}
	_, err = h.desk.Send(t.Context(), h.as("head"), h.strategy, id)
	h.must(err)
	if c, ok := h.sees("finance", id); !ok || c.Held || len(c.Thread.Replies) != 1 {
		t.Errorf("sent on, others see %+v, %v", c, ok)
	}
	if n := count(); n != 1 {
		t.Errorf("sent on, %d lines in the log tell of it", n)
	}
	if shown() == 0 {
		t.Error("sent on, the log does not show what was done to it")
	}
}

// An answer is private until it is published, and its author is told then.
func TestAnswers(t *testing.T) {
	h := newHall(t)
	id, other := h.say("clerk", "library", "Ours?"), h.say("finance", "languages", "At what cost?")
	dispose := func(who string, in NewAnswer) error {
		_, err := h.desk.Dispose(t.Context(), h.as(who), h.strategy, id, in)
		return err
	}
	good := NewAnswer{Answered: "declined", Reason: "The main one."}
	h.want(dispose("clerk", good), problem.Refused, "an answer by a member office")
	h.want(dispose("sm", good), problem.Refused, "an answer by senior management")
	h.want(dispose("io", NewAnswer{Answered: "declined", Reason: " "}), problem.Invalid, "an answer without a reason")
	h.want(dispose("io", NewAnswer{Answered: "maybe", Reason: "R"}), problem.Invalid, "an unknown answer")
	h.must(dispose("drafter", good))
	if c, _ := h.sees("clerk", id); c.Answer != nil {
		t.Error("an answer is seen before it is published")
	}
	if c, _ := h.sees("io", id); c.Answer == nil || !c.Private {
		t.Error("those who dispose do not see what was prepared")
	}
	_, err := h.desk.Misread(t.Context(), h.as("clerk"), h.strategy, id, "I meant another")
	h.want(err, problem.Conflict, "a word on an answer that is not published")
	_, err = h.desk.Dispose(t.Context(), h.as("io"), h.strategy, other, NewAnswer{Answered: "deferred", Reason: "Next year."})
	h.must(err)
	_, n, err := h.desk.PublishAll(t.Context(), h.as("io"), h.strategy)
	if h.must(err); n != 2 {
		t.Errorf("%d answers were published", n)
	}
	_, n, err = h.desk.PublishAll(t.Context(), h.as("io"), h.strategy)
	if h.must(err); n != 0 {
		t.Errorf("once more, %d", n)
	}
	if c, _ := h.sees("finance", id); c.Answer == nil || c.Answer.Reason != "The main one." {
		t.Error("a published answer is not seen")
	}
	if h.told("clerk")[notice.Answer] != 1 || h.told("finance")[notice.Answer] != 1 || h.told("head")[notice.Answer] != 0 {
		t.Errorf("told: %v, %v, %v", h.told("clerk"), h.told("finance"), h.told("head"))
	}
	_, err = h.desk.Misread(t.Context(), h.as("finance"), h.strategy, id, "No")
	h.want(err, problem.Refused, "somebody else's word")
	_, err = h.desk.Misread(t.Context(), h.as("clerk"), h.strategy, id, "I meant another")
	h.must(err)
	_, err = h.desk.Misread(t.Context(), h.as("clerk"), h.strategy, id, "And another")
	h.want(err, problem.Conflict, "a second word")
	// A better answer stands once it is published.
	h.must(dispose("io", NewAnswer{Answered: "adopted", Reason: "Yours."}))
	if c, _ := h.sees("clerk", id); c.Answer.Answered != Declined {
		t.Error("the second answer is seen before it is published")
	}
	h.must(dispose("io", NewAnswer{Answered: "adopted", Reason: "Yours.", Publish: true}))
	if c, _ := h.sees("clerk", id); c.Answer.Answered != Adopted || c.Misread != "I meant another" {
		t.Error("the second answer is not seen")
	}
}
