package consultation

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/richtext"
	"meridian/internal/thread"
)

// counted is how many contributions were ever made, by the log.
func (h *hall) counted() (n int) {
	h.Helper()
	h.must(h.db.TenantBySlug(h.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select count(distinct subject_id) from activity where subject = 'contribution' and kind in ('contribution added', 'contribution sent')`, nil, &n)
	}))
	return n
}

// answers is how many contributions the answers to everyone count.
func (h *hall) answers() (n int) {
	h.Helper()
	v, err := h.desk.Look(h.Context(), h.as("io"), h.strategy)
	h.must(err)
	for _, c := range v.Contributions {
		if !c.Held {
			n++
		}
	}
	return n
}

// Offices say what they have to say while two drafters rewrite the text. At the end every contribution is there, has its
// answer, and its author was told.
func TestEverybodyAtOnce(t *testing.T) {
	h := newHall(t)
	const offices, each = 17, 2
	var members []account.DemoMember
	for n := range offices {
		members = append(members, account.DemoMember{Name: fmt.Sprint("office ", n), Email: fmt.Sprintf("office%d@here.example", n), Role: access.MemberOffice, Office: fmt.Sprint("office-", n)})
	}
	h.join("here", members)
	h.sql(`update membership m set standing = 'head' from person p where p.id = m.person_id and p.email like 'office%@here.example'`)
	var text strings.Builder
	for n := range offices * each {
		fmt.Fprintf(&text, "Sentence %d says it. ", n)
	}
	h.write(text.String())
	_, err := h.window(NewWindow{})
	h.must(err)

	done := make(chan struct{})
	var drafters, speakers sync.WaitGroup
	for _, who := range []string{"io", "drafter"} {
		drafters.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				_, err := h.desk.Strategy.Rewrite(t.Context(), h.as(who), h.strategy, h.section, "script", func(doc json.RawMessage) (json.RawMessage, error) {
					node, err := richtext.Parse(doc)
					if err != nil {
						return nil, err
					}
					words := node.PlainText()
					at := (n * 37) % len(words)
					for at > 0 && words[at-1] != ' ' {
						at--
					}
					after, err := richtext.FromMarkup(words[:at] + who + " " + words[at:])
					return after.JSON(), err
				})
				if err != nil && !problem.Is(err, problem.Overloaded) && !problem.Is(err, problem.TooMany) {
					t.Error(err)
					return
				}
			}
		})
	}
	made := make([]int, offices)
	for n := range offices {
		speakers.Go(func() {
			who := fmt.Sprint("office ", n)
			for i := range each {
				in := Saying{Section: h.section.String(), Exact: fmt.Sprintf("Sentence %d says", n*each+i), Text: "From " + who}
				if i%2 == 1 {
					instead := fmt.Sprintf("Sentence %d states", n*each+i)
					in.Replacement = &instead
				}
				done, err := h.desk.Say(t.Context(), h.as(who), h.strategy, in)
				if problem.Is(err, problem.Invalid) && problem.Of(err).Field == "exact" {
					continue // a drafter has just written into these very words
				}
				if err != nil {
					t.Error(err)
					return
				}
				made[n]++
				if i == 0 {
					if _, err := h.desk.Withdraw(t.Context(), h.as(who), h.strategy, done.ID); err != nil {
						t.Error(err)
					}
				}
			}
			stand := NewPosition{Office: fmt.Sprint("office-", n), Stand: "consent_with_remarks", Reason: "From " + who}
			if n%5 == 0 {
				stand.Stand = "objection"
			}
			if err := h.take(who, stand); err != nil {
				t.Error(err)
				return
			}
			made[n]++
		})
	}
	speakers.Wait()
	close(done)
	drafters.Wait()
	if t.Failed() {
		return
	}
	total := 0
	for _, n := range made {
		total += n
	}
	if a, b := h.answers(), h.counted(); a != total || b != total {
		t.Fatalf("%d contributions were made, the answers count %d and the log %d", total, a, b)
	}

	v, err := h.desk.Look(t.Context(), h.as("io"), h.strategy)
	h.must(err)
	taken := 0
	for n, c := range v.Contributions {
		if c.Kind == Suggestion && !c.Withdrawn() {
			_, err := h.desk.TakeUp(t.Context(), h.as([]string{"io", "drafter"}[n%2]), h.strategy, c.ID, NewText{Reason: "Yes."})
			if err == nil {
				taken++
				continue
			}
			h.want(err, problem.Conflict, "a suggestion whose words were changed")
		}
		_, err := h.desk.Dispose(t.Context(), h.as("drafter"), h.strategy, c.ID, NewAnswer{Answered: "deferred", Reason: "Later."})
		h.must(err)
	}
	if taken == 0 {
		t.Error("no suggestion could be taken up")
	}
	_, _, err = h.desk.PublishAll(t.Context(), h.as("io"), h.strategy)
	h.must(err)
	v, err = h.desk.Look(t.Context(), h.as("adviser"), h.strategy)
	h.must(err)
	for _, c := range v.Contributions {
		if c.Answer == nil {
			t.Errorf("%s of %s has no answer", c.Kind, c.Name)
		}
	}
	for n := range offices {
		if told := h.told(fmt.Sprint("office ", n))[notice.Answer]; told != made[n] {
			t.Errorf("office %d made %d contributions and was told of %d answers", n, made[n], told)
		}
	}
	// What is said afterwards counts, too.
	last := h.say("office 3", "", "One more")
	_, err = h.desk.Reply(t.Context(), h.as("io"), h.strategy, last, thread.New{Text: "Heard."})
	h.must(err)
	if a, b := h.answers(), h.counted(); a != total+1 || b != total+1 {
		t.Errorf("with one more the answers count %d and the log %d, of %d", a, b, total+1)
	}
}
