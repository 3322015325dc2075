package thread

import (
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// MaxLetters is how many letters one person's comments send in an hour.
const MaxLetters = 60

// sent is a letter of the last hour: who got it, and whether it was for the thread, and by the person, in question.
type sent struct {
	Person     uuid.UUID
	Here, Mine bool
}

// ration reads the letters of the last hour and judges those that a comment would send. Comments of one person that
// call somebody in are added one after the other, so that the count is true.
func ration(tx *postgres.Tx, seat access.Seat, d *Draft, to []Person) ([]Person, error) {
	if len(to) == 0 {
		return nil, nil
	}
	thread := d.root.Root
	if thread == uuid.Nil {
		thread = d.ID
	}
	var hour []sent
	b := &postgres.Batch{}
	b.Queue(`select pg_advisory_xact_lock(hashtextextended('mention' || $1::text || $2::text, 0))`, seat.Institution, seat.Person)
	postgres.Collect(b, &hour, `select l.person_id as person, coalesce(c.reply_to, c.id) = $2 as here, m.person_id = $3 as mine
		from mail l join comment c on c.institution_id = l.institution_id and c.id::text = split_part(l.path, '#comment-', 2)
		join membership m on m.institution_id = c.institution_id and m.id = c.author_id
		where l.institution_id = $1 and l.kind = 'mention' and l.person_id is not null and l.created_at > now() - interval '1 hour'`, seat.Institution, thread, seat.Person)
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	return within(hour, to)
}

// within is the rule: of one thread nobody gets a second letter within the hour, and one person's comments send 60 at
// most. It is pure.
func within(hour []sent, to []Person) ([]Person, error) {
	mine, had := 0, map[uuid.UUID]bool{}
	for _, s := range hour {
		if s.Mine {
			mine++
		}
		if s.Here {
			had[s.Person] = true
		}
	}
	to = slices.DeleteFunc(slices.Clone(to), func(one Person) bool { return had[one.Person] })
	if len(to) > 0 && mine+len(to) > MaxLetters {
		return nil, &problem.Problem{Kind: problem.TooMany, Field: "mention", RetryAfter: time.Hour,
			Text: "Your comments may call in 60 people an hour, and an office is everybody in it. Your text is kept: please call in fewer, or later."}
	}
	return to, nil
}
