package swot

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func (w *world) report(who string) Report {
	w.Helper()
	r, err := w.board.Report(w.Context(), w.as(who), w.wide)
	w.must(err)
	return r
}

func (r Report) texts(q Quadrant) []string {
	var list []string
	for _, h := range r.Headings {
		for _, x := range h.Items {
			if h.Quadrant == q {
				list = append(list, x.Text)
			}
		}
	}
	return list
}

// A report's figures are those of the analysis: first all items, then those that the votes put first with their ties, then
// the short list; dots of a voting that goes on are in none.
func TestReportFigures(t *testing.T) {
	w := newWorld(t)
	var items []Target
	for _, text := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		items = append(items, w.add("registrar", w.wide, Strength, text))
	}
	threat := w.add("library", w.wide, Threat, "threat")
	if r := w.report("adviser"); r.Choice != ChoiceAll || len(r.texts(Strength)) != 7 || !slices.Equal(r.Empty, []Quadrant{Weakness, Opportunity}) || len(r.Begun) != 1 {
		t.Errorf("before the voting: %v, %v, %v, %v", r.Choice, r.texts(Strength), r.Empty, r.Begun)
	}
	_, err := w.board.SetPhase(t.Context(), w.as("io"), w.wide, string(Voting), "")
	w.must(err)
	for n, i := range items[:6] {
		who := []string{"registrar", "library", "io"}[n/2]
		w.vote(who, i, 1+(n+1)%2)
	}
	if r := w.report("io"); r.Choice != ChoiceAll || r.Counted || len(r.Headings[0].Items) != 7 || r.Headings[0].Items[0].Votes+r.Headings[0].Items[0].Voters != 0 {
		t.Errorf("the report tells of a voting that goes on: %+v", r.Headings[0].Items[0])
	}
	_, err = w.board.SetPhase(t.Context(), w.as("io"), w.wide, string(Closed), "")
	w.must(err)
	r := w.report("adviser")
	if got := strings.Join(r.texts(Strength), ""); r.Choice != ChoiceFirst || got != "acebdf" || r.Headings[0].More != 1 {
		t.Errorf("%v put first %q and leave out %d", r.Choice, got, r.Headings[0].More)
	}
	if x := r.Headings[0].Items[0]; x.Rank != 1 || !x.Tied || x.Votes != 2 || x.Voters != 1 || r.Turnout.Offices != 3 || r.Turnout.Of != 3 {
		t.Errorf("%+v of %+v", x, r.Turnout)
	}
	var way []Phase
	for _, b := range r.Begun {
		way = append(way, b.Phase)
	}
	if !slices.Equal(way, []Phase{Collecting, Voting, Closed}) {
		t.Errorf("the way was %v", way)
	}
	_, err = w.board.Shortlist(t.Context(), w.as("io"), threat, true)
	w.must(err)
	if r := w.report("adviser"); r.Choice != ChoiceShort || len(r.texts(Strength)) != 0 || r.Headings[0].More != 7 || !slices.Equal(r.texts(Threat), []string{"threat"}) {
		t.Errorf("with a short list: %v, %v", r.Choice, r.Headings)
	}
}

// What is hidden is in nobody else's report, neither by its words nor in a figure by heading.
func TestReportHides(t *testing.T) {
	w := newWorld(t)
	w.sql(`update analysis set reveal = 'together' where id = $1`, w.wide)
	w.add("registrar", w.wide, Strength, "canary")
	for who, want := range map[string]int{"registrar": 1, "colleague": 1, "library": 0, "io": 0, "sm": 0, "adviser": 0} {
		if r := w.report(who); len(r.ByVotes) != want || len(r.texts(Strength)) != want || len(r.Items) != want {
			t.Errorf("%s reads %d items", who, len(r.ByVotes))
		}
	}
	_, err := w.board.Report(t.Context(), w.as("io abroad"), w.wide)
	if err == nil {
		t.Error("another institution reads it")
	}
}

// Which offices were not heard only those know who may ask them, in the report and in the file: not by the names of those
// that were heard either. Where so few wrote unsigned that names would tell who, nobody does.
func TestParticipation(t *testing.T) {
	w := newWorld(t)
	w.add("registrar", w.wide, Strength, "one")
	ready := true
	_, err := w.board.SetReady(t.Context(), w.as("io"), w.wide, &ready, nil)
	w.must(err)
	for who, want := range map[string]string{"io": "international registrar|library", "sm": "international registrar|library", "library": "registrar|", "adviser": "registrar|"} {
		f := w.exported(who, w.wide).Participation
		slices.Sort(f.HeardOffices)
		if got := strings.Join(f.HeardOffices, " ") + "|" + strings.Join(f.SilentOffices, " "); got != want || f.Asked != 3 || f.Heard != 2 {
			t.Errorf("%s reads %d of %d, %s", who, f.Heard, f.Asked, got)
		}
		if p := w.report(who).Take; len(p.Named) != len(f.HeardOffices) || len(p.Silent) != len(f.SilentOffices) {
			t.Errorf("%s reads otherwise in the report: %+v", who, p)
		}
	}
	w.sql(`update analysis set phase = 'closed' where id = $1`, w.wide)
	if p := w.report("library").Take; len(p.Silent) != 0 || len(p.Named) != 1 {
		t.Errorf("closing tells everybody: %+v", p)
	}
	secret := w.open("io", NewAnalysis{Title: "Unsigned", Scope: "institution", Authors: "nobody"})
	w.sql(`insert into office_answer (institution_id, analysis_id, office_id, wrote) select institution_id, $1, id, true from office where slug = 'registrar' and institution_id = $2`, secret, w.here.ID)
	if f := w.exported("io", secret).Participation; f.Heard != 1 || f.HeardOffices != nil || f.SilentOffices != nil {
		t.Errorf("the unsigned analysis names %+v", f)
	}
}

func TestBeginnings(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		current Phase
		begun   []Begun
		want    []Begun
	}{
		"opened":         {Collecting, nil, []Begun{{Collecting, day(9)}}},
		"brought closed": {Closed, nil, []Begun{{Collecting, day(1)}, {Closed, day(9)}}},
		"back": {Grouping, []Begun{{Grouping, day(2)}, {Voting, day(3)}, {Grouping, day(9)}},
			[]Begun{{Collecting, day(1)}, {Grouping, day(9)}}},
	} {
		if got := beginnings(c.current, day(1), day(9), c.begun); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
