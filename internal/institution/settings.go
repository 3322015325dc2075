package institution

import (
	"meridian/internal/postgres"
)

// Settings are what an international office decides for its institution. Empty fields have a default
// that the functions below give.
type Settings struct {
	Name              string
	ShortName         string
	TimeZone          string  // IANA name
	Language          string  // BCP 47
	WorkingDays       []int16 // ISO: Monday is 1
	YearStart         string  // first day of the academic year, MM-DD
	ContactName       string  // "Questions? Ask …" on every page and mail
	ContactEmail      string
	SenderName        string // of mails; empty: the institution
	ReplyTo           string // of mails; empty: the contact
	InvitationSubject string // empty: DefaultInvitationSubject
	InvitationText    string // empty: DefaultInvitationText
}

// The invitation as it goes out unless an international office writes its own. {name}, {office} and
// {institution} stand for the invited person's; {link} for the link.
const (
	DefaultInvitationSubject = "Your invitation to plan internationalisation at {institution}"
	DefaultInvitationText    = `Dear {name},

{institution} is writing its internationalisation strategy together with its offices, centres and schools. You are invited to take part for {office}.

Open this link to choose a password. It takes a minute, and the link opens once:

{link}

With kind regards,
the international office`
)

// QueueSettings queues the reading of the settings of the transaction's institution.
func QueueSettings(b *postgres.Batch, into *Settings) {
	var found bool
	postgres.Find(b, into, &found, `select name, short_name, time_zone, language, working_days, year_start, contact_name, contact_email,
		sender_name, reply_to, invitation_subject, invitation_text from institution where id = `+postgres.ThisInstitution)
}

// Sender is the name under which the institution's mails go out.
func (s Settings) Sender() string {
	if s.SenderName != "" {
		return s.SenderName
	}
	return s.Name
}

// Answers is where answers to the institution's mails go; empty when it has named nobody.
func (s Settings) Answers() string {
	if s.ReplyTo != "" {
		return s.ReplyTo
	}
	return s.ContactEmail
}
