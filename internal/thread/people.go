package thread

import (
	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Person is somebody who can be called in: a membership that counts today.
type Person struct {
	Membership, Person uuid.UUID
	Name, Email        string
	Role               access.Role
	Office             uuid.UUID // zero: none
	OfficeName         string
}

// People are those who can be called in to a subject, with the institution's offices.
type People struct {
	Persons []Person // by name
	Offices []institution.Office
}

// QueuePeople queues the reading of who can be called in: everybody who belongs to the institution today. Guests of a room
// are not among them: they have no address that anybody has shown to be theirs.
func QueuePeople(b *postgres.Batch, into *People) {
	postgres.Collect(b, &into.Persons, `select m.id as membership, m.person_id as person, p.name, coalesce(p.email, '') as email, m.role,
			coalesce(m.office_id, '00000000-0000-0000-0000-000000000000') as office, coalesce(o.name, '') as office_name
		from membership m join person p on p.id = m.person_id and p.disabled_at is null
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where m.institution_id = `+postgres.ThisInstitution+` and `+account.CurrentMembership+`
		order by p.name collate "und-x-icu", m.id`)
	institution.QueueOffices(b, &into.Offices)
}

// For is whom one of them may call in. A guest of a room calls in nobody: nobody has shown who a guest is, and every call
// is a letter in the institution's name.
func (p People) For(a access.Actor) People {
	if a.Guest != uuid.Nil {
		return People{}
	}
	return People{Persons: p.Persons, Offices: institution.Current(p.Offices)}
}

// chosen is the people and offices that a comment calls in; anything else than one of p is Invalid.
func (p People) chosen(mentions []string) (persons []Person, offices []institution.Office, err error) {
	if len(mentions) > MaxMentions {
		return nil, nil, problem.At("mention", "One comment calls in 20 people and offices at most. Please choose fewer.")
	}
	byID, bySlug := map[string]Person{}, institution.OfficesBySlug(p.Offices)
	for _, one := range p.Persons {
		byID[one.Membership.String()] = one
	}
	for _, m := range mentions {
		if one, known := byID[m]; known {
			persons = append(persons, one)
		} else if o, known := bySlug[m]; known {
			offices = append(offices, o)
		} else {
			return nil, nil, problem.At("mention", "Please choose people and offices of this institution.")
		}
	}
	return persons, offices, nil
}

// letters is who gets a letter: each person once, and not the one who writes. An office is those who belong to it.
func (p People) letters(a access.Actor, persons []Person, offices []institution.Office) []Person {
	var to []Person
	seen := map[uuid.UUID]bool{a.Person: true}
	add := func(one Person) {
		if !seen[one.Person] && one.Email != "" {
			seen[one.Person] = true
			to = append(to, one)
		}
	}
	for _, one := range persons {
		add(one)
	}
	for _, o := range offices {
		for _, one := range p.Persons {
			if one.Office == o.ID {
				add(one)
			}
		}
	}
	return to
}
