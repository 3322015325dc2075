package strategy

import (
	"errors"
	"fmt"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/problem"
)

func TestWhoIsBehindIsGivenTheSteps(t *testing.T) {
	w := newWriting(t)
	for n, who := range []string{"io", "drafter", "io"} {
		_, err := w.accept(who, n, insert(1, fmt.Sprint(n)))
		w.must(err)
	}
	_, err := w.accept("io 2", 1, insert(1, "mine"))
	behind, ok := errors.AsType[*Behind](err)
	if !ok {
		t.Fatalf("the answer is %v", err)
	}
	if behind.Version != 3 || len(behind.Steps) != 2 || fmt.Sprint(behind.Clients) != "[dr io]" || behind.Section != w.section {
		t.Errorf("given %+v", behind.Run)
	}
	_, err = w.accept("io 2", 7, insert(1, "mine"))
	if behind, _ := errors.AsType[*Behind](err); behind == nil || behind.Version != 3 || behind.Steps == nil || len(behind.Steps) != 0 {
		t.Errorf("who is ahead is given %+v", behind)
	}
}

func TestStepsSince(t *testing.T) {
	w := newWriting(t)
	for n := range 11 {
		_, err := w.accept("io", n*200, repeated(insert(1, "a"), 200))
		w.must(err)
	}
	for _, c := range []struct {
		since, steps int
		want         problem.Kind
	}{
		{2200, 0, ""}, {2199, 1, ""}, {200, 2000, ""}, {199, 0, problem.Gone}, {0, 0, problem.Gone}, {2201, 0, problem.Gone}, {-1, 0, problem.Invalid},
	} {
		run, err := w.desk.StepsSince(t.Context(), w.as("adviser"), w.strategy, w.section, c.since)
		w.wantKind(err, c.want, fmt.Sprint("since ", c.since))
		if err == nil && (len(run.Steps) != c.steps || len(run.Clients) != c.steps || run.Steps == nil || run.Version != 2200) {
			t.Errorf("since %d: %d steps to version %d", c.since, len(run.Steps), run.Version)
		}
	}
	_, err := w.desk.StepsSince(t.Context(), w.as("io abroad"), w.strategy, w.section, 0)
	w.wantKind(err, problem.NotFound, "another institution")
	_, err = w.desk.Text(t.Context(), w.as("io abroad"), w.strategy, w.section)
	w.wantKind(err, problem.NotFound, "the text, from another institution")
}

// What happens between the engine's work and the commit is seen by the transaction.
func TestChangesBehindTheEnginesBack(t *testing.T) {
	for _, c := range []struct {
		name string
		sql  string
		want problem.Kind
	}{
		{"the section is withdrawn", `update section set withdrawn_at = now()`, problem.Locked},
		{"the strategy is withdrawn", `update strategy set withdrawn_at = now()`, problem.Locked},
		{"the drafter is named no more", `delete from drafter`, problem.Refused},
		{"the membership ends", `update membership set valid_until = now() - interval '1 second' where role = 'member_office'`, problem.NotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWriting(t)
			s, err := w.desk.standing(t.Context(), w.as("drafter"), w.strategy, w.section, noSteps, portion{})
			w.must(err)
			applied, err := w.desk.Engine.Apply(t.Context(), s.Section.Doc, insert(1, "late"))
			w.must(err)
			w.sql(c.sql)
			_, err = w.desk.commitSteps(t.Context(), w.as("drafter"), s, "c", "steps", applied)
			w.wantKind(err, c.want, c.name)
			w.wantSteps(0)
		})
	}
	t.Run("others write", func(t *testing.T) {
		w := newWriting(t)
		s, err := w.desk.standing(t.Context(), w.as("drafter"), w.strategy, w.section, noSteps, portion{})
		w.must(err)
		applied, err := w.desk.Engine.Apply(t.Context(), s.Section.Doc, insert(1, "late"))
		w.must(err)
		_, err = w.accept("io", 0, insert(1, "early"))
		w.must(err)
		if _, err = w.desk.commitSteps(t.Context(), w.as("drafter"), s, "c", "steps", applied); !errors.Is(err, errMoved) {
			t.Errorf("the answer is %v", err)
		}
		w.wantSteps(1)
		w.replayed()
	})
}

func (w *writing) wantSteps(want int) {
	w.Helper()
	var got int
	w.must(w.db.TenantBySlug(w.Context(), "here", func(tx *postgres.Tx) error {
		return tx.Row(`select count(*) from section_step`, nil, &got)
	}))
	if got != want {
		w.Errorf("%d steps are stored, want %d", got, want)
	}
}
