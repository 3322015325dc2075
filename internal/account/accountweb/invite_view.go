package accountweb

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/web/ui"
)

// InviteView is the form that asks one person in, with what was typed. Field says where Error stands.
type InviteView struct {
	Action, Back, ID                                          string
	Email, Name, Role, Office, Until, Standing, Landing, Send string
	Offices                                                   []ui.Option
	Manages                                                   bool // else a colleague of the only office
	Field, Error                                              string
}

// QRView is a QR code and what it is for those who cannot see it.
type QRView struct {
	ui.QR
	Label string
}

func (v InviteView) at(field string) string {
	if v.Field == field {
		return v.Error
	}
	return ""
}

// general is what is wrong with no field of the form.
func (v InviteView) general() string {
	switch v.Field {
	case "email", "name", "role", "office", "until", "standing":
		return ""
	}
	return v.Error
}

func roleOptions(ctx context.Context) []ui.Option {
	var list []ui.Option
	for _, r := range access.Roles {
		list = append(list, ui.Option{Value: string(r), Label: i18n.Say(ctx, r.Label())})
	}
	return list
}

func standingOptions(ctx context.Context, manages bool) []ui.Option {
	list := []ui.Option{{Value: "", Label: i18n.T(ctx, "None of these")}}
	for _, s := range access.Standings {
		if manages || s != access.Head {
			list = append(list, ui.Option{Value: string(s), Label: i18n.Say(ctx, s.Label())})
		}
	}
	return list
}

func withNone(none string, list []ui.Option) []ui.Option {
	return append([]ui.Option{{Value: "", Label: none}}, list...)
}
