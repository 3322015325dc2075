package accountweb

import (
	"context"
	"time"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// ForgottenView is the page on which somebody asks for a link to a new password.
type ForgottenView struct {
	Asked bool // a link is on its way, if there is somebody to send it to
	Sends bool // a mail server is set
	Error string
}

// ResetView is the page behind that link.
type ResetView struct{ Email, Error string }

// EmailChangeView is the page behind the link that went to a new address.
type EmailChangeView struct {
	Email     string
	Mine      bool // the person whose address it is going to be is signed in
	Somebody  bool // somebody else is
	SignInURL string
}

// AccountView is a person's own page. A form that could not be taken is named by Form and Field, with the reason.
type AccountView struct {
	Form, Field, Error  string
	Name                *string // as typed; nil: as stored
	NewEmail            string
	Email               string
	Demo, Administrator bool
	Guest               bool // of a room, without an address: there is nothing to sign in with
	Places              []PlaceRow
}

// PlaceRow is one of the person's institutions, or the one analysis of it that a guest reaches.
type PlaceRow struct {
	Institution, URL string
	Guest            bool
	SeatURL          string // where to choose what to act as; "" with one membership
	Roles            []PlaceRole
}

// PlaceRole is what the person is there, and its last day.
type PlaceRole struct{ Label, Until, UntilText string }

func (v *AccountView) fill(ctx context.Context, self account.Self) {
	if v.Name == nil {
		v.Name = &self.Name
	}
	v.Email, v.Demo, v.Administrator = self.Email, self.Demo, self.Administrator
	row := map[string]int{}
	for _, b := range self.Belongs {
		url := placeURL(b.Slug, b.Guest)
		n, known := row[url]
		if !known {
			n, row[url] = len(v.Places), len(v.Places)
			v.Places = append(v.Places, PlaceRow{Institution: b.Institution, URL: url, Guest: b.Guest != uuid.Nil})
		} else if b.Guest == uuid.Nil {
			v.Places[n].SeatURL = link.Seat(b.Slug)
		}
		role := PlaceRole{Label: seatLabel(ctx, b)}
		if !b.Until.IsZero() {
			last := b.Until.Add(-time.Second).UTC()
			role.Until, role.UntilText = last.Format(time.DateOnly), last.Format("2 January 2006")
		}
		v.Places[n].Roles = append(v.Places[n].Roles, role)
	}
}

// wrong is what is to be said beside a field.
func (v AccountView) wrong(form, field string) string {
	if v.Form == form && v.Field == field {
		return v.Error
	}
	return ""
}

// SessionRow is one of a person's sessions.
type SessionRow struct {
	ID, Browser          string
	This                 bool
	Started, StartedText string
	Seen, SeenText       string
}

// SeatsView is the choice of what to act as.
type SeatsView struct {
	Action  string
	Choices []SeatChoice
}

// SeatChoice is one of the choices; Now is the present one.
type SeatChoice struct {
	ID, Label string
	Now       bool
}

// AdministrationView is the administrator's page. A form that could not be taken is named by Form and Field.
type AdministrationView struct {
	Institutions       []AdministeredRow
	Form, Field, Error string
	ID, Slug, Name     string // of the institution to create, as typed
	For, Email         string // the institution whose first member is asked in, and the address
	Link               string // the invitation's link; shown this once
}

// AdministeredRow is an institution as an administrator sees it.
type AdministeredRow struct {
	Slug, Name           string
	Demo, Runs, Asked    bool
	Created, CreatedText string
}

func (v *AdministrationView) fail(ctx context.Context, form string, err error) {
	why := problem.Of(err)
	v.Form, v.Field, v.Error = form, why.Field, i18n.Say(ctx, why.Text)
}

func (v AdministrationView) wrong(form, field string) string {
	if v.Form == form && v.Field == field {
		return v.Error
	}
	return ""
}

// firstWrong is what is to be said beside the address for an institution's first member.
func (v AdministrationView) firstWrong(slug string) string {
	if v.For == slug {
		return v.wrong("invite", "email")
	}
	return ""
}

// typed is the address that was typed for an institution and could not be taken.
func (v AdministrationView) typed(slug string) string {
	if v.firstWrong(slug) != "" {
		return v.Email
	}
	return ""
}
