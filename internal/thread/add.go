package thread

import (
	"bytes"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/mail"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// Draft is a comment on its way: a stage queues what it needs together with its own reading, and adds it after its own
// judgement.
type Draft struct {
	ID       uuid.UUID
	Wordless bool // may be without a text: what it says stands elsewhere
	Unlogged bool // leaves no line in the log: the stage writes its own, or nobody is to know

	subject Subject
	in      New
	replyTo uuid.UUID
	people  People
	root    struct{ Root uuid.UUID }
	found   bool
	before  struct{ Digest []byte }
	exists  bool
}

// NewDraft reads a form; an id that is none is Invalid.
func NewDraft(subject Subject, in New) (*Draft, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return nil, err
	}
	d := &Draft{ID: id, subject: subject, in: in}
	if in.ReplyTo != "" {
		if d.replyTo, err = uuid.Parse(in.ReplyTo); err != nil {
			return nil, problem.Absent()
		}
	}
	return d, nil
}

// Queue queues the reading of what Add needs. The subject must be held already, or be held by the same batch before it.
func (d *Draft) Queue(b *postgres.Batch) {
	postgres.Find(b, &d.before, &d.exists, `select digest from comment where institution_id = `+postgres.ThisInstitution+` and id = $1`, d.ID)
	if d.replyTo != uuid.Nil {
		postgres.Find(b, &d.root, &d.found, `select coalesce(reply_to, id) as root from comment where institution_id = `+postgres.ThisInstitution+`
			and subject = $1 and subject_id = $2 and id = $3`, d.subject.Kind, d.subject.ID, d.replyTo)
	}
	if len(called(d.in.Mentions)) > 0 {
		QueuePeople(b, &d.people)
	}
}

// Add writes the comment and the letters of those whom it calls in: each person gets one. A reply opens its thread
// again. The same request twice adds one comment; again tells that it was there. The same id with another comment is
// Invalid, a reply to what is not there NotFound, and more letters than an hour takes TooMany.
func (t Desk) Add(tx *postgres.Tx, seat access.Seat, d *Draft, at Place) (again bool, err error) {
	text, mentions := typed.Clean(d.in.Text), called(d.in.Mentions)
	if err := checkText(text); err != nil && !(d.Wordless && text == "") {
		return false, err
	}
	if d.replyTo != uuid.Nil && !d.found {
		return false, problem.Absent()
	}
	sum := once.Digest(seat.Person, string(d.subject.Kind), d.subject.ID.String(), d.root.Root.String(), text, strings.Join(mentions, " "))
	if d.exists {
		if !bytes.Equal(d.before.Digest, sum) {
			return true, once.Reused()
		}
		return true, nil
	}
	persons, offices, err := d.people.For(seat.Actor).chosen(mentions)
	if err != nil {
		return false, err
	}
	tx.Last(`insert into comment (institution_id, id, subject, subject_id, reply_to, author_id, text, digest) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		seat.Institution, d.ID, d.subject.Kind, d.subject.ID, postgres.Optional(d.root.Root), seat.Membership, text, sum)
	if d.root.Root != uuid.Nil {
		tx.Last(`update comment set resolved_at = null, resolved_by = null where institution_id = $1 and id = $2 and resolved_at is not null`, seat.Institution, d.root.Root)
	}
	const insert = `insert into mention (institution_id, comment_id, id, membership_id, office_id) values ($1, $2, $3, $4, $5)`
	for _, one := range persons {
		tx.Last(insert, seat.Institution, d.ID, once.Fresh(), one.Membership, nil)
	}
	for _, o := range offices {
		tx.Last(insert, seat.Institution, d.ID, once.Fresh(), nil, o.ID)
	}
	letters, err := ration(tx, seat, d, d.people.letters(seat.Actor, persons, offices))
	if err != nil {
		return false, err
	}
	for _, one := range letters {
		if _, err := t.Post.Queue(tx, seat.Institution, letter(one, d.ID, at)); err != nil {
			return false, err
		}
	}
	if !d.Unlogged {
		note(tx, seat, "comment added", d.ID)
	}
	return false, nil
}

// letter is what somebody gets who was called in. It names neither the writer nor a word of what was written, so that
// both can be taken back.
func letter(to Person, comment uuid.UUID, at Place) mail.Message {
	return mail.Message{Kind: "mention", Person: to.Person, Address: to.Email, Name: to.Name,
		Subject: "You are mentioned in a comment",
		Text:    "Somebody has mentioned you, or your office, in a comment in “" + at.Title + "” and would like you to read it.",
		Button:  "Read the comment", Path: at.Path + "#" + Anchor(comment)}
}

// Anchor is the id of a comment's element on its page.
func Anchor(comment uuid.UUID) string { return "comment-" + comment.String() }

func note(tx *postgres.Tx, seat access.Seat, kind string, comment uuid.UUID) {
	activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfComment, ID: comment})
}
