package accountweb

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/sheet"
	"meridian/web/ui"
)

// ShowOnboard answers GET of the page "Bring offices on board".
func (p *Pages) ShowOnboard(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	return p.showOnboard(w, r, c, http.StatusOK, func(*OnboardPage) {})
}

func (p *Pages) showOnboard(w http.ResponseWriter, r *http.Request, c access.Caller, status int, fill func(*OnboardPage)) error {
	v, err := p.Desk.Onboarding(r.Context(), c)
	if err != nil {
		return err
	}
	o := onboardPage(r.Context(), c, v, p.Sends)
	fill(&o)
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Bring offices on board"))
	page.Script = "people"
	return p.Site.Render(w, r, status, Onboard(page, o))
}

// PreviewOnboard answers the POST that shows what would become of pasted lines, a file or ticked offices.
func (p *Pages) PreviewOnboard(w http.ResponseWriter, r *http.Request) error {
	if err := p.boundBody(w, r); err != nil {
		return err
	}
	form, formErr := respond.FormLists(r, []string{"pasted", "file", "role", "office"}, []string{"typical", "typical_email"})
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	in := account.Onboarding{Role: access.Role(form.Get("role")), Office: form.Get("office"), Text: form.Get("pasted")}
	if err = formErr; err == nil {
		in.Text, err = brought(r, form)
	}
	var plan account.OnboardPlan
	if err == nil {
		plan, err = p.Desk.Onboard(r.Context(), c, in, true)
	}
	if err != nil {
		return p.onboardAgain(w, r, c, in, err)
	}
	return p.showOnboard(w, r, c, http.StatusOK, func(o *OnboardPage) {
		o.fill(in)
		o.Preview = previewOf(r.Context(), plan, o.Message.settings)
	})
}

// InviteOnboard answers the POST that makes the offices and invites everybody; the lines that cannot be taken come
// back, listed and in the field.
func (p *Pages) InviteOnboard(w http.ResponseWriter, r *http.Request) error {
	form, formErr := respond.Form(r, "id", "pasted", "role", "office")
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	in := account.Onboarding{ID: form.Get("id"), Role: access.Role(form.Get("role")), Office: form.Get("office"), Text: form.Get("pasted")}
	if formErr != nil {
		return p.onboardAgain(w, r, c, in, formErr)
	}
	plan, err := p.Desk.Onboard(r.Context(), c, in, false)
	if err != nil {
		return p.onboardAgain(w, r, c, in, err)
	}
	said := ui.Flash{Kind: "done", Text: doneWords(r.Context(), plan, p.Sends)}
	bad := plan.Bad()
	if len(bad) == 0 {
		p.Site.Flash(r, said)
		return p.Site.Go(w, r, link.Onboard(c.Slug, "")+"#invited")
	}
	status := http.StatusOK
	if len(bad) == len(plan.Rows) {
		status, said = http.StatusUnprocessableEntity, ui.Flash{}
	}
	in.Text, bad = plan.Left()
	return p.showOnboard(w, r, c, status, func(o *OnboardPage) {
		o.fill(in)
		o.Done = said.Text
		o.Bad = badLines(r.Context(), bad)
	})
}

// bodyOfAnybody is how much is read of what is sent by somebody who, as far as is known before, may not.
const bodyOfAnybody = 64 << 10

// boundBody has a large body read only for those who may bring one. Others may name a membership in the form by
// which they may, so that their form is read as well, if it is small.
func (p *Pages) boundBody(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	seat, _, err := p.Desk.Inviting(r.Context(), c)
	if err == nil && !seat.May(access.Manage, access.Subject{}) {
		r.Body = http.MaxBytesReader(w, r.Body, bodyOfAnybody)
	}
	return err
}

func (p *Pages) onboardAgain(w http.ResponseWriter, r *http.Request, c access.Caller, in account.Onboarding, err error) error {
	why := problem.Of(err)
	if why.Kind != problem.Invalid {
		return err
	}
	return p.showOnboard(w, r, c, respond.Status(why.Kind), func(o *OnboardPage) {
		o.fill(in)
		o.PasteError = i18n.Say(r.Context(), why.Text)
	})
}

// brought is the text of what came: the ticked offices, else the file, else what was pasted.
func brought(r *http.Request, form url.Values) (string, error) {
	if form.Has("typical_email") {
		return ticked(form["typical"], form["typical_email"])
	}
	file, _, err := r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return form.Get("pasted"), nil
	}
	if err != nil {
		return form.Get("pasted"), problem.At("file", "The file could not be read. Please choose it again.")
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil || len(data) == 0 {
		return form.Get("pasted"), err
	}
	if utf8.Valid(data) && !slices.Contains(data, 0) && !strings.HasPrefix(string(data), "PK\x03\x04") {
		return string(data), nil
	}
	table, err := sheet.Read(strings.NewReader(string(data)), sheet.Limits{})
	if err != nil {
		return form.Get("pasted"), err
	}
	return tabbed(table), nil
}

// tabbed writes a table as a spreadsheet puts it on the clipboard.
func tabbed(t sheet.Table) string {
	lines := []string{strings.Join(t.Header, "\t")}
	for _, row := range t.Rows {
		cells := make([]string, len(t.Header))
		for n, name := range t.Header {
			cells[n] = strings.Join(strings.Fields(row.Cells[name]), " ")
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return strings.Join(lines, "\n")
}

// ticked writes the ticked offices, and those that got an address, as lines.
func ticked(numbers, emails []string) (string, error) {
	if len(emails) != len(account.TypicalOffices) {
		return "", problem.At("pasted", "The list of offices is another one now. Please load the page anew.")
	}
	var lines []string
	for n, o := range account.TypicalOffices {
		email := strings.Join(strings.Fields(emails[n]), " ")
		switch {
		case email != "":
			lines = append(lines, o.Name+"\t\t"+email+"\t"+string(o.Kind))
		case slices.Contains(numbers, strconv.Itoa(n)):
			lines = append(lines, o.Name+"\t\t\t"+string(o.Kind))
		}
	}
	return strings.Join(lines, "\n"), nil
}
