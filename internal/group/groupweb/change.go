package groupweb

import (
	"net/http"

	"meridian/internal/group"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// ChangeGroup answers the POST of a group's form. After a conflict it shows what stands there and what was typed;
// sending it once more then replaces what was read.
func (p *Pages) ChangeGroup(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "name", "terms", "quorum", "number", "chair", "secretary", "version")
	c, id, askErr := p.asked(r)
	if askErr != nil {
		return askErr
	}
	in := group.Change{Name: form.Get("name"), Terms: form.Get("terms"), Quorum: form.Get("quorum"), Number: form.Get("number"),
		Chair: form.Get("chair"), Secretary: form.Get("secretary"), Version: form.Get("version")}
	if err == nil {
		err = p.Desk.Change(r.Context(), c, id, in)
	}
	if err == nil {
		p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The working group is changed.")})
		return p.Site.Go(w, r, link.Group(c.Slug, id, ""))
	}
	return p.again(w, r, c, id, err, func(g *GroupView, field, text string) {
		f := &g.Change
		stale := problem.Is(err, problem.Conflict) && f.Version != in.Version
		if stale {
			f.Stored = &Stored{Name: g.Name, Quorum: g.Quorum + " (" + g.QuorumNow + ")", Terms: g.Terms, Chair: g.Chair, Secretary: g.Secretary}
		} else {
			f.Version = in.Version
		}
		f.Open = true
		f.Name, f.Terms, f.Quorum, f.Number, f.Chair, f.Secretary = in.Name, in.Terms, in.Quorum, in.Number, in.Chair, in.Secretary
		switch field {
		case "name", "terms", "quorum", "number", "chair", "secretary":
			f.Errors[field] = text
		default:
			g.Notice = text
		}
	})
}
