package demo

import (
	"context"
	"fmt"

	"meridian/internal/access"
	"meridian/internal/group"
	"meridian/internal/institution"

	"github.com/google/uuid"
)

const groupName = "Internationalisation working group"

const groupTerms = `The working group prepares the internationalisation strategy of the university. Every office, centre and school has one seat, so that nothing is planned for an office that the office has not heard of.

It gathers where the offices stand, agrees on what the strategy is to reach, comments on each draft, and follows the actions once they are approved. It recommends; senior management decides.

The group meets at least six times a year. Papers go out a week before a meeting, minutes within a week after it. Whoever cannot come sends the deputy. The chair reports to senior management at the end of each term.`

// group adds the working group of the seventeen offices. Its words are written once: what people make of them stays.
func (m Maker) group(ctx context.Context, of institution.Institution, c access.Caller) error {
	desk := group.NewDesk(m.Desk.DB, m.Desk.Post)
	id := uuid.NewSHA1(namespace, []byte(groupName))
	if exists, err := desk.Holds(ctx, of.ID, id); err != nil || exists {
		return err
	}
	in := group.NewGroup{ID: id.String(), Name: groupName}
	for _, o := range offices {
		in.Offices = append(in.Offices, o.slug)
	}
	if _, err := desk.Found(ctx, c, in); err != nil {
		return fmt.Errorf("founding the demo's working group: %w", err)
	}
	return desk.Change(ctx, c, id, group.Change{Name: groupName, Terms: groupTerms, Quorum: string(group.Majority), Chair: c.As.String(), Version: "1"})
}
