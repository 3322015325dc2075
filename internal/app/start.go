package app

import (
	"context"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/institution/institutionweb"
	"meridian/internal/link"
	"meridian/internal/strategy"
	"meridian/internal/strategy/strategyweb"
	"meridian/internal/swot"
	"meridian/internal/swot/swotweb"

	"github.com/google/uuid"
)

// start fills the start page with what the stages know.
func start(board *swot.Board, drafts *strategy.Desk) func(context.Context, access.Caller) (access.Seat, institutionweb.StartView, error) {
	return func(ctx context.Context, c access.Caller) (access.Seat, institutionweb.StartView, error) {
		listing, err := board.List(ctx, c)
		seat, offices := listing.Seat, listing.Offices
		v := institutionweb.StartView{CanOpen: mayOpenAny(seat, offices), NewURL: link.Analyses(seat.Slug) + "?new=1"}
		v.OwnOnly = v.CanOpen && !seat.May(access.OpenAnalysis, access.Subject{InstitutionWide: true})
		v.Waiting = beginnings(ctx, seat, offices, len(listing.Groups))
		for n, a := range listing.Analyses {
			url := link.Analysis(seat.Slug, a.ID)
			v.Waiting = append(v.Waiting, wanted(ctx, seat, a)...)
			if n >= 6 {
				continue
			}
			card := institutionweb.AnalysisCard{Title: a.Title, URL: url, ScopeLabel: swotweb.ScopeLabel(ctx, a.Analysis), Phase: swotweb.PhaseLabel(ctx, a.Phase), Items: a.Items, Offices: a.Offices,
				OfficesOf: swotweb.OfficesOf(a, offices)}
			if a.Items > 0 {
				card.Updated, card.UpdatedText = a.Updated.UTC().Format(time.RFC3339), swotweb.Day(a.Updated)
			}
			v.Analyses = append(v.Analyses, card)
		}
		v.Waiting = append(v.Waiting, offers(ctx, seat)...)
		if err != nil {
			return seat, v, err
		}
		v.Strategies, err = strategyCards(ctx, drafts, c)
		v.StrategiesURL = link.Strategies(seat.Slug)
		return seat, v, err
	}
}

// strategyCards are the strategies that are being written.
func strategyCards(ctx context.Context, drafts *strategy.Desk, c access.Caller) ([]institutionweb.StrategyCard, error) {
	list, err := drafts.List(ctx, c)
	var cards []institutionweb.StrategyCard
	for _, s := range list.Strategies {
		if s.Withdrawn() || len(cards) == 6 {
			break // the withdrawn ones stand at the end
		}
		x := strategyweb.CardOf(ctx, list.Seat, s, list.Labels)
		card := institutionweb.StrategyCard{Title: x.Title, URL: x.URL, Period: x.Period, State: x.State, Words: x.Words, Objectives: x.Objectives, Updated: x.Changed, UpdatedText: x.ChangedDay}
		switch {
		case x.News.New:
			card.News = i18n.T(ctx, "New to you")
		case len(x.News.Changed) > 0:
			card.News = i18n.N(ctx, "1 section changed since you last looked", "%d sections changed since you last looked", len(x.News.Changed))
		}
		cards = append(cards, card)
	}
	return cards, err
}

// wanted is what an analysis asks of somebody now: items, dots or scores, and of a facilitator to run it.
func wanted(ctx context.Context, seat access.Seat, a swot.Summary) []institutionweb.Waiting {
	var list []institutionweb.Waiting
	add := func(url, action, text string) {
		list = append(list, institutionweb.Waiting{URL: url, Action: action, Text: text})
	}
	board := link.Analysis(seat.Slug, a.ID)
	if a.Phase != swot.Closed && seat.Role != access.InternationalOffice && slices.Contains(a.Facilitators, seat.Membership) {
		add(board, i18n.T(ctx, "Open"), i18n.T(ctx, "You run %s.", a.Title))
	}
	if !a.AsksMe {
		return list
	}
	if a.Phase == swot.Collecting && a.Mine == 0 && swot.MayAdd(seat.Actor, a.Analysis) {
		add(board, i18n.T(ctx, "Add items"), i18n.T(ctx, "%s has nothing from you yet.", a.Title))
	}
	if a.Phase == swot.Voting && a.Items > 0 && a.Given < a.Dots && swot.MayVote(seat.Actor, a.Analysis) {
		add(board, i18n.T(ctx, "Vote"), i18n.T(ctx, "%s: you have dots to give.", a.Title))
	}
	if a.MatrixOpen && !a.Scored && swot.MayScore(seat.Actor, a.Analysis) {
		add(link.AnalysisDo(seat.Slug, a.ID, "matrix"), i18n.T(ctx, "Give scores"), i18n.T(ctx, "%s: scores are asked for.", a.Title))
	}
	return list
}

func mayOpenAny(seat access.Seat, offices []institution.Office) bool {
	for _, o := range institution.Current(offices) {
		if seat.May(access.OpenAnalysis, access.Subject{Office: o.ID}) {
			return true
		}
	}
	return seat.May(access.OpenAnalysis, access.Subject{InstitutionWide: true})
}

// enough offices that an international office has plainly begun to bring them on board.
const enough = 3

// beginnings are the first steps of an international office that starts from nothing, in their order.
func beginnings(ctx context.Context, seat access.Seat, offices []institution.Office, groups int) []institutionweb.Waiting {
	if !seat.May(access.Manage, access.Subject{}) {
		return nil
	}
	var first []institutionweb.Waiting
	if len(offices) < enough {
		first = append(first, institutionweb.Waiting{URL: link.Onboard(seat.Slug, ""), Action: i18n.T(ctx, "Bring offices on board"),
			Text: i18n.T(ctx, "Name your offices, centres and schools, and invite one person of each. It takes a few minutes.")})
	}
	if seat.ContactEmail == "" && seat.ContactName == "" {
		first = append(first, institutionweb.Waiting{URL: link.Settings(seat.Slug), Action: i18n.T(ctx, "Open the settings"),
			Text: i18n.T(ctx, "Say whom people can ask: it stands at the foot of every page and mail.")})
	}
	if seat.Office == uuid.Nil && len(offices) > 0 {
		first = append(first, institutionweb.Waiting{URL: link.Member(seat.Slug, seat.Membership, ""), Action: i18n.T(ctx, "Choose your office"),
			Text: i18n.T(ctx, "You belong to no office, so what you write stands under nobody's name. Put your own office on the list, then choose it.")})
	}
	if groups == 0 && len(offices) >= enough {
		first = append(first, institutionweb.Waiting{URL: link.Groups(seat.Slug), Action: i18n.T(ctx, "Form the working group"),
			Text: i18n.T(ctx, "Say which offices sit in the working group that writes the strategy."), Quiet: true})
	}
	return first
}

// offers are what somebody who speaks for an office may like to do, and need not.
func offers(ctx context.Context, seat access.Seat) []institutionweb.Waiting {
	if seat.May(access.Manage, access.Subject{}) || !seat.May(access.ManageColleagues, access.Subject{Office: seat.Office}) {
		return nil
	}
	return []institutionweb.Waiting{{URL: link.People(seat.Slug) + "#invite", Action: i18n.T(ctx, "Invite a colleague"), Quiet: true,
		Text: i18n.T(ctx, "You speak for %s. Invite colleagues who write with you, and name a deputy.", seat.OfficeName)}}
}
