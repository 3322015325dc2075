package consultation

import (
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/account"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// letters counts the letters of a kind to somebody.
func (h *hall) letters(who, kind string) (n int) {
	h.Helper()
	h.must(h.db.TenantBySlug(h.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select count(*) from mail where person_id = $1 and kind = $2`, []any{h.people[who].Person, kind}, &n)
	}))
	return n
}

// day does the jobs of the letters of a day, on several servers at once.
func (h *hall) day() {
	h.Helper()
	var list []notice.Day
	h.must(h.db.TenantBySlug(h.Context(), "here", func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		postgres.Collect(b, &list, `select distinct institution_id as institution, membership_id as membership from notice`)
		return tx.Send(b)
	}))
	var servers sync.WaitGroup
	for range 3 {
		servers.Go(func() {
			for _, one := range list {
				if err := h.desk.Notice.Digest(h.Context(), one); err != nil {
					h.Error(err)
				}
			}
		})
	}
	servers.Wait()
}

// What somebody wants once a day goes into one letter, what they want at once goes at once, and what they do not want not
// at all; what they have seen meanwhile is left out.
func TestLetters(t *testing.T) {
	h := newHall(t)
	places := []account.Place{{Slug: "here", Name: "Here"}}
	h.say("finance", "", "One")
	h.say("clerk", "", "Two")
	if n := h.told("drafter")[notice.Said]; n != 1 {
		t.Errorf("a drafter was told %d times on a day", n)
	}
	if h.letters("drafter", "said")+h.letters("drafter", "digest") != 0 {
		t.Error("a letter went at once")
	}
	h.day()
	h.day()
	if n := h.letters("drafter", "digest"); n != 1 {
		t.Errorf("%d letters of the day", n)
	}
	h.clock = h.clock.Add(24 * time.Hour)
	h.say("finance", "", "Three")
	h.must(h.desk.Notice.SeeAll(t.Context(), h.people["drafter"].Person, places))
	h.day()
	if n := h.letters("drafter", "digest"); n != 1 {
		t.Errorf("%d letters of the day, one of what was seen", n)
	}

	answer := func(who string) {
		id := h.say(who, "", "Heard?")
		_, err := h.desk.Dispose(t.Context(), h.as("io"), h.strategy, id, NewAnswer{Answered: "declined", Reason: "No.", Publish: true})
		h.must(err)
	}
	for _, one := range []struct {
		mail         notice.Mail
		now, digests int
	}{{notice.Now, 1, 0}, {notice.Daily, 1, 1}, {notice.Never, 1, 1}} {
		h.must(h.desk.Notice.Choose(t.Context(), h.people["finance"].Person, places, map[notice.Kind]notice.Mail{notice.Answer: one.mail}))
		answer("finance")
		h.day()
		if now, digests := h.letters("finance", "answer"), h.letters("finance", "digest"); now != one.now || digests != one.digests {
			t.Errorf("with %s: %d letters at once, %d of a day, want %d and %d", one.mail, now, digests, one.now, one.digests)
		}
	}
	if n := h.told("finance")[notice.Answer]; n != 3 {
		t.Errorf("told on the page of %d answers", n)
	}
	h.want(h.desk.Notice.Choose(t.Context(), h.people["finance"].Person, places, map[notice.Kind]notice.Mail{notice.Answer: "often"}), problem.Invalid, "a choice that there is not")
}

// The token of a mail stops its kind, for its person, and nothing else; a made-up one does nothing.
func TestUnsubscribe(t *testing.T) {
	h := newHall(t)
	places := []account.Place{{Slug: "here", Name: "Here"}}
	var here uuid.UUID
	h.must(h.db.TenantBySlug(t.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select id from institution where slug = 'here'`, nil, &here)
	}))
	desk := h.desk.Notice
	token := func(who, kind string) string {
		path := desk.UnsubscribePath(here, h.people[who].Person, kind)
		return path[strings.LastIndex(path, "/")+1:]
	}
	if path := desk.UnsubscribePath(here, h.people["head"].Person, "password"); path != "" {
		t.Error("a mail with a new password can be refused at", path)
	}
	for _, wrong := range []string{"", "x", token("head", "answer")[1:]} {
		h.want(desk.Unsubscribe(t.Context(), wrong), problem.NotFound, "the token "+wrong)
	}
	for range 2 {
		h.must(desk.Unsubscribe(t.Context(), token("head", "answer")))
	}
	h.must(desk.Choose(t.Context(), h.people["head"].Person, places, map[notice.Kind]notice.Mail{notice.Reply: notice.Daily, notice.Said: notice.Now}))
	h.must(desk.Unsubscribe(t.Context(), token("head", "digest")))
	got, err := desk.Choices(t.Context(), h.people["head"].Person, places)
	h.must(err)
	for kind, want := range map[notice.Kind]notice.Mail{notice.Answer: notice.Never, notice.Reply: notice.Never, notice.Window: notice.Never, notice.Said: notice.Now, notice.Nudge: notice.Now} {
		if got[kind] != want {
			t.Errorf("%s goes %s, want %s", kind, got[kind], want)
		}
	}
	if got, err = desk.Choices(t.Context(), h.people["clerk"].Person, places); err != nil || got[notice.Answer] != notice.Now {
		t.Errorf("somebody else's answers go %s: %v", got[notice.Answer], err)
	}
}
