package swotweb

import (
	"context"
	"net/http"
	"net/netip"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// Pages are the page actions of the stage.
type Pages struct {
	Site    *respond.Site
	Board   *swot.Board
	Talk    *swot.Talk
	Hub     *live.Hub
	Session func(ctx context.Context, token string) bool // is the session still there
	Counted func()                                       // called once for every event stream that opens
	Room    *swot.Room
	Guard   *account.Guard
	Address func(*http.Request) netip.Addr // where a request comes from, behind trusted proxies
	Base    string                         // scheme and host of the site, before the path that a code carries
}

// Day writes a day for readers without script; the time element around it carries the instant.
func Day(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

// instant writes a moment for a time element, and nothing for none.
func instant(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func dayOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return Day(*t)
}

// ScopeLabel says whose situation an analysis looks at, and to whom it is addressed where that is not everybody.
func ScopeLabel(ctx context.Context, a swot.Analysis) string {
	if a.Scope == swot.ScopeOffice {
		return a.OfficeName
	}
	if a.GroupID != nil {
		return a.GroupName
	}
	return i18n.T(ctx, "Whole institution")
}

// boardOf turns what was read into the board as this viewer sees it.
func boardOf(ctx context.Context, v swot.View) Board {
	b := Board{
		ID: v.Analysis.ID.String(), URL: link.Analysis(v.Seat.Slug, v.Analysis.ID), Title: v.Analysis.Title,
		ScopeLabel: ScopeLabel(ctx, v.Analysis), Live: v.Analysis.Live,
		Membership: v.Seat.Membership.String(), Person: v.Seat.Person.String(), Office: officeOf(v.Seat), Me: v.Analysis.Alias(v.Seat.Membership),
		Unsigned: v.Analysis.Anonymous(),
		EditOwn:  v.Seat.May(access.EditItem, access.Subject{Person: v.Seat.Person}),
		MoveAll:  swot.MayMoveAny(v.Seat.Actor, v.Analysis), CanAdd: v.Analysis.Takes(v.Seat.Actor), Still: !v.Analysis.Changes(),
		FormURL:   link.AnalysisForm(v.Seat.Slug, v.Analysis.ID, ""),
		Quadrants: guideOf(ctx, v.Method),
		People:    peopleOf(v.Here),
	}
	b.Kind, b.Voter = v.Watcher().Kind(), voterOf(v)
	b.Pulse = pulseOf(ctx, v.Analysis, v.Pulse, v.Sight)
	if v.Analysis.GroupID != nil && v.Seat.Guest == uuid.Nil {
		b.GroupURL = link.Group(v.Seat.Slug, *v.Analysis.GroupID, "")
	}
	b.CanImport = b.CanAdd
	if swot.MayRun(v.Seat.Actor, v.Analysis) {
		b.RoomURL = link.Room(v.Seat.Slug, v.Analysis.ID, "")
		b.Controls = controlsOf(v)
	}
	b.ImportURL = link.AnalysisImport(v.Seat.Slug, v.Analysis.ID)
	b.More = beyond(v.Here)
	at := map[string]int{}
	mine, ours := make([]int, len(b.Quadrants)), make([]int, len(b.Quadrants))
	for n := range b.Quadrants {
		at[b.Quadrants[n].Key] = n
		b.Quadrants[n].Add.ID = v.Analysis.Fresh().String()
	}
	anyMine := false
	for _, i := range v.Items {
		b.Live = max(b.Live, i.LiveVersion)
		it := itemOf(b.URL, i)
		own, free := swot.MayWrite(v.Seat.Actor, v.Analysis, i), v.Analysis.ChangesItem(i)
		it.MayEdit = own && free
		it.MayMove = free && swot.MayMove(v.Seat.Actor, v.Analysis, i)
		n := at[string(i.Quadrant)]
		switch {
		case i.JointID != uuid.Nil: // it stands in its joint item
		case !i.Withdrawn():
			b.Quadrants[n].Items = append(b.Quadrants[n].Items, it)
		case own && !i.Joint:
			b.Withdrawn = append(b.Withdrawn, it)
		}
		if !i.Withdrawn() && i.OfficeID != nil && *i.OfficeID == v.Seat.Office {
			ours[n]++
		}
		if i.Mine {
			b.Mine = append(b.Mine, it.ID)
		}
		if i.Mine || i.AuthorPerson == v.Seat.Person {
			mine[n]++
			anyMine = true
		}
	}
	for n := range b.Quadrants {
		b.Quadrants[n].GuideHidden = mine[n] >= 2 || v.Analysis.Phase != swot.Collecting
		b.Quadrants[n].Hidden = v.Hidden[swot.Quadrant(b.Quadrants[n].Key)] > 0
		b.Quadrants[n].Limit = limitOf(ctx, v, b.CanAdd, ours[n])
	}
	b.Method = barOf(ctx, v, b.Quadrants)
	b.Method.Pulse, b.Method.Controls = b.Pulse, b.Controls
	if !anyMine && b.CanAdd {
		b.Welcome = welcome(ctx, v)
	}
	if b.CanAdd && !b.Unsigned && v.Seat.May(access.ActAsScribe, access.Subject{InstitutionWide: v.Analysis.Scope == swot.ScopeInstitution}) {
		b.scribeFor(v)
	}
	return b
}

// welcome says, at a first arrival, who asked, what for, and who will read it.
func welcome(ctx context.Context, v swot.View) *Welcome {
	w := &Welcome{
		Asked:   i18n.T(ctx, "%s asks every office where %s stands.", v.Analysis.OpenedBy, v.Seat.InstitutionName),
		Purpose: i18n.T(ctx, "What you write here is where the internationalisation strategy begins."),
		Readers: readers(ctx, v),
	}
	switch {
	case v.Analysis.Scope == swot.ScopeOffice:
		w.Asked = i18n.T(ctx, "%s asks where %s stands.", v.Analysis.OpenedBy, v.Analysis.OfficeName)
	case v.Analysis.GroupID != nil:
		w.Asked = i18n.T(ctx, "%s asks the offices of %s where %s stands.", v.Analysis.OpenedBy, v.Analysis.GroupName, v.Seat.InstitutionName)
	}
	return w
}

// readers says who will read what one writes, and who will see that one wrote it: what is true, before the first word.
func readers(ctx context.Context, v swot.View) string {
	who := i18n.T(ctx, "Everybody who belongs to %s can read it.", v.Seat.InstitutionName)
	switch {
	case v.Analysis.HidesItems() && v.Analysis.Reveal == swot.RevealTogether:
		who = i18n.T(ctx, "Once they are shown, everybody who belongs to %s can read your items.", v.Seat.InstitutionName)
	case v.Analysis.HidesItems():
		who = i18n.T(ctx, "Others who belong to %s can read it once they have written something themselves.", v.Seat.InstitutionName)
	}
	return who + " " + beside(ctx, v.Analysis.Authors)
}

// beside says what stands beside an item of who wrote it.
func beside(ctx context.Context, a swot.Authors) string {
	switch a {
	case swot.AuthorsPerson:
		return i18n.T(ctx, "Your name and your office stand beside it.")
	case swot.AuthorsNobody:
		return i18n.T(ctx, "Nobody can see who wrote what; Meridian itself cannot: it keeps neither your name, nor your office, nor the time with what you write. Only this browser can change your items later. If you use another device or delete its cookies, nobody can change their words any more.")
	}
	return i18n.T(ctx, "Your office stands beside it, not your name. The international office and senior management find your name in the activity log, and others see it while you edit.")
}

// scribeFor offers the offices on whose behalf a scribe may write.
func (b *Board) scribeFor(v swot.View) {
	for _, o := range institution.Current(v.Offices) {
		if o.ID != v.Seat.Office {
			b.Scribes = append(b.Scribes, Option{Value: o.Slug, Label: o.Name})
		}
	}
}

func itemOf(board string, i swot.Item) Item {
	it := Item{
		ID: i.ID.String(), BoardURL: board, Text: i.Text, Evidence: i.Evidence, OfficeName: i.OfficeName, OfficeSlug: i.OfficeSlug,
		Author: i.AuthorAlias, AuthorName: i.AuthorName, Scribed: i.Scribed, Quadrant: string(i.Quadrant), Position: i.Position,
		Version: int64(i.Version), Live: i.LiveVersion, Withdrawn: i.Withdrawn(), Comments: i.Comments,
	}
	if i.Joint {
		it.Joint = jointOf(board, i)
	}
	if i.JointID != uuid.Nil {
		it.JointID, it.Withdrawn = i.JointID.String(), true
	}
	return it
}

// sharedItems are items as everybody gets them: the page of each viewer keeps the forms that are theirs.
func sharedItems(board string, items []swot.Item) []Item {
	list := make([]Item, len(items))
	for n, i := range items {
		list[n] = itemOf(board, i)
		list[n].Shared = true
	}
	return list
}

func peopleOf(here []live.Here) []ui.Here {
	people := make([]ui.Here, len(here))
	for n, h := range here {
		people[n] = respond.Here(h.PersonID, h.Name, h.Editing, h.Away)
	}
	return people
}

// beyond is how many people are there beside those shown by name.
func beyond(here []live.Here) int {
	if len(here) == 0 {
		return 0
	}
	return here[0].Total - len(here)
}

// asked reads who asks for which analysis; a form must have been parsed before.
func (p *Pages) asked(r *http.Request) (c access.Caller, analysis uuid.UUID, err error) {
	if c, err = p.Site.Caller(r); err == nil {
		analysis, err = respond.ID(r, "analysis")
	}
	return c, analysis, err
}

// boardURL is the address of the board that a caller's request is about.
func boardURL(c access.Caller, analysis uuid.UUID) string { return link.Analysis(c.Slug, analysis) }

// officeOf is the office whose items the viewer may edit beside the own ones; a guest of a room has none.
func officeOf(seat access.Seat) string {
	if seat.Guest != uuid.Nil {
		return ""
	}
	return seat.OfficeSlug
}
