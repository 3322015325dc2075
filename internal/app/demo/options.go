package demo

import (
	"context"
	"fmt"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// optionContent is what the working group made of items that meet, in the demo's own words.
type optionContent struct {
	kind  swot.OptionKind
	text  string
	items []string // texts of items of the shared analysis
}

// The demo's options; objectives refer to them by these texts.
const (
	optionRegion   = "Make the trust that we enjoy in the region the door to partners farther away"
	optionOneVoice = "Tell the story of our graduates instead of buying advertisements that larger universities outbid"
	optionOneDesk  = "One desk for everything that somebody from abroad needs, before a competitor answers first"
	optionReserve  = "Put a part of all new income aside, so that grants for mobility outlast a bad year"
)

var demoOptions = []optionContent{
	{swot.KindSO, optionRegion, []string{"Reputation: leading university of the English-speaking Caribbean", "Knowledge economy: transfer knowledge to all sectors for regional and global impact"}},
	{swot.KindST, optionOneVoice, []string{"Pride in the university", "Regional and international competition, online and distance providers"}},
	{swot.KindWO, optionOneDesk, []string{"Organisational silos that slow the response to needs and opportunities", "Emerging markets (Brazil, China, India, South Africa) for teaching, research and student exchange"}},
	{swot.KindWT, optionReserve, []string{"Stagnant state investment in higher education", "Loss or delay of government funding after 2008"}},
}

// options adds the options of the shared analysis that were never there.
func (m Maker) options(ctx context.Context, of institution.Institution, c access.Caller) error {
	ids := make([]uuid.UUID, len(demoOptions))
	for n, o := range demoOptions {
		ids[n] = uuid.NewSHA1(sharedAnalysis(), []byte(o.text))
	}
	var there []swot.Citable
	b := &postgres.Batch{}
	swot.QueueCited(b, &there, `select unnest($1::uuid[])`, ids)
	if err := m.Board.DB.Look(ctx, of.ID, b); err != nil {
		return err
	}
	known := map[uuid.UUID]bool{}
	for _, o := range there {
		known[o.ID] = true
	}
	cites, err := m.citable(ctx, of)
	if err != nil {
		return err
	}
	for n, o := range demoOptions {
		if known[ids[n]] {
			continue
		}
		in := swot.NewOption{ID: ids[n].String(), Kind: string(o.kind), Text: o.text}
		for _, text := range o.items {
			if id := cites[text]; id != "" {
				in.Items = append(in.Items, id)
			}
		}
		if _, err := m.Board.WriteOption(ctx, c, sharedAnalysis(), in); err != nil {
			return fmt.Errorf("adding the demo's options: %w", err)
		}
	}
	return nil
}
