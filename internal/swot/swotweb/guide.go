package swotweb

import (
	"context"
	"strconv"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// Guide returns the four headings in their order with the words around them: no items yet.
func Guide(ctx context.Context) []Quadrant {
	inside := i18n.T(ctx, "Inside: ours to change")
	outside := i18n.T(ctx, "Outside: we can only respond")
	return []Quadrant{
		{
			Key: "strength", Singular: i18n.T(ctx, "strength"), Heading: i18n.T(ctx, "Strengths"),
			Adding: i18n.T(ctx, "Add a strength"), EvidenceFor: i18n.T(ctx, "Evidence for this strength"),
			Side: inside, Inside: true,
			Question: i18n.T(ctx, "What does your office do well for international students, staff or partners?"),
			Examples: []string{
				i18n.T(ctx, "We answer every applicant from abroad within three working days"),
				i18n.T(ctx, "Eight of our lecturers have taught at a partner university"),
			},
		},
		{
			Key: "weakness", Singular: i18n.T(ctx, "weakness"), Heading: i18n.T(ctx, "Weaknesses"),
			Adding: i18n.T(ctx, "Add a weakness"), EvidenceFor: i18n.T(ctx, "Evidence for this weakness"),
			Side: inside, Inside: true,
			Question: i18n.T(ctx, "What in your office slows international work down, or is missing?"),
			Examples: []string{
				i18n.T(ctx, "Our forms exist in one language only"),
				i18n.T(ctx, "One person knows how visas work; nobody stands in for her"),
			},
		},
		{
			Key: "opportunity", Singular: i18n.T(ctx, "opportunity"), Heading: i18n.T(ctx, "Opportunities"),
			Adding: i18n.T(ctx, "Add an opportunity"), EvidenceFor: i18n.T(ctx, "Evidence for this opportunity"),
			Side:     outside,
			Question: i18n.T(ctx, "What is changing around us that we could make use of?"),
			Examples: []string{
				i18n.T(ctx, "A partner wants to teach a joint module next year"),
				i18n.T(ctx, "A new national fund pays for staff exchanges"),
			},
		},
		{
			Key: "threat", Singular: i18n.T(ctx, "threat"), Heading: i18n.T(ctx, "Threats"),
			Adding: i18n.T(ctx, "Add a threat"), EvidenceFor: i18n.T(ctx, "Evidence for this threat"),
			Side:     outside,
			Question: i18n.T(ctx, "What could harm our international work, whatever we do ourselves?"),
			Examples: []string{
				i18n.T(ctx, "Visa decisions take longer each year"),
				i18n.T(ctx, "Rents near the campus rise faster than scholarships"),
			},
		},
	}
}

// guideOf is the guide with the questions and examples that an analysis has of its own.
func guideOf(ctx context.Context, m swot.Method) []Quadrant {
	all := Guide(ctx)
	for n := range all {
		if p, own := m.Prompts[swot.Quadrant(all[n].Key)]; own {
			all[n].Question = p.Question
			if len(p.Examples) > 0 {
				all[n].Examples = p.Examples
			}
		}
	}
	return all
}

// limitOf says under a heading how many items an office is asked for, once it may add any; ours is how many it has.
func limitOf(ctx context.Context, v swot.View, mayAdd bool, ours int) *Limit {
	if v.Analysis.ItemLimit == nil || !mayAdd || v.Analysis.Phase != swot.Collecting || v.Seat.Office == uuid.Nil {
		return nil
	}
	most := *v.Analysis.ItemLimit
	l := &Limit{Most: most, Words: i18n.N(ctx, "Please choose your most important one.", "Please choose your %d most important.", most)}
	over := i18n.N(ctx, "Please choose your most important one;", "Please choose your %d most important;", most)
	l.Over = over + " " + i18n.T(ctx, "you have written {n}.")
	l.Said = l.Words
	if ours > most {
		l.Said = strings.Replace(l.Over, "{n}", strconv.Itoa(ours), 1)
	}
	return l
}
