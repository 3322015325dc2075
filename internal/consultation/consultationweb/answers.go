package consultationweb

import (
	"bytes"
	"context"
	"net/http"
	"strconv"

	"meridian/internal/consultation"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/respond"
	"meridian/internal/sheet"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// AnswersView is the ledger: every contribution with its answer.
type AnswersView struct {
	Title, Back, URL, Events, FileURL string
	Live                              int64
	Remarks                           []RemarkView
	Total, Answered, Waiting          int // Waiting: answers that are prepared and not published
	Objections                        int // without an answer
	PublishURL                        string
	Disposes                          bool
	Filters                           []Filter
	Slug                              string
}

// ShowAnswers answers GET of the answers to everyone.
func (p *Pages) ShowAnswers(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Look(r.Context(), c, id)
	if err != nil {
		return err
	}
	view := answersOf(r.Context(), v, r.URL.Query().Get("show"))
	page := p.Site.Page(r, v.Seat, i18n.T(r.Context(), "Answers to everyone: %s", v.Strategy.Title))
	page.Script = "method"
	return p.Site.Render(w, r, http.StatusOK, AnswersPage(page, view))
}

func answersOf(ctx context.Context, v consultation.View, chosen string) AnswersView {
	slug, s := v.Seat.Slug, v.Strategy.ID
	base := link.Answers(slug, s)
	a := AnswersView{Title: v.Strategy.Title, Back: link.Strategy(slug, s, ""), URL: base, Events: link.Strategy(slug, s, "events"), FileURL: base + ".xlsx", Live: v.Strategy.Live, Disposes: v.Viewer.Disposes, Slug: slug}
	counted := Counted(v.Contributions)
	a.Total = len(counted)
	for _, c := range counted {
		switch {
		case c.Answer != nil && c.Private:
			a.Waiting++
		case c.Answer != nil:
			a.Answered++
		}
		if c.Kind == consultation.Objection && c.Answer == nil && !c.Withdrawn() {
			a.Objections++
		}
	}
	if a.Disposes && a.Waiting > 0 {
		a.PublishURL = link.Consultation(slug, s, "publish")
	}
	for _, f := range []struct {
		value, label string
		shows        func(consultation.Contribution) bool
	}{
		{"", i18n.T(ctx, "All"), func(consultation.Contribution) bool { return true }},
		{"unanswered", i18n.T(ctx, "Without an answer"), func(c consultation.Contribution) bool { return c.Answer == nil }},
		{"suggestion", i18n.T(ctx, "Suggestions"), func(c consultation.Contribution) bool { return c.Kind == consultation.Suggestion }},
		{"objection", i18n.T(ctx, "Objections"), func(c consultation.Contribution) bool { return c.Kind == consultation.Objection }},
		{"detached", i18n.T(ctx, "Words are gone"), func(c consultation.Contribution) bool { return c.State() == "detached" }},
		{"mine", i18n.T(ctx, "My office's"), func(c consultation.Contribution) bool {
			return c.Person == v.Seat.Person || c.Office != uuid.Nil && c.Office == v.Seat.Office
		}},
	} {
		one := Filter{Label: f.label, URL: base, Current: f.value == chosen}
		if f.value != "" {
			one.URL += "?show=" + f.value
		}
		for _, c := range counted {
			if f.shows(c) {
				one.Count++
				if one.Current {
					a.Remarks = append(a.Remarks, remarkOf(ctx, slug, s, c))
				}
			}
		}
		if one.Current && f.value != "" {
			a.URL = one.URL
		}
		a.Filters = append(a.Filters, one)
	}
	return a
}

// Counted are the contributions that the answers to everyone count: all but those that an office still keeps.
func Counted(all []consultation.Contribution) []consultation.Contribution {
	var list []consultation.Contribution
	for _, c := range all {
		if !c.Held {
			list = append(list, c)
		}
	}
	return list
}

// ExportAnswers answers GET of the answers to everyone as a workbook.
func (p *Pages) ExportAnswers(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Desk.Look(r.Context(), c, id)
	if err != nil {
		return err
	}
	ctx := r.Context()
	header := []string{i18n.T(ctx, "No."), i18n.T(ctx, "Kind"), i18n.T(ctx, "Office"), i18n.T(ctx, "Person"), i18n.T(ctx, "Date"), i18n.T(ctx, "About"), i18n.T(ctx, "Words"),
		i18n.T(ctx, "Said"), i18n.T(ctx, "Suggested words"), i18n.T(ctx, "State"), i18n.T(ctx, "Our answer"), i18n.T(ctx, "Why"), i18n.T(ctx, "Published")}
	var rows [][]string
	for n, one := range Counted(v.Contributions) {
		m := remarkOf(ctx, c.Slug, id, one)
		row := []string{strconv.Itoa(n + 1), m.KindLabel, m.OfficeName, m.Name, one.CreatedAt.UTC().Format("2006-01-02"), m.About, m.Exact, m.Text, m.Instead, m.state(ctx), "", "", ""}
		if one.Answer != nil {
			row[10], row[11] = m.Answer.Label, m.Answer.Reason
			if one.Answer.PublishedAt != nil {
				row[12] = one.Answer.PublishedAt.UTC().Format("2006-01-02")
			}
		}
		rows = append(rows, row)
	}
	var b bytes.Buffer
	if err := sheet.WriteXLSX(&b, i18n.T(ctx, "Answers to everyone"), header, rows); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	w.Header().Set("Content-Disposition", `attachment; filename="answers.xlsx"`)
	_, err = w.Write(b.Bytes())
	return err
}

// state says in words how a contribution stands.
func (v RemarkView) state(ctx context.Context) string {
	switch {
	case v.Withdrawn:
		return i18n.T(ctx, "Withdrawn")
	case v.Applied:
		return i18n.T(ctx, "In the text")
	case v.StateLabel != "":
		return v.StateLabel
	case v.Resolved:
		return i18n.T(ctx, "Resolved")
	}
	return i18n.T(ctx, "Open")
}

// PublishAnswers answers the POST that publishes all answers that were prepared.
func (p *Pages) PublishAnswers(w http.ResponseWriter, r *http.Request) error {
	if _, err := respond.Form(r); err != nil {
		return err
	}
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	done, n, err := p.Desk.PublishAll(r.Context(), c, id)
	if err != nil {
		return err
	}
	if !respond.IsLive(r) {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.N(r.Context(), "1 answer is published, and its author is told.", "%d answers are published, and their authors are told.", n)})
	}
	return p.Site.Done(w, r, done.Live, link.Answers(c.Slug, id))
}
