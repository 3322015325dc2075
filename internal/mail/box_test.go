package mail

import (
	"testing"

	"meridian/internal/seal"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func TestLetters(t *testing.T) {
	h := newHouse(t)
	box := &Box{DB: h.db.DB, Key: h.key}
	other := uuid.New()
	h.sql(`insert into person (id, email, name) values ($1, 'q@uni.example', 'Quin')`, other)
	mine, theirs, open, plainText := message("p@uni.example"), message("q@uni.example"), message("q@uni.example"), message("q@uni.example")
	mine.Person, theirs.Person, open.Person, plainText.Person = h.person, other, other, other
	open.Path, open.Secret, open.Subject = "/uni/swot", false, "Open"
	plainText.Path, plainText.Secret, plainText.Text, plainText.Button, plainText.Subject = "", false, "One\ntwo\n\n\nthree", "", "Plain"
	for _, m := range []Message{mine, theirs, open, plainText} {
		h.queue(m)
	}
	type seen struct {
		To, Subject, Link string
		State             LinkState
		Mine              bool
	}
	look := func(b *Box, person uuid.UUID, all bool) (list []seen) {
		t.Helper()
		letters, err := b.Letters(t.Context(), h.institution, person, all)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range letters {
			list = append(list, seen{l.Address, l.Subject, l.Link, l.LinkState, l.Mine})
		}
		return list
	}
	secretPath := "/invitations/" + secret
	hers := seen{"p@uni.example", "Your invitation", secretPath, LinkShown, true}
	for name, c := range map[string]struct{ got, want []seen }{
		"one's own": {look(box, h.person, false), []seen{hers}},
		"all": {look(box, h.person, true), []seen{{"q@uni.example", "Plain", "", NoLink, false}, {"q@uni.example", "Open", "/uni/swot", LinkShown, false},
			{"q@uni.example", "Your invitation", "", LinkOthers, false}, hers}},
		"of somebody else":    {look(box, uuid.New(), false), nil},
		"with another key":    {look(&Box{DB: h.db.DB, Key: seal.Random()}, h.person, false), []seen{{"p@uni.example", "Your invitation", "", LinkSealed, true}}},
		"the other one's own": {look(box, other, false)[2:], []seen{{"q@uni.example", "Your invitation", secretPath, LinkShown, true}}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	h.sql(`update mail set kind = $1 where person_id = $2`, Private, other)
	if got := look(box, h.person, true); len(got) != 1 || !got[0].Mine {
		t.Errorf("who looks at all sees private messages to others: %+v", got)
	}
	if got := look(box, other, false); len(got) != 3 {
		t.Errorf("the addressee of private messages sees %+v", got)
	}
	h.sql(`update mail set sent_at = now(), sealed = null`)
	if got := look(box, h.person, false); len(got) != 1 || got[0].State != LinkSent || got[0].Link != "" {
		t.Errorf("after it was sent: %+v", got)
	}
	if got, err := box.Letters(t.Context(), uuid.New(), h.person, true); err != nil || len(got) != 0 {
		t.Errorf("of another institution: %+v, %v", got, err)
	}
}

func TestPieces(t *testing.T) {
	for text, want := range map[string][][]Piece{
		"":                          nil,
		"One\ntwo\n\n\n\nthree":     {{{Text: "One\ntwo"}}, {{Text: "three"}}},
		"{link}":                    {{{Link: true}}},
		"Go to {link}, please":      {{{Text: "Go to "}, {Link: true}, {Text: ", please"}}},
		"First\n\n{link}\n\n{link}": {{{Text: "First"}}, {{Link: true}}, {{Link: true}}},
	} {
		if diff := cmp.Diff(want, pieces(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
