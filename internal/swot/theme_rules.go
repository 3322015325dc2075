package swot

import (
	"strings"

	"meridian/internal/access"
	"meridian/internal/problem"
	"meridian/internal/typed"

	"github.com/google/uuid"
)

// maxThemes is the most themes that an analysis has in its own frame: more is no help to anybody.
const maxThemes = 60

// maxThemeName is the longest name of a theme, in code points; the database takes as many.
const maxThemeName = 200

// MayGroup tells whether the actor may put items into themes now.
func MayGroup(a access.Actor, on Analysis) bool { return MayRun(a, on) && on.groups() == nil }

// groups is the rule for grouping: a theme changes no vote, but while people vote the items stay where they see them.
func (a Analysis) groups() error {
	if a.Phase == Voting {
		return problem.New(problem.Conflict, "The voting has begun: the groups stay as they are until it ends. Nothing was changed.")
	}
	return nil
}

// mayRegroup is what every change of the grouping asks first.
func mayRegroup(by access.Actor, a Analysis) error {
	if !MayRun(by, a) {
		return problem.New(problem.Refused, "Only whoever runs this analysis groups its items. You may read them in any grouping.")
	}
	return a.groups()
}

// checkThemeName cleans and checks the name of a theme among those that stand beside it.
func checkThemeName(name *string, others []Theme) error {
	*name = strings.Join(strings.Fields(*name), " ")
	if *name == "" {
		return problem.At("name", "Please give the group a name.")
	}
	if err := typed.Check("name", *name, titleLimit); err != nil {
		return err
	}
	if len([]rune(*name)) > maxThemeName {
		return problem.At("name", "The name is longer than 200 characters. Please shorten it; nothing was lost.")
	}
	for _, t := range others {
		if strings.EqualFold(t.Name, *name) {
			return problem.At("name", "There is a group of this name already. Please choose another name, or put the items into that group.")
		}
	}
	return nil
}

// checkTheme tells whether an item can be put into a theme; empty takes it out of the one that it is in.
func checkTheme(key string, of []Theme) error {
	if _, known := themeIn(of, key); key == "" || known {
		return nil
	}
	return problem.At("theme", "This group is no longer there. Please choose another one.")
}

// groupable tells whether an item stands in a grouping by itself.
func (i Item) groupable() error {
	switch {
	case i.Withdrawn():
		return problem.New(problem.Conflict, "This item was withdrawn meanwhile. Nothing was changed.")
	case i.JointID != uuid.Nil:
		return problem.New(problem.Conflict, "This item was merged into a joint item meanwhile. Please group that one.")
	}
	return nil
}

// Stands tells whether the item is read by itself: it is on the board, and no joint item stands for it.
func (i Item) Stands() bool { return i.groupable() == nil }
