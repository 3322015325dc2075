package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// mostSteps is how many steps are handed over at once; who misses more reads the text anew.
const mostSteps = 2000

// mostStepBytes is about how much JSON of steps is handed over at once.
const mostStepBytes = 4 << 20

// Text reads the text of a section, also of a withdrawn one: for everybody of the institution. Absent is NotFound.
func (d *Desk) Text(ctx context.Context, c access.Caller, strategy, section uuid.UUID) (Text, error) {
	s, err := d.standing(ctx, c, strategy, section, noSteps, portion{})
	return Text{Version: s.Section.Version, Doc: s.Section.Doc}, err
}

// StepsSince reads the steps of a section after one of its versions: for everybody of the institution. Absent is
// NotFound; a version that the section has not reached, and one that too many steps came after, is Gone: the text is to
// be read as a whole. A version below 0 is Invalid.
func (d *Desk) StepsSince(ctx context.Context, c access.Caller, strategy, section uuid.UUID, since int) (Run, error) {
	s, err := d.standing(ctx, c, strategy, section, max(since, 0), portion{mostSteps + 1, mostStepBytes})
	if err != nil {
		return Run{}, err
	}
	if since < 0 {
		return Run{}, problem.At("since", "The version is not a number.")
	}
	run := s.run()
	if since > run.Version || len(s.Missing) > mostSteps || run.Version < s.Section.Version {
		return Run{}, problem.New(problem.Gone, "Much was written meanwhile. The section is to be read as a whole.")
	}
	return run, nil
}
