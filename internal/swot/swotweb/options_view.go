package swotweb

import (
	"context"
	"strconv"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/swot"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// OptionsView is the page of the options.
type OptionsView struct {
	Head             Head
	Live             string
	PageURL, Events  string
	CanWrite         bool
	NoItems          bool // nothing stands on the board yet
	Unseen           bool // but items that the reader does not see yet
	MayShow          bool // the reader may show them
	Kinds            []OptionSection
	Unused           []UseGroup // empty groups are left out
	UnusedCount, All int
	Withdrawn        []OptionCard
	Form             *OptionForm
	Stored           *OptionCard // what is stored, where the form is of an older version
	Notice           *Notice
}

// OptionSection is a kind with its options.
type OptionSection struct {
	Key, Heading, Explained string
	Options                 []OptionCard
	NewURL                  string
}

// OptionCard is an option as shown. The addresses are empty for those who may not.
type OptionCard struct {
	ID, Text, KindHeading string
	Uses                  []Use
	Worth                 []string // what is worth checking
	EditURL, WithdrawURL  string
	RestoreURL, PlaceURL  string
	First, Last           bool
}

// OptionForm writes or changes an option. Version is "" for a new one.
type OptionForm struct {
	Title, Action, Cancel            string
	ID, Version                      string
	Kind, Text                       string
	KindError, TextError, ItemsError string
	Kinds                            []ui.Option
	Groups                           []UseGroup
}

// kindHeading spells a kind out.
func kindHeading(ctx context.Context, k swot.OptionKind) string {
	switch k {
	case swot.KindST:
		return i18n.T(ctx, "Use a strength against a threat")
	case swot.KindWO:
		return i18n.T(ctx, "Overcome a weakness by an opportunity")
	case swot.KindWT:
		return i18n.T(ctx, "Limit a weakness and a threat")
	}
	return i18n.T(ctx, "Use a strength for an opportunity")
}

func hiddenWords(ctx context.Context, mayShow bool) string {
	if mayShow {
		return i18n.T(ctx, "Show them first.")
	}
	return i18n.T(ctx, "They can be used here as soon as you see them on the board.")
}

func kindExplained(ctx context.Context, k swot.OptionKind) string {
	switch k {
	case swot.KindST:
		return i18n.T(ctx, "What we do well keeps off what could harm us.")
	case swot.KindWO:
		return i18n.T(ctx, "What changes around us helps with what we lack.")
	case swot.KindWT:
		return i18n.T(ctx, "What we lack and what could harm us do the least damage together.")
	}
	return i18n.T(ctx, "What we do well lets us take what is offered.")
}

func optionsView(ctx context.Context, v swot.View) OptionsView {
	slug, a := v.Seat.Slug, v.Analysis
	o := OptionsView{
		Head: head(ctx, slug, a, tabOptions, i18n.T(ctx, "Options"), i18n.T(ctx, "What the institution could do: each option says which items of the analysis it uses.")),
		Live: strconv.FormatInt(a.Live, 10), PageURL: link.Options(slug, a.ID), Events: link.AnalysisEvents(slug, a.ID),
		CanWrite: swot.MayWriteOptions(v.Seat.Actor, a),
	}
	standing := swot.Candidates(v)
	o.NoItems, o.All = len(standing) == 0, len(standing)
	o.Unseen, o.MayShow = len(v.Hidden) > 0, swot.MayRun(v.Seat.Actor, a) && a.MayReveal()
	items := map[uuid.UUID]swot.Item{}
	for _, i := range v.Items {
		items[i.ID] = i
	}
	for _, k := range swot.OptionKinds {
		s := OptionSection{Key: string(k), Heading: kindHeading(ctx, k), Explained: kindExplained(ctx, k)}
		if o.CanWrite {
			s.NewURL = link.OptionNew(slug, a.ID, string(k))
		}
		for _, x := range v.Options {
			if x.Kind == k && !x.Withdrawn() {
				s.Options = append(s.Options, optionCard(ctx, slug, a, x, items, o.CanWrite))
			}
		}
		if n := len(s.Options); n > 0 {
			s.Options[0].First, s.Options[n-1].Last = true, true
		}
		o.Kinds = append(o.Kinds, s)
	}
	if o.CanWrite {
		for _, x := range v.Options {
			if x.Withdrawn() {
				o.Withdrawn = append(o.Withdrawn, optionCard(ctx, slug, a, x, items, true))
			}
		}
	}
	unused := swot.Unused(v.Items, v.Options)
	o.UnusedCount = len(unused)
	for _, g := range useGroups(ctx, slug, a, unused, nil) {
		for n := range g.Items {
			if o.CanWrite {
				g.Items[n].WriteURL = link.OptionNew(slug, a.ID, string(swot.KindFor(swot.Quadrant(g.Key))), uuid.MustParse(g.Items[n].ID))
			}
		}
		if len(g.Items) > 0 {
			o.Unused = append(o.Unused, g)
		}
	}
	return o
}

func optionCard(ctx context.Context, slug string, a swot.Analysis, o swot.StrategicOption, items map[uuid.UUID]swot.Item, mayWrite bool) OptionCard {
	c := OptionCard{ID: o.ID.String(), Text: o.Text, KindHeading: kindHeading(ctx, o.Kind)}
	var uses []swot.Item
	gone := false
	for _, id := range o.Items {
		if i, known := items[id]; known {
			uses = append(uses, i)
			gone = gone || i.Withdrawn()
		}
	}
	for _, q := range swot.Quadrants {
		for _, i := range uses {
			if i.Quadrant == q {
				c.Uses = append(c.Uses, useOf(ctx, slug, a, i))
			}
		}
	}
	if len(uses) == len(o.Items) { // what the reader may not see yet may be what seems to be missing
		for _, q := range swot.Missing(o.Kind, uses) {
			c.Worth = append(c.Worth, missing(ctx, q))
		}
	}
	if gone {
		c.Worth = append(c.Worth, i18n.T(ctx, "an item that it uses was withdrawn since"))
	}
	if mayWrite {
		c.EditURL, c.PlaceURL = link.OptionEdit(slug, a.ID, o.ID), link.Option(slug, a.ID, o.ID, "place")
		c.WithdrawURL, c.RestoreURL = link.Option(slug, a.ID, o.ID, "withdraw"), link.Option(slug, a.ID, o.ID, "restore")
	}
	return c
}

func missing(ctx context.Context, q swot.Quadrant) string {
	switch q {
	case swot.Strength:
		return i18n.T(ctx, "it uses no strength yet")
	case swot.Weakness:
		return i18n.T(ctx, "it uses no weakness yet")
	case swot.Opportunity:
		return i18n.T(ctx, "it uses no opportunity yet")
	}
	return i18n.T(ctx, "it uses no threat yet")
}

// newOptionForm is an empty form; editOptionForm one of what is stored.
func newOptionForm(ctx context.Context, v swot.View, kind swot.OptionKind, chosen []uuid.UUID) *OptionForm {
	f := optionForm(ctx, v, kind, chosen)
	f.Title, f.ID = i18n.T(ctx, "Write an option"), once.Fresh().String()
	f.Action = link.Options(v.Seat.Slug, v.Analysis.ID)
	return f
}

func editOptionForm(ctx context.Context, v swot.View, o swot.StrategicOption) *OptionForm {
	f := optionForm(ctx, v, o.Kind, o.Items)
	f.Title, f.Text, f.Version = i18n.T(ctx, "Change the option"), o.Text, strconv.Itoa(o.Version)
	f.Action = link.Option(v.Seat.Slug, v.Analysis.ID, o.ID, "")
	f.Cancel = link.OptionAnchor(v.Seat.Slug, v.Analysis.ID, o.ID)
	return f
}

func optionForm(ctx context.Context, v swot.View, kind swot.OptionKind, chosen []uuid.UUID) *OptionForm {
	f := &OptionForm{Kind: string(kind), Cancel: link.Options(v.Seat.Slug, v.Analysis.ID)}
	for _, k := range swot.OptionKinds {
		f.Kinds = append(f.Kinds, ui.Option{Value: string(k), Label: kindHeading(ctx, k)})
	}
	f.choose(ctx, v, kind, chosen)
	return f
}

// choose offers what stands on the board, and what is chosen already although it no longer does.
func (f *OptionForm) choose(ctx context.Context, v swot.View, kind swot.OptionKind, chosen []uuid.UUID) {
	set := idSet(chosen)
	items := swot.Candidates(v)
	offered := map[uuid.UUID]bool{}
	for _, i := range items {
		offered[i.ID] = true
	}
	for _, i := range v.Items {
		if set[i.ID] && !offered[i.ID] {
			items = append(items, i)
		}
	}
	in, out := kind.Sides()
	f.Groups = useGroups(ctx, v.Seat.Slug, v.Analysis, items, set, in, out)
}
