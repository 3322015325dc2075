// Package mail keeps and sends messages. A message is a row of its institution, queued in the transaction that
// gives rise to it, and sent afterwards by a job; without a mail server it stays to be read on the page of
// sent mail.
package mail

import (
	"meridian/internal/jobs"
	"meridian/internal/postgres"
	"meridian/internal/seal"

	"github.com/google/uuid"
)

// Message is what somebody is to be sent. Text is plain; an empty line parts paragraphs. Where Text has
// {link}, the link stands; without it, the link follows the text. HTML is made from the same.
type Message struct {
	Kind       string    // for those who sort or count: "invitation", "password", …
	Person     uuid.UUID // the addressee, who sees the message on the page of sent mail; zero: nobody does
	About      uuid.UUID // whom it names, where nobody has shown that the address is theirs; zero: the addressee
	Invitation uuid.UUID // the invitation that it carries; zero: none
	Address    string    // where it goes
	Name       string    // of the addressee
	SenderName string    // shown as the sender; the address is the installation's
	ReplyTo    string    // where answers go; empty: to the sender
	Subject    string
	Text       string
	Button     string // words on the link
	Path       string // of the link, as package link makes it; empty: no link
	Secret     bool   // the path holds a secret: it is stored encrypted, and only until a mail server has it
}

// Post queues messages.
type Post struct{ Key *seal.Key }

// Queue stores a message and enqueues its sending; both travel with the commit, so that hundreds of messages cost no
// round trips. The result is its id. What could not stand in
// the head of a message is Invalid, with the field email, reply_to or subject.
func (p *Post) Queue(tx *postgres.Tx, institution uuid.UUID, m Message) (uuid.UUID, error) {
	id := uuid.Must(uuid.NewV7())
	m, err := tidy(m)
	if err != nil {
		return id, err
	}
	path, sealed := m.Path, []byte(nil)
	if m.Secret {
		path, sealed = "", p.Key.Seal(m.Path, id.String())
	}
	tx.Last(`insert into mail (institution_id, id, person_id, about_id, invitation_id, kind, address, name, sender_name, reply_to, subject, body, button, path, sealed)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		institution, id, postgres.Optional(m.Person), postgres.Optional(m.About), postgres.Optional(m.Invitation), m.Kind, m.Address, m.Name, m.SenderName, m.ReplyTo, m.Subject, m.Text, m.Button, path, sealed)
	return id, jobs.Insert(tx, Sending{Institution: institution, ID: id})
}

// Sending is the job that sends one message. It holds ids alone.
type Sending struct {
	Institution uuid.UUID `json:"institution"`
	ID          uuid.UUID `json:"id"`
}

// Kind is the job's name in the queue.
func (Sending) Kind() string { return "mail" }
