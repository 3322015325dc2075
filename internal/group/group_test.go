package group

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestFound(t *testing.T) {
	h := newHouse(t)
	in := NewGroup{ID: uuid.NewString(), Name: "  Internationalisation ", AllOffices: true}
	id, err := h.desk.Found(t.Context(), h.people["io"], in)
	h.must(err)
	again, err := h.desk.Found(t.Context(), h.people["io"], in)
	h.wantKind("the same once more", err, "")
	if again != id || h.number(`select count(*) from working_group`) != 1 || h.number(`select count(*) from seat`) != 4 {
		t.Error("the same form founded twice")
	}
	in.Name = "Another"
	_, err = h.desk.Found(t.Context(), h.people["io"], in)
	h.wantKind("the same id with another name", err, problem.Invalid)

	v := h.view(id, "")
	if v.Group.Name != "Internationalisation" || v.Group.Quorum.Needed(len(v.Seats)) != 3 || len(v.Missing) != 0 {
		t.Errorf("the group is %+v, missing %v", v.Group, v.Missing)
	}
	got := map[string]string{}
	for _, s := range v.Seats {
		got[s.Office.Slug] = name(s.Holder)
	}
	for office, want := range map[string]string{"international": "io", "registrar": "registrar", "library": "library", "law": "nobody"} {
		if got[office] != want {
			t.Errorf("the seat of %s is held by %s, want %s", office, got[office], want)
		}
	}
	for what, bad := range map[string]NewGroup{
		"no name": {}, "a long name": {Name: strings.Repeat("ü", 201)}, "no such office": {Name: "x", Offices: []string{"laboratory"}}, "a bad id": {ID: "7", Name: "x"},
	} {
		_, err := h.desk.Found(t.Context(), h.people["io"], bad)
		h.wantKind(what, err, problem.Invalid)
	}
}

func TestFoundAtOnce(t *testing.T) {
	h := newHouse(t)
	in := NewGroup{ID: uuid.NewString(), Name: "At once", AllOffices: true}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if _, err := h.desk.Found(context.WithoutCancel(t.Context()), h.people["io"], in); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if groups, seats := h.number(`select count(*) from working_group`), h.number(`select count(*) from seat`); groups != 1 || seats != 4 {
		t.Errorf("%d groups with %d seats", groups, seats)
	}
}

// Nobody but the international office writes; another institution's people do not find the group at all.
func TestRefusals(t *testing.T) {
	h := newHouse(t)
	id := h.found("registrar", "library")
	seat := h.seat(id, "registrar", "").ID
	write := map[string]func(access.Caller) error{
		"change": func(c access.Caller) error {
			return h.desk.Change(t.Context(), c, id, Change{Name: "x", Quorum: "all", Version: "1"})
		},
		"give": func(c access.Caller) error {
			_, _, err := h.desk.GiveSeats(t.Context(), c, id, NewSeats{Office: "law"})
			return err
		},
		"pass":        func(c access.Caller) error { return h.desk.PassSeat(t.Context(), c, id, seat, h.id("colleague"), "") },
		"end seat":    func(c access.Caller) error { return h.desk.EndSeat(t.Context(), c, id, seat, "") },
		"resume seat": func(c access.Caller) error { return h.desk.ResumeSeat(t.Context(), c, id, seat) },
		"mail": func(c access.Caller) error {
			_, err := h.desk.Mail(t.Context(), c, id, Letter{Subject: "s", Text: "t"})
			return err
		},
		"end":    func(c access.Caller) error { return h.desk.End(t.Context(), c, id) },
		"resume": func(c access.Caller) error { return h.desk.Resume(t.Context(), c, id) },
	}
	for what, do := range write {
		for _, who := range []string{"sm", "registrar", "body", "adviser"} {
			h.wantKind(what+" by "+who, do(h.people[who]), problem.Refused)
		}
		for _, who := range []string{"io abroad", "library abroad"} {
			h.wantKind(what+" by "+who, do(h.people[who]), problem.NotFound)
		}
		wrong := h.people["io"]
		wrong.Slug = "abroad"
		h.wantKind(what+" under the other institution", do(wrong), problem.NotFound)
	}
	_, err := h.desk.Found(t.Context(), h.people["registrar"], NewGroup{Name: "x"})
	h.wantKind("founding", err, problem.Refused)
	_, err = h.desk.View(t.Context(), h.people["io abroad"], id, "")
	h.wantKind("reading from abroad", err, problem.NotFound)
	_, list, _, err := h.desk.List(t.Context(), h.people["io abroad"])
	h.must(err)
	if len(list) != 0 {
		t.Errorf("abroad sees %v", list)
	}
	h.sql(`update membership set disabled_at = now() where id = $1`, h.people["io"].As)
	for what, do := range write {
		h.wantKind(what+" by somebody who was disabled", do(h.people["io"]), problem.NotFound)
	}
	if h.number(`select count(*) from seat`) != 2 || h.number(`select version from working_group`) != 1 || h.number(`select count(*) from mail`) != 0 {
		t.Error("something was written")
	}
}

func TestChange(t *testing.T) {
	h := newHouse(t)
	id := h.found("registrar")
	in := Change{Name: "Working group", Terms: "To draft.\r\n\r\nTo report.", Quorum: "number", Number: "2", Chair: h.id("io"), Secretary: h.id("sm"), Version: "1"}
	h.must(h.desk.Change(t.Context(), h.people["io"], id, in))
	g := h.view(id, "").Group
	if g.Terms != "To draft.\n\nTo report." || g.Quorum != (Quorum{Number, 2}) || name(g.Chair) != "io" || name(g.Secretary) != "sm" || g.Version != 2 {
		t.Errorf("the group is %+v", g)
	}
	h.wantKind("the same again", h.desk.Change(t.Context(), h.people["io"], id, in), "")
	if v := h.view(id, "").Group.Version; v != 2 {
		t.Errorf("sending the same raised the version to %d", v)
	}
	in.Terms = "Something else"
	h.wantKind("a version that was overtaken", h.desk.Change(t.Context(), h.people["io"], id, in), problem.Conflict)
	if g := h.view(id, "").Group; g.Terms != "To draft.\n\nTo report." {
		t.Errorf("a stale form wrote %q", g.Terms)
	}
	in.Version = "2"
	h.sql(`update membership set disabled_at = now() where id = $1`, h.people["sm"].As)
	h.wantKind("a secretary who has left and stays in the form", h.desk.Change(t.Context(), h.people["io"], id, in), "")

	for field, change := range map[string]func(*Change){
		"name":      func(c *Change) { c.Name = " " },
		"terms":     func(c *Change) { c.Terms = strings.Repeat("x", maxTerms+1) },
		"quorum":    func(c *Change) { c.Quorum = "some" },
		"number":    func(c *Change) { c.Number = "" },
		"chair":     func(c *Change) { c.Chair = h.people["io abroad"].As.String() },
		"secretary": func(c *Change) { c.Secretary = "nobody" },
		"version":   func(c *Change) { c.Version, c.Name = "", "Renamed" },
	} {
		bad := in
		change(&bad)
		err := h.desk.Change(t.Context(), h.people["io"], id, bad)
		if h.wantKind(field, err, problem.Invalid); problem.Of(err).Field != field {
			t.Errorf("%s: the message stands at %q", field, problem.Of(err).Field)
		}
	}
}

func TestEndAndResume(t *testing.T) {
	h := newHouse(t)
	id := h.found("registrar")
	for range 2 {
		h.must(h.desk.End(t.Context(), h.people["io"], id))
	}
	_, _, err := h.desk.GiveSeats(t.Context(), h.people["io"], id, NewSeats{Office: "law"})
	h.wantKind("a seat in a group that has ended", err, problem.Conflict)
	if !h.view(id, "").Group.Ended() {
		t.Error("the group has not ended")
	}
	for range 2 {
		h.must(h.desk.Resume(t.Context(), h.people["io"], id))
	}
	_, _, err = h.desk.GiveSeats(t.Context(), h.people["io"], id, NewSeats{Office: "law"})
	h.wantKind("a seat in a group taken up again", err, "")
	if n := h.number(`select count(*) from activity where subject = 'group' and subject_id = $1`, id); n != 4 { // made, ended, resumed, seats given
		t.Errorf("%d entries in the log", n)
	}
}

func TestMail(t *testing.T) {
	h := newHouse(t)
	h.sql(`update institution set reply_to = 'answers@here.example', sender_name = 'The office' where id = $1`, h.here.ID)
	id := h.found("registrar", "library", "law")
	h.must(h.desk.PassSeat(t.Context(), h.people["io"], id, h.seat(id, "registrar", "").ID, h.id("registrar"), h.id("colleague")))
	letter := Letter{Subject: "Our first meeting", Text: "Please come."}
	sent, err := h.desk.Mail(t.Context(), h.people["io"], id, letter)
	h.must(err)
	rows := `select count(*) from mail where kind = 'group' and subject = 'Our first meeting' and reply_to = 'answers@here.example' and sender_name = 'The office'`
	if sent != 2 || h.number(rows) != 2 {
		t.Errorf("sent to %d, %d rows; want 2", sent, h.number(rows))
	}
	if sent, err = h.desk.Mail(t.Context(), h.people["io"], id, letter); err != nil || sent != 2 || h.number(rows) != 2 {
		t.Errorf("the same letter once more: %d, %v, %d rows", sent, err, h.number(rows))
	}
	letter.Text, letter.Deputies = "With deputies.", true
	if sent, err = h.desk.Mail(t.Context(), h.people["io"], id, letter); err != nil || sent != 3 || h.number(rows) != 5 {
		t.Errorf("with deputies: %d, %v, %d rows", sent, err, h.number(rows))
	}
	for what, bad := range map[string]Letter{
		"no subject": {Text: "x"}, "no text": {Subject: "x"}, "two lines of subject": {Subject: "x\r\nBcc: all@example.org", Text: "x"},
		"a long subject": {Subject: strings.Repeat("x", 201), Text: "x"}, "a long text": {Subject: "x", Text: strings.Repeat("x", 5001)},
	} {
		_, err := h.desk.Mail(t.Context(), h.people["io"], id, bad)
		h.wantKind(what, err, problem.Invalid)
	}
	empty := h.found("law")
	_, err = h.desk.Mail(t.Context(), h.people["io"], empty, letter)
	h.wantKind("to nobody", err, problem.Invalid)
	if n := h.number(`select count(*) from activity where kind = 'group mailed'`); n != 2 {
		t.Errorf("%d mails in the log", n)
	}
}

// When two offices become one, the one that stays sits where either sat, and the past stays as it was.
func TestMergeOffice(t *testing.T) {
	h := newHouse(t)
	alone, both, neither := h.found("registrar"), h.found("registrar", "library"), h.found("law")
	from, into := h.seat(alone, "registrar", "").Office.ID, h.seat(both, "library", "").Office.ID
	h.now = h.now.AddDate(0, 0, 1)
	h.sql(`update seat set since = since - 500, until = until - 500`) // the merge goes by the database's clock
	h.must(h.db.Tenant(t.Context(), h.here.ID, func(tx *postgres.Tx) error { return MergeOffice(tx, h.here.ID, from, into) }))
	h.now = h.now.AddDate(1, 0, 0)
	for group, want := range map[uuid.UUID]string{alone: "library", both: "library", neither: "law"} {
		var got []string
		for _, s := range h.view(group, "").Seats {
			got = append(got, s.Office.Slug)
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("the seats are %v, want %s", got, want)
		}
	}
	if past := h.view(alone, "").Past; len(past) != 1 || past[0].Office.Slug != "registrar" || name(past[0].Holder) != "registrar" {
		t.Errorf("the past is %v", past)
	}
	if s := h.seat(both, "library", ""); name(s.Holder) != "library" || h.number(`select count(*) from seat where group_id = $1`, both) != 2 {
		t.Errorf("where both sat, %s holds the seat", name(s.Holder))
	}
	if s := h.seat(alone, "library", ""); name(s.Holder) != "registrar" {
		t.Errorf("the seat came without its holder: %s", name(s.Holder))
	}
}
