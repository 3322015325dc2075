package strategy

import (
	"slices"
	"strings"

	"meridian/internal/institution"
	"meridian/internal/problem"
	"meridian/internal/swot"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// checkPlanText cleans and checks the text of a goal or an objective.
func checkPlanText(field string, text *string, missing string) error {
	*text = typed.Clean(*text)
	if *text == "" {
		return problem.At(field, missing)
	}
	return typed.Check(field, *text, textLimit)
}

// errNoSection: a form names a section that is none of the strategy's pillars.
func errNoSection() error {
	return problem.At("section", "This section is not in the strategy. Please choose another one.")
}

func parseSection(s string) (uuid.UUID, error) {
	id, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return uuid.Nil, errNoSection()
	}
	return id, nil
}

// parseGoal reads the goal of an objective; empty: none.
func parseGoal(s string) (uuid.UUID, error) {
	if s == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil || len(s) != 36 {
		return uuid.Nil, errNoGoal()
	}
	return id, nil
}

func errNoGoal() error {
	return problem.At("goal", "This goal is not in the section, or was taken out. Please choose another one.")
}

// checkGoal is the rule for the goal of an objective: one of the same section that was not taken out.
func checkGoal(goal uuid.UUID, section uuid.UUID, stored Goal, found bool) error {
	if goal != uuid.Nil && (!found || stored.Section != section || stored.Withdrawn()) {
		return errNoGoal()
	}
	return nil
}

// findOffice is the rule for who owns an objective: an office that is still there, or that owned it before; empty: nobody.
func findOffice(slug string, offices []institution.Office, before uuid.UUID) (uuid.UUID, error) {
	if slug == "" {
		return uuid.Nil, nil
	}
	n := slices.IndexFunc(offices, func(o institution.Office) bool { return o.Slug == slug })
	if n < 0 || offices[n].Archived && offices[n].ID != before {
		return uuid.Nil, problem.At("office", "There is no such office. Please choose one of the list.")
	}
	return offices[n].ID, nil
}

// parseCites reads the ids of items and options as a form carries them, each once and in their order.
func parseCites(list []string) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, s := range list {
		id, err := uuid.Parse(s)
		if err != nil || len(s) != 36 {
			return nil, errNotCitable()
		}
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return strings.Compare(a.String(), b.String()) })
	ids = slices.Compact(ids)
	if len(ids) > MaxCites {
		return nil, problem.At("cites", "An objective can answer 50 items and options at most. Please choose those that matter most.")
	}
	return ids, nil
}

func errNotCitable() error {
	return problem.At("cites", "One of the items or options cannot be chosen. Please choose them again.")
}

// checkCites is the rule for what an objective answers: items and options of the institution, none of them taken back or
// hidden but those that it answered before.
func checkCites(chosen []uuid.UUID, found []swot.Citable, before []Citation) error {
	if len(found) != len(chosen) {
		return errNotCitable()
	}
	for _, c := range found {
		known := slices.ContainsFunc(before, func(b Citation) bool { return b.Of.ID == c.ID })
		if (c.Withdrawn || c.Hidden) && !known {
			return errNotCitable()
		}
	}
	return nil
}

// citedIDs are the ids of what is cited, in their order.
func citedIDs(cites []Citation) []uuid.UUID {
	var ids []uuid.UUID
	for _, c := range cites {
		ids = append(ids, c.Of.ID)
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return strings.Compare(a.String(), b.String()) })
	return ids
}

// idList writes ids into one field of a digest.
func idList(ids []uuid.UUID) string {
	list := make([]string, len(ids))
	for n, id := range ids {
		list[n] = id.String()
	}
	return strings.Join(list, " ")
}
