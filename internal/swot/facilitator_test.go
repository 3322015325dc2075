package swot

import (
	"testing"
	"time"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// membership is that by which somebody of a world acts.
func (w *world) membership(who string) uuid.UUID {
	w.Helper()
	return w.view(who, w.wide).Seat.Membership
}

func TestFacilitator(t *testing.T) {
	w := newWorld(t)
	id := w.membership("adviser").String()
	tomorrow := time.Now().UTC().AddDate(0, 0, 1).Format(time.DateOnly)
	for who, kind := range map[string]problem.Kind{"sm": problem.Refused, "library": problem.Refused, "adviser": problem.Refused, "io abroad": problem.NotFound} {
		w.wantKind(w.board.NameFacilitator(t.Context(), w.as(who), w.wide, id, tomorrow), kind)
	}
	abroad := func() string {
		v, err := w.board.View(t.Context(), w.as("registrar abroad"), w.foreign)
		w.must(err)
		return v.Seat.Membership.String()
	}()
	for _, bad := range []string{"", "nobody", uuid.NewString(), abroad} {
		if err := w.board.NameFacilitator(t.Context(), w.as("io"), w.wide, bad, tomorrow); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "membership" {
			t.Errorf("membership %q: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "tomorrow", "2020-01-01", "9999-01-01", time.Now().UTC().AddDate(0, 0, -2).Format(time.DateOnly)} {
		if err := w.board.NameFacilitator(t.Context(), w.as("io"), w.wide, id, bad); !problem.Is(err, problem.Invalid) || problem.Of(err).Field != "until" {
			t.Errorf("until %q: %v", bad, err)
		}
	}
	var before, named, ended int64
	version := func(into *int64) {
		w.ask(into, `select p.access_version from person p join membership m on m.person_id = p.id where m.id = $1`, id)
	}
	version(&before)
	w.must(w.board.NameFacilitator(t.Context(), w.as("io"), w.wide, id, tomorrow))
	version(&named)
	if named <= before {
		t.Error("the open streams of who was named are not asked anew")
	}
	w.phase("adviser", w.wide, Grouping)
	if _, err := w.board.SetPhase(t.Context(), w.as("adviser"), w.library, "grouping", ""); !problem.Is(err, problem.Refused) {
		t.Errorf("another analysis: %v", err)
	}
	w.wantKind(w.board.SetUp(t.Context(), w.as("adviser"), w.wide, SetUpForm{}), problem.Refused)
	w.must(w.board.NameFacilitator(t.Context(), w.as("io"), w.wide, id, tomorrow)) // a second press
	if _, err := w.board.ViewSetUp(t.Context(), w.as("adviser"), w.wide); err != nil {
		t.Errorf("the facilitator does not see how it is set up: %v", err)
	}
	// The day has ended.
	w.sql(`update facilitator set until = now() - interval '1 second'`)
	_, err := w.board.SetPhase(t.Context(), w.as("adviser"), w.wide, "voting", "")
	w.wantKind(err, problem.Refused)
	w.must(w.board.NameFacilitator(t.Context(), w.as("io"), w.wide, id, tomorrow))
	w.phase("adviser", w.wide, Voting)
	w.must(w.board.EndFacilitator(t.Context(), w.as("io"), w.wide, uuid.MustParse(id)))
	version(&ended)
	if ended <= named {
		t.Error("the open streams of who was ended are not asked anew")
	}
	_, err = w.board.SetPhase(t.Context(), w.as("adviser"), w.wide, "closed", "")
	w.wantKind(err, problem.Refused)
	w.must(w.board.EndFacilitator(t.Context(), w.as("io"), w.wide, uuid.MustParse(id)))
	w.wantKind(w.board.EndFacilitator(t.Context(), w.as("io"), w.wide, uuid.MustParse(abroad)), problem.NotFound)
}

// The last day ends in the institution's own time zone.
func TestFacilitatorsLastDay(t *testing.T) {
	w := newWorld(t)
	w.sql(`update institution set time_zone = 'Asia/Karachi' where id = $1`, w.here.ID)
	zone, err := time.LoadLocation("Asia/Karachi")
	w.must(err)
	day := time.Now().In(zone).AddDate(0, 0, 3)
	w.must(w.board.NameFacilitator(t.Context(), w.as("io"), w.wide, w.membership("body").String(), day.Format(time.DateOnly)))
	v, err := w.board.ViewSetUp(t.Context(), w.as("io"), w.wide)
	w.must(err)
	want := time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, zone)
	if len(v.Facilitators) != 1 || !v.Facilitators[0].Until.Equal(want) {
		t.Errorf("%+v, want until %v", v.Facilitators, want)
	}
}
