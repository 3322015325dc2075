package swotweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/swot"
	"meridian/web/ui"
)

// ThemesView is the items of an analysis grouped in one frame.
type ThemesView struct {
	Page                    ui.Page
	Head                    Head
	URL, Events, Membership string
	Live                    int64
	Frame                   string
	Views                   []Tab // the frames to view by
	Explain                 swot.FrameWords
	MayGroup                bool
	Waits                   bool // whoever is here runs the analysis, but people vote
	Hidden                  bool // others' items are not shown yet
	Undo                    *ThemeUndo
	New                     *ThemeForm // nil where no group can be made
	Items                   int
	Groups                  []ThemeGroup // the first is of those in no group
	Notice                  *Notice
}

// ThemeUndo is the last thing that the reader did to the groups.
type ThemeUndo struct{ URL, Text string }

// ThemeForm makes a group. ID becomes the group's, so that sending it twice makes one.
type ThemeForm struct{ Action, ID, Name, Error string }

// ThemeGroup is a group of items as shown; Key is empty for those in no group.
type ThemeGroup struct {
	Key, Name, About string
	Items            []ThemeItem
	Rename           *ThemeForm // nil where the group cannot be changed
	End              string     // where the POST goes that ends it
}

// ThemeItem is an item as shown in a group.
type ThemeItem struct {
	ID, Text, Quadrant, Heading string
	From                        string // the office, or how many
	Votes                       string // in words; "" before they are counted
	Action                      string // where the POST goes that puts it elsewhere
	Chosen                      bool   // for the group that is about to be made
}

func (g ThemeGroup) anchor() string {
	if g.Key == "" {
		return "theme-none"
	}
	return "theme-" + g.Key
}

// themesOf turns what was read into the page as its reader sees it.
func themesOf(ctx context.Context, v swot.View, f swot.Frame) ThemesView {
	a, slug := v.Analysis, v.Seat.Slug
	t := ThemesView{
		Head: head(ctx, slug, a, tabThemes, i18n.T(ctx, "Themes"), i18n.T(ctx, "The same items, in groups: your own, or those of a frame that others use too.")),
		URL:  link.Themes(slug, a.ID, string(f)), Events: link.AnalysisEvents(slug, a.ID), Membership: v.Seat.Membership.String(), Live: a.Live, Frame: string(f),
		MayGroup: swot.MayGroup(v.Seat.Actor, a), Waits: swot.MayRun(v.Seat.Actor, a) && a.Phase == swot.Voting, Hidden: a.HidesItems(),
		Groups: []ThemeGroup{{Name: i18n.T(ctx, "Not in a group yet")}},
	}
	for _, words := range swot.Frames {
		t.Views = append(t.Views, Tab{Label: i18n.Say(ctx, words.Label), URL: link.Themes(slug, a.ID, string(words.Frame)), Current: words.Frame == f})
		if words.Frame == f {
			t.Explain = words
		}
	}
	at := map[string]int{}
	for _, theme := range v.Groups.Themes(f) {
		at[theme.Key] = len(t.Groups)
		g := ThemeGroup{Key: theme.Key, Name: theme.Name}
		if f != swot.FrameOwn {
			g.Name, g.About = i18n.Say(ctx, theme.Name), i18n.Say(ctx, theme.About)
		} else if t.MayGroup {
			g.Rename = &ThemeForm{Action: link.Theme(slug, a.ID, theme.Key, ""), Name: theme.Name}
			g.End = link.Theme(slug, a.ID, theme.Key, "end")
		}
		t.Groups = append(t.Groups, g)
	}
	if f == swot.FrameOwn && t.MayGroup {
		t.New = &ThemeForm{Action: link.Themes(slug, a.ID, ""), ID: once.Fresh().String()}
	}
	headings := map[swot.Quadrant]string{}
	for _, q := range Guide(ctx) {
		headings[swot.Quadrant(q.Key)] = q.Heading
	}
	texts := map[string]string{}
	for _, q := range swot.Quadrants {
		for _, i := range v.Items {
			if i.Quadrant != q || !i.Stands() {
				continue
			}
			theme, _ := v.Groups.Theme(i.ID, f)
			n := at[theme.Key]
			t.Groups[n].Items = append(t.Groups[n].Items, themeItem(ctx, v, i, headings[q]))
			texts[i.ID.String()] = i.Text
			t.Items++
		}
	}
	if last := v.Groups.Last; last != nil && last.Frame == f {
		t.Undo = &ThemeUndo{URL: link.Step(slug, a.ID, last.Step), Text: lastWords(ctx, *last, texts)}
	}
	return t
}

func themeItem(ctx context.Context, v swot.View, i swot.Item, heading string) ThemeItem {
	it := ThemeItem{ID: i.ID.String(), Text: i.Text, Quadrant: string(i.Quadrant), Heading: heading, From: i.OfficeName,
		Action: link.Item(v.Seat.Slug, v.Analysis.ID, i.ID, "theme")}
	if i.Joint {
		it.From = i18n.N(ctx, "one office", "%d offices", i.Offices)
	}
	if v.Analysis.Phase == swot.Closed {
		it.Votes = i18n.N(ctx, "1 dot", "%d dots", i.Votes)
	}
	return it
}

// lastWords says what somebody did last.
func lastWords(ctx context.Context, last swot.Regrouped, texts map[string]string) string {
	switch {
	case last.Ended:
		return i18n.T(ctx, "You ended the group “%s”.", last.Theme)
	case last.Renamed:
		return i18n.T(ctx, "You renamed the group “%s” to “%s”.", last.Before, last.Theme)
	case last.Made:
		return i18n.T(ctx, "You made the group “%s”.", last.Theme)
	case len(last.Items) != 1:
		return i18n.T(ctx, "You moved items.")
	case last.Theme == "":
		return i18n.T(ctx, "You took “%s” out of its group.", short(texts[last.Items[0].String()]))
	}
	return i18n.T(ctx, "You put “%s” into “%s”.", short(texts[last.Items[0].String()]), i18n.Say(ctx, last.Theme))
}

// short is the beginning of a text that is only to be recognised.
func short(text string) string { return beginning(text, 60, 59) }

// beginning is a text as it is up to so many characters, and of a longer one as many as are kept, then an ellipsis.
func beginning(text string, whole, kept int) string {
	if r := []rune(text); len(r) > whole {
		return string(r[:kept]) + "…"
	}
	return text
}

func (t ThemesView) count(g ThemeGroup) string { return strconv.Itoa(len(g.Items)) }

// begun tells whether there is any group to put items into.
func (t ThemesView) begun() bool { return len(t.Groups) > 1 }
