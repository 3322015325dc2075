package thread

import (
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const columns = `select c.id, coalesce(c.reply_to, '00000000-0000-0000-0000-000000000000') as reply_to, c.author_id as author, m.person_id as person,
		p.name, coalesce(o.name, '') as office, c.text, c.created_at, c.edited_at, c.withdrawn_at, c.resolved_at, coalesce(rp.name, '') as resolved_by,
		array(select coalesce(mo.name, mp.name) from mention n
			left join office mo on mo.institution_id = n.institution_id and mo.id = n.office_id
			left join membership mm on mm.institution_id = n.institution_id and mm.id = n.membership_id
			left join person mp on mp.id = mm.person_id
			where n.institution_id = c.institution_id and n.comment_id = c.id order by 1) as mentioned
	from comment c
	join membership m on m.institution_id = c.institution_id and m.id = c.author_id
	join person p on p.id = m.person_id
	left join office o on o.institution_id = m.institution_id and o.id = m.office_id
	left join membership rm on rm.institution_id = c.institution_id and rm.id = c.resolved_by
	left join person rp on rp.id = rm.person_id
	where c.institution_id = ` + postgres.ThisInstitution

// QueueComment queues the reading of one comment of a kind of subject, and of what it is about. It takes no lock: who
// changes a comment holds its subject.
func QueueComment(b *postgres.Batch, subject Subject, id uuid.UUID, into *Comment, found *bool) {
	postgres.Find(b, into, found, columns+` and c.subject = $1 and c.subject_id = $2 and c.id = $3`, subject.Kind, subject.ID, id)
}

// QueueSubject queues the question what a comment is about.
func QueueSubject(b *postgres.Batch, kind Kind, id uuid.UUID, into *uuid.UUID) {
	b.Queue(`select subject_id from comment where institution_id = `+postgres.ThisInstitution+` and subject = $1 and id = $2`, kind, id).
		Query(postgres.First(into, new(bool), pgx.RowTo[uuid.UUID]))
}

// QueueThreads queues the reading of all threads about a subject, the oldest first.
func QueueThreads(b *postgres.Batch, subject Subject, into *[]Thread) {
	b.Queue(columns+` and c.subject = $1 and c.subject_id = $2 order by c.created_at, c.id`, subject.Kind, subject.ID).
		Query(func(rows pgx.Rows) error {
			list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Comment])
			*into = threads(list)
			return err
		})
}

// QueueSomeThreads queues the reading of some threads about a subject, by the ids of their first comments.
func QueueSomeThreads(b *postgres.Batch, subject Subject, firsts []uuid.UUID, into *[]Thread) {
	b.Queue(columns+` and c.subject = $1 and c.subject_id = $2 and coalesce(c.reply_to, c.id) = any($3) order by c.created_at, c.id`, subject.Kind, subject.ID, firsts).
		Query(func(rows pgx.Rows) error {
			list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Comment])
			*into = threads(list)
			return err
		})
}

// threads puts comments together. A withdrawn comment goes; only a first one of which replies are left keeps its place,
// without its text.
func threads(list []Comment) []Thread {
	var all []Thread
	at := map[uuid.UUID]int{}
	for _, c := range list {
		if c.ReplyTo == uuid.Nil {
			if c.Withdrawn() {
				c.Text, c.Mentioned = "", nil
			}
			at[c.ID] = len(all)
			all = append(all, Thread{Comment: c})
		}
	}
	for _, c := range list {
		if n, known := at[c.ReplyTo]; known && !c.Withdrawn() {
			all[n].Replies = append(all[n].Replies, c)
		}
	}
	kept := all[:0]
	for _, t := range all {
		if !t.Withdrawn() || len(t.Replies) > 0 {
			kept = append(kept, t)
		}
	}
	return kept
}

// Written is a comment as its author may take it along.
type Written struct {
	Kind        Kind
	Subject     uuid.UUID
	Text        string
	CreatedAt   time.Time
	EditedAt    *time.Time
	WithdrawnAt *time.Time
}

// QueueWritten queues the reading of all comments that a person has written in the institution, oldest first. It is for
// the download of one's own data: the caller vouches that the person asks.
func QueueWritten(b *postgres.Batch, person uuid.UUID, into *[]Written) {
	postgres.Collect(b, into, `select subject as kind, subject_id as subject, text, created_at, edited_at, withdrawn_at from comment
		where institution_id = `+postgres.ThisInstitution+` and author_id in (select id from membership where institution_id = `+postgres.ThisInstitution+` and person_id = $1)
		order by created_at, id`, person)
}
