package swotweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// Voting is what stands above the board while dots are given: the viewer's own and nobody else's.
type Voting struct {
	May   bool
	Mine  MineView
	Why   string // for somebody without a vote: why
	Blank Item   // a form for the page to fill in where an item came without one
}

// MineView is what the viewer, or the viewer's office, has given.
type MineView struct {
	URL        string // where it is read anew
	Left, Dots int
	Whose      string // in whose name the viewer votes
	None       string // said of an item without dots of the viewer's
	Given      []GivenView
}

// GivenView is what lies on one item.
type GivenView struct {
	Item, Text       string
	Dots, Importance int
	Said             string
	TakeBack         string // the address that takes dots back from an item that has left the board; "" where it has not
}

// VoteForm gives an item dots and, where it is asked, says how important it is.
type VoteForm struct {
	Dots, Max      int // on this item: the viewer's, and the most that there can be
	Typed, Error   string
	Asked          bool // the second question
	Importance     int
	ImportanceSaid string // what was wrong with the answer
}

// field is what stands in the number field: what was typed, or else what the button would bring about.
func (f VoteForm) field() string {
	if f.Typed != "" {
		return f.Typed
	}
	return strconv.Itoa(max(f.Dots, 1))
}

func mineOf(ctx context.Context, m swot.Mine) MineView {
	left := m.Left()
	v := MineView{URL: link.AnalysisDo(m.Seat.Slug, m.Analysis.ID, "me"), Left: left, Dots: m.Analysis.Dots,
		None: i18n.T(ctx, "No dot of yours here, %d left.", left), Whose: m.Seat.PersonName}
	if m.Analysis.DotsPer == swot.PerOffice && m.Seat.Office != uuid.Nil {
		v.Whose = m.Seat.OfficeName
	}
	for _, g := range m.Ballot {
		x := GivenView{Item: g.Item.String(), Text: g.Text, Dots: g.Dots, Importance: g.Importance,
			Said: i18n.T(ctx, "%d of %d dots here, %d left.", g.Dots, m.Analysis.Dots, left)}
		if g.Dots == 0 {
			x.Said = v.None
		}
		if g.Gone && g.Dots > 0 {
			x.TakeBack = link.Item(m.Seat.Slug, m.Analysis.ID, g.Item, "votes")
		}
		v.Given = append(v.Given, x)
	}
	return v
}

// vote puts the viewer's votes on the board; what a refused form left in an item stays.
func (b *Board) vote(ctx context.Context, v swot.View, m swot.Mine) {
	b.Voting = &Voting{May: m.May, Mine: mineOf(ctx, m)}
	if !m.May {
		b.Voting.Why = i18n.T(ctx, "The offices are voting now. You may read along; the results are shown to everybody when the voting ends.")
		if v.Seat.Guest != uuid.Nil {
			b.Voting.Why = i18n.T(ctx, "Each office gives its dots together now, and guests have none of their own. Please tell somebody of your office what you would choose.")
		}
		return
	}
	form := VoteForm{Max: 1, Asked: m.Analysis.Importance}
	if m.Analysis.Cumulative {
		form.Max = m.Analysis.Dots
	}
	b.Voting.Blank = Item{ID: "ITEM", BoardURL: b.URL, Text: "TEXT", Vote: &form}
	part := map[string]bool{}
	for _, i := range v.Items {
		part[i.ID.String()] = i.JointID != uuid.Nil
	}
	given := map[string]swot.Given{}
	for _, g := range m.Ballot {
		given[g.Item.String()] = g
	}
	b.eachItem(func(it *Item) {
		if part[it.ID] {
			return
		}
		own := form
		if it.Vote != nil {
			own.Typed, own.Error, own.ImportanceSaid = it.Vote.Typed, it.Vote.Error, it.Vote.ImportanceSaid
		}
		own.Dots, own.Importance = given[it.ID].Dots, given[it.ID].Importance
		it.Vote = &own
	})
}
