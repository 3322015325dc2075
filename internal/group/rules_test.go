package group

import (
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/once"

	"github.com/google/uuid"
)

func TestQuorum(t *testing.T) {
	for _, c := range []struct {
		q           Quorum
		seats, want int
	}{
		{Quorum{Rule: Majority}, 0, 0}, {Quorum{Rule: Majority}, 1, 1}, {Quorum{Rule: Majority}, 2, 2}, {Quorum{Rule: Majority}, 16, 9}, {Quorum{Rule: Majority}, 17, 9},
		{Quorum{Rule: TwoThirds}, 0, 0}, {Quorum{Rule: TwoThirds}, 1, 1}, {Quorum{Rule: TwoThirds}, 3, 2}, {Quorum{Rule: TwoThirds}, 17, 12}, {Quorum{Rule: TwoThirds}, 18, 12},
		{Quorum{Rule: All}, 0, 0}, {Quorum{Rule: All}, 17, 17},
		{Quorum{Rule: Number, Number: 5}, 17, 5}, {Quorum{Rule: Number, Number: 5}, 3, 5}, {Quorum{Rule: Number, Number: 5}, 0, 5},
	} {
		if got := c.q.Needed(c.seats); got != c.want {
			t.Errorf("%v of %d seats: %d, want %d", c.q, c.seats, got, c.want)
		}
	}
	for _, c := range []struct {
		rule, number string
		want         Quorum
		ok           bool
	}{
		{"majority", "", Quorum{Rule: Majority}, true}, {"two_thirds", "nine", Quorum{Rule: TwoThirds}, true}, {"all", "3", Quorum{Rule: All}, true},
		{"number", " 9 ", Quorum{Rule: Number, Number: 9}, true}, {"number", "", Quorum{}, false}, {"number", "0", Quorum{}, false},
		{"number", "501", Quorum{}, false}, {"number", "9.5", Quorum{}, false}, {"", "", Quorum{}, false}, {"half", "", Quorum{}, false},
	} {
		if got, err := parseQuorum(c.rule, c.number); got != c.want || (err == nil) != c.ok {
			t.Errorf("%q %q: %v, %v", c.rule, c.number, got, err)
		}
	}
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func office(slug string, kind institution.Kind, archived bool) Office {
	return Office{ID: uuid.NewSHA1(uuid.NameSpaceDNS, []byte(slug)), Slug: slug, Kind: kind, Archived: archived}
}

// Whoever had the seat last on a day had it; the days of a row are both in it.
func TestAt(t *testing.T) {
	library := office("library", institution.KindCentre, false)
	row := func(since, until string) Seat {
		s := Seat{ID: once.Fresh(), Office: library, Since: day(since)}
		if until != "" {
			s.Until = day(until)
		}
		return s
	}
	seats := []Seat{row("2026-01-01", "2026-03-09"), row("2026-03-10", "2026-03-10"), row("2026-03-10", "2026-05-31"), row("2026-07-01", "")}
	for _, c := range []struct {
		day  string
		want int // the seat; -1: none
	}{{"2025-12-31", -1}, {"2026-01-01", 0}, {"2026-03-09", 0}, {"2026-03-10", 2}, {"2026-05-31", 2}, {"2026-06-01", -1}, {"2026-07-01", 3}, {"2030-01-01", 3}} {
		got := At(seats, day(c.day))
		if c.want < 0 && len(got) > 0 || c.want >= 0 && (len(got) != 1 || got[0].ID != seats[c.want].ID) {
			t.Errorf("%s: %v, want seat %d", c.day, got, c.want)
		}
	}
	past := Past(seats, day("2026-08-01"))
	if len(past) != 3 || past[0].ID != seats[2].ID || past[1].ID != seats[1].ID || past[2].ID != seats[0].ID {
		t.Errorf("the past is %v", past)
	}
}

func TestMissing(t *testing.T) {
	library, law := office("library", institution.KindCentre, false), office("law", institution.KindSchool, false)
	offices := []Office{library, law, office("senate", institution.KindBody, false), office("old", institution.KindOffice, true)}
	if got := Missing(offices, []Seat{{Office: library}}); len(got) != 1 || got[0].Slug != "law" {
		t.Errorf("missing: %v", got)
	}
	if got := Missing(offices, []Seat{{Office: library}, {Office: law}}); len(got) != 0 {
		t.Errorf("missing: %v", got)
	}
}

func TestSpeakers(t *testing.T) {
	library := office("library", institution.KindCentre, false)
	library.HeadEmail = "head@here.example"
	who := func(name string, standing access.Standing) Member {
		return Member{ID: once.Fresh(), Person: once.Fresh(), Name: name, Email: name + "@here.example", Office: library.ID, Standing: standing, Current: true}
	}
	left := who("left", access.FocalPerson)
	left.Current = false
	elsewhere := who("elsewhere", access.FocalPerson)
	elsewhere.Office = uuid.Nil
	for _, c := range []struct {
		what           string
		members        []Member
		holder, deputy string
	}{
		{"nobody", nil, "nobody", "nobody"},
		{"the focal person before the head", []Member{who("a", access.Head), who("b", access.FocalPerson), who("c", access.Deputy)}, "b", "c"},
		{"the head", []Member{who("a", ""), who("b", access.Head)}, "b", "nobody"},
		{"whom the list of offices names as head", []Member{who("a", ""), who("head", "")}, "head", "nobody"},
		{"the only one", []Member{who("a", ""), left, elsewhere}, "a", "nobody"},
		{"one of two", []Member{who("a", ""), who("b", "")}, "nobody", "nobody"},
		{"the deputy who is alone", []Member{who("a", access.Deputy)}, "a", "nobody"},
		{"a deputy among others", []Member{who("a", access.Deputy), who("b", "")}, "nobody", "a"},
	} {
		holder, deputy := speakers(c.members, library)
		if name(holder) != c.holder || name(deputy) != c.deputy {
			t.Errorf("%s: %s and %s, want %s and %s", c.what, name(holder), name(deputy), c.holder, c.deputy)
		}
	}
}

func TestRecipients(t *testing.T) {
	library, law := office("library", institution.KindCentre, false), office("law", institution.KindSchool, false)
	who := func(name, email string, o Office) *Member {
		return &Member{ID: once.Fresh(), Person: uuid.NewSHA1(uuid.NameSpaceDNS, []byte(name)), Name: name, Email: email, Office: o.ID, Current: true}
	}
	left := who("left", "left@x.example", library)
	left.Current = false
	a, twin := who("a", "a@x.example", library), who("a", "a@x.example", law)
	seats := []Seat{{Office: library, Holder: a, Deputy: who("b", "b@x.example", library)}, {Office: law, Holder: twin, Deputy: who("mute", "", law)},
		{Office: library, Holder: left, Deputy: left}, {Office: law}, {Office: law, Holder: who("moved", "m@x.example", library)}}
	for deputies, want := range map[bool][2]int{false: {1, 0}, true: {2, 1}} {
		if to, without := Recipients(seats, deputies); len(to) != want[0] || without != want[1] {
			t.Errorf("with deputies %v: %v and %d without an address, want %v", deputies, to, without, want)
		}
	}
}

func TestToday(t *testing.T) {
	late := time.Date(2026, 3, 10, 22, 0, 0, 0, time.UTC)
	for zone, want := range map[string]string{"UTC": "2026-03-10", "Asia/Karachi": "2026-03-11", "America/Lima": "2026-03-10", "Nowhere/At all": "2026-03-10"} {
		if got := today(late, zone); !got.Equal(day(want)) {
			t.Errorf("%s: %v, want %s", zone, got, want)
		}
	}
}
