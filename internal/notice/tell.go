package notice

import (
	"slices"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/once"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// receiver is a membership that is told something, with the address of its person.
type receiver struct {
	Membership, Person uuid.UUID
	Name, Email        string
}

// told is what a membership was told before.
type told struct {
	Membership uuid.UUID
	Kind       Kind
	Cause      uuid.UUID
}

// Tell writes notices in the transaction, and the letters that go with them: each person gets one, however much there is to
// tell. Nobody is told of their own doings.
func (d *Desk) Tell(tx *postgres.Tx, seat access.Seat, news ...News) error {
	var all []uuid.UUID
	for _, n := range news {
		all = append(all, n.To...)
	}
	if len(all) == 0 {
		return nil
	}
	var list []receiver
	b := &postgres.Batch{}
	postgres.Collect(b, &list, `select m.id as membership, m.person_id as person, p.name, coalesce(p.email, '') as email
		from membership m join person p on p.id = m.person_id and p.disabled_at is null
		where m.institution_id = $1 and m.id = any($2) and m.person_id <> $3 and `+account.CurrentMembership, seat.Institution, all, seat.Person)
	var before []told
	causes := make([]uuid.UUID, len(news))
	for i, n := range news {
		causes[i] = n.Cause
	}
	postgres.Collect(b, &before, `select membership_id as membership, kind, cause from notice where institution_id = $1 and membership_id = any($2) and cause = any($3)`, seat.Institution, all, causes)
	if err := tx.Send(b); err != nil {
		return err
	}
	known := make(map[uuid.UUID]receiver, len(list))
	for _, r := range list {
		known[r.Membership] = r
	}
	letters := map[uuid.UUID][]News{}
	var order []receiver
	for _, n := range news {
		for _, to := range n.To {
			r, ok := known[to]
			if !ok || slices.Contains(before, told{to, n.Kind, n.Cause}) {
				continue
			}
			tx.Last(`insert into notice (institution_id, id, membership_id, kind, subject_id, cause, title, path) values ($1, $2, $3, $4, $5, $6, $7, $8)
				on conflict (institution_id, membership_id, kind, cause) do nothing`,
				seat.Institution, once.Fresh(), to, n.Kind, n.Subject, n.Cause, n.Title, n.Path)
			if letters[r.Person] == nil {
				order = append(order, r)
			}
			letters[r.Person] = append(letters[r.Person], n)
		}
	}
	for _, r := range order {
		if r.Email == "" {
			continue
		}
		if _, err := d.Post.Queue(tx, seat.Institution, letter(r, letters[r.Person])); err != nil {
			return err
		}
	}
	return nil
}

// letter names nobody and no word of what was written: a letter outlives what its reader may see.
func letter(to receiver, news []News) mail.Message {
	m := mail.Message{Kind: string(news[0].Kind), Person: to.Person, Address: to.Email, Name: to.Name,
		Subject: news[0].Kind.Sentence(), Text: news[0].Kind.Sentence() + ", in “" + news[0].Title + "”.", Button: "Read it", Path: news[0].Path}
	if len(news) > 1 {
		m.Text = strconv.Itoa(len(news)) + " notices wait for you, in “" + news[0].Title + "”. The first of them: " + news[0].Kind.Sentence() + "."
		m.Button, m.Path = "Read them", link.Notifications()
	}
	return m
}
