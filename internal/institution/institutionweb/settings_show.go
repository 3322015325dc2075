package institutionweb

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// SettingsView is the page of an institution's settings.
type SettingsView struct {
	Name, ShortName, TimeZone, Language string
	Days                                []Day
	YearDay, YearMonth                  string
	ContactName, ContactEmail           string
	Languages, MonthDays, Months        []ui.Option
	Zones                               []string
	Errors                              map[string]string
	Action, MailURL                     string
	Logo, LogoAction, LogoRemove        string // Logo is empty when there is none
	LogoError                           string
}

// Day is a day of the week, to be ticked.
type Day struct {
	Value, Label string
	Checked      bool
}

// ShowSettings answers GET of the settings.
func (p *Pages) ShowSettings(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showSettings(w, r, c, http.StatusOK, nil)
}

// SaveSettings answers the POST of the settings.
func (p *Pages) SaveSettings(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.FormLists(r, []string{"name", "short_name", "time_zone", "language", "year_month", "year_day", "contact_name", "contact_email"}, []string{"working_days"})
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	in := institution.Settings{
		Name: form.Get("name"), ShortName: form.Get("short_name"), TimeZone: form.Get("time_zone"), Language: form.Get("language"),
		YearStart: two(form.Get("year_month")) + "-" + two(form.Get("year_day")), ContactName: form.Get("contact_name"), ContactEmail: form.Get("contact_email"),
	}
	for _, text := range form["working_days"] {
		day, err := strconv.ParseInt(text, 10, 16)
		if err != nil {
			day = 0 // no day, which the rule refuses
		}
		in.WorkingDays = append(in.WorkingDays, int16(day))
	}
	err = formErr
	if err == nil {
		var changed []string
		if changed, err = p.Registry.SaveSettings(r.Context(), c, in); err == nil {
			return p.settingsSaved(w, r, c, changed)
		}
	}
	if !problem.Is(err, problem.Invalid) {
		return err
	}
	return p.showSettings(w, r, c, http.StatusUnprocessableEntity, func(v *SettingsView) { v.refill(r, form, in, err) })
}

func (p *Pages) settingsSaved(w http.ResponseWriter, r *http.Request, c access.Caller, changed []string) error {
	ctx := r.Context()
	text := i18n.T(ctx, "Nothing was different: all is as before.")
	if len(changed) > 0 {
		words := make([]string, len(changed))
		for n, label := range changed {
			words[n] = i18n.Say(ctx, label)
		}
		text = i18n.T(ctx, "Saved: %s.", strings.Join(words, ", "))
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: text})
	return p.Site.Go(w, r, link.Settings(c.Slug))
}

func (p *Pages) showSettings(w http.ResponseWriter, r *http.Request, c access.Caller, status int, fill func(*SettingsView)) error {
	s, err := p.Registry.Settings(r.Context(), c)
	if err != nil {
		return err
	}
	ctx, slug := r.Context(), s.Seat.Slug
	v := SettingsView{
		Action: link.Settings(slug), MailURL: link.Onboard(slug, ""), LogoAction: link.Logo(slug), LogoRemove: link.LogoRemove(slug),
		Zones: institution.Zones,
	}
	if s.Seat.HasLogo {
		v.Logo = link.Logo(slug)
	}
	for _, l := range institution.Languages {
		v.Languages = append(v.Languages, ui.Option{Value: l.Tag, Label: l.Name})
	}
	for day := 1; day <= 31; day++ {
		v.MonthDays = append(v.MonthDays, ui.Option{Value: two(strconv.Itoa(day)), Label: strconv.Itoa(day)})
	}
	for month := time.January; month <= time.December; month++ {
		v.Months = append(v.Months, ui.Option{Value: two(strconv.Itoa(int(month))), Label: i18n.Say(ctx, month.String())})
	}
	v.show(r, s.Settings)
	if fill != nil {
		fill(&v)
	}
	page := p.Site.Page(r, s.Seat, i18n.T(ctx, "Settings"))
	page.Script = "people"
	return p.Site.Render(w, r, status, Settings(page, v))
}

func (v *SettingsView) show(r *http.Request, s institution.Settings) {
	v.Name, v.ShortName, v.TimeZone, v.Language = s.Name, s.ShortName, s.TimeZone, s.Language
	v.ContactName, v.ContactEmail = s.ContactName, s.ContactEmail
	v.YearMonth, v.YearDay, _ = strings.Cut(s.YearStart, "-")
	v.Days = nil
	for day := int16(1); day <= 7; day++ {
		label := time.Weekday(day % 7).String() // ISO counts Sunday as 7, Go as 0
		v.Days = append(v.Days, Day{Value: strconv.Itoa(int(day)), Label: i18n.Say(r.Context(), label), Checked: slices.Contains(s.WorkingDays, day)})
	}
}

// refill shows what was typed, with what is wrong beside it.
func (v *SettingsView) refill(r *http.Request, form url.Values, in institution.Settings, err error) {
	v.show(r, in)
	v.YearMonth, v.YearDay = two(form.Get("year_month")), two(form.Get("year_day"))
	v.Errors = fieldError(r.Context(), err, "name", "short_name", "time_zone", "language", "working_days", "year_start", "contact_name", "contact_email")
}

// two writes a number of one digit with two.
func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}
