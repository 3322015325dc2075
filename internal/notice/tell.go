package notice

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/jobs"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/once"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
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

// choice is when somebody wants letters of a kind.
type choice struct {
	Membership uuid.UUID
	Kind       Kind
	Mail       Mail
}

// Tell writes notices in the transaction, and the letters that go with them at once: each person gets one, however much
// there is to tell; what they want once a day waits for Digest. Nobody is told of their own doings.
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
	var chosen []choice
	postgres.Collect(b, &chosen, `select membership_id as membership, kind, mail from notice_choice where institution_id = $1 and membership_id = any($2)`, seat.Institution, all)
	var zone string
	b.Queue(`select time_zone from institution where id = $1`, seat.Institution).QueryRow(func(row pgx.Row) error { return row.Scan(&zone) })
	if err := tx.Send(b); err != nil {
		return err
	}
	wants := make(map[choice]Mail, len(chosen))
	for _, c := range chosen {
		wants[choice{c.Membership, c.Kind, ""}] = c.Mail
	}
	waiting := map[uuid.UUID]bool{}
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
			mail := cmp.Or(wants[choice{to, n.Kind, ""}], n.Kind.Usual())
			tx.Last(`insert into notice (institution_id, id, membership_id, kind, subject_id, cause, title, path, mail) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
				on conflict (institution_id, membership_id, kind, cause) do nothing`,
				seat.Institution, once.Fresh(), to, n.Kind, n.Subject, n.Cause, n.Title, n.Path, mail)
			if mail == Daily && !waiting[to] {
				waiting[to] = true
				if err := jobs.InsertAt(tx, Day{Institution: seat.Institution, Membership: to}, morning(d.now(), zone)); err != nil {
					return err
				}
			}
			if mail != Now {
				continue
			}
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

// ofDay is the letter of a day: what happened, by what it happened in.
func ofDay(to receiver, list []News) mail.Message {
	var text strings.Builder
	var titles []string
	for _, n := range list {
		if !slices.Contains(titles, n.Title) {
			titles = append(titles, n.Title)
		}
	}
	for _, title := range titles {
		text.WriteString("“" + title + "”:\n")
		for _, n := range list {
			if n.Title == title {
				text.WriteString("– " + n.Kind.Sentence() + "\n")
			}
		}
	}
	return mail.Message{Kind: "digest", Person: to.Person, Address: to.Email, Name: to.Name, Subject: "What happened in Meridian since yesterday", Text: strings.TrimSpace(text.String()),
		Button: "Read it", Path: link.Notifications()}
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
