package swot

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// room is a world with the room of its analyses and a clock that stands still.
type room struct {
	*world
	*Room
	now time.Time
}

func newRoom(t *testing.T) *room {
	t.Helper()
	return roomOf(newWorld(t))
}

// roomOf is the room of a world.
func roomOf(w *world) *room {
	r := &room{world: w, now: time.Now().Truncate(time.Second)}
	r.Room = &Room{DB: w.db.DB, Desk: account.NewDesk(w.db.DB)}
	r.Desk.Now, r.Desk.Demo = func() time.Time { return r.now }, func() bool { return true }
	return r
}

func (r *room) opened(who string, analysis uuid.UUID) string {
	r.Helper()
	secret, err := r.Room.Open(r.Context(), r.as(who), analysis)
	r.must(err)
	return secret
}

// arrives asks at a door, as a browser that has not been there.
func (r *room) arrives(secret, name, office, email string) Ticket {
	r.Helper()
	d, err := r.Door(r.Context(), secret)
	r.must(err)
	t := NewTicket(d)
	_, err = r.Arrive(r.Context(), secret, t, NewArrival{Name: name, Office: office, Email: email})
	r.must(err)
	return t
}

func (r *room) admits(who string, analysis uuid.UUID, chosen Chosen) int {
	r.Helper()
	n, err := r.Admit(r.Context(), r.as(who), analysis, chosen)
	r.must(err)
	return n
}

func (r *room) visit(t Ticket) Visit {
	r.Helper()
	v, err := r.Room.Visit(r.Context(), t)
	r.must(err)
	return v
}

func (r *room) see(who string, analysis uuid.UUID) RoomView {
	r.Helper()
	v, err := r.Room.View(r.Context(), r.as(who), analysis)
	r.must(err)
	return v
}

func (r *room) sql(slug, sql string, args ...any) {
	r.Helper()
	r.must(r.DB.TenantBySlug(r.Context(), slug, func(tx *postgres.Tx) error { return tx.Exec(sql, args...) }))
}

// read is one value of the first institution.
func read[T any](r *room, sql string, args ...any) (v T) {
	r.Helper()
	r.must(r.DB.TenantBySlug(r.Context(), "here", func(tx *postgres.Tx) error { return tx.Row(sql, args, &v) }))
	return v
}

// guest lets somebody in to the wide analysis and returns who asks as that guest.
func (r *room) guest(name, office, email string) (access.Caller, Ticket) {
	r.Helper()
	t := r.arrives(r.opened("io", r.wide), name, office, email)
	r.admits("io", r.wide, Chosen{Arrival: t.Arrival})
	v := r.visit(t)
	if v.State != LetIn || v.Person == uuid.Nil {
		r.Fatalf("%s was let in: %+v", name, v)
	}
	return access.Caller{Person: v.Person, Slug: "here", Analysis: r.wide}, t
}

func TestDoor(t *testing.T) {
	r := newRoom(t)
	first := r.opened("io", r.wide)
	d, err := r.Door(t.Context(), first)
	if err != nil || d.Title != "Where we stand" || d.Analysis != r.wide || d.Slug != "here" || len(d.Offices) != 3 {
		t.Errorf("the door is %+v, %v", d, err)
	}
	if v := r.see("io", r.wide); !v.Open || !v.Opens(first) || v.Opens("") || v.Opens(first+"x") {
		t.Errorf("the room is %+v", v)
	}
	second := r.opened("io", r.wide)
	_, err = r.Door(t.Context(), first)
	r.wantKind(err, problem.NotFound)
	for _, cut := range []string{"", "x", second[:20], second + "x", strings.ToUpper(second)} {
		_, err = r.Door(t.Context(), cut)
		r.wantKind(err, problem.NotFound)
	}
	ticket := r.arrives(second, "Ana", "library", "")
	r.must(r.Room.Close(t.Context(), r.as("io"), r.wide))
	_, err = r.Door(t.Context(), second)
	r.wantKind(err, problem.NotFound)
	_, err = r.Arrive(t.Context(), second, ticket, NewArrival{Name: "Bo", Office: "library"})
	r.wantKind(err, problem.NotFound)
	if v := r.see("io", r.wide); v.Open || len(v.Waiting) != 1 {
		t.Errorf("after closing: %+v", v)
	}
	third := r.opened("io", r.wide)
	r.now = account.RoomEnds(r.now, "UTC").Add(-time.Second)
	if _, err = r.Door(t.Context(), third); err != nil {
		t.Errorf("a second before the end of the day: %v", err)
	}
	r.now = r.now.Add(time.Second)
	_, err = r.Door(t.Context(), third)
	r.wantKind(err, problem.NotFound)
	if n := read[int](r, `select count(*)::int from activity where kind = 'door opened'`); n != 3 {
		t.Errorf("%d openings are in the log", n)
	}
	// An office's own analysis is for its people.
	if d, err := r.Door(t.Context(), r.opened("library", r.library)); err != nil || len(d.Offices) != 1 || d.Offices[0].Slug != "library" {
		t.Errorf("the library's door is %+v, %v", d, err)
	}
}

func TestWhoMayRunARoom(t *testing.T) {
	r := newRoom(t)
	waits := r.arrives(r.opened("io", r.wide), "Ana", "library", "").Arrival
	for _, c := range []struct {
		who  string
		on   uuid.UUID
		want problem.Kind
	}{
		{"io", r.wide, ""}, {"io", r.library, ""}, {"library", r.library, ""},
		{"library", r.wide, problem.Refused}, {"registrar", r.library, problem.Refused}, {"sm", r.wide, problem.Refused},
		{"body", r.wide, problem.Refused}, {"adviser", r.wide, problem.Refused},
		{"io abroad", r.wide, problem.NotFound}, {"io", r.foreign, problem.NotFound}, {"io", uuid.New(), problem.NotFound},
	} {
		_, err := r.Room.View(t.Context(), r.as(c.who), c.on)
		r.wantKind(err, c.want)
		_, err = r.Room.Open(t.Context(), r.as(c.who), c.on)
		r.wantKind(err, c.want)
		if c.want != "" {
			r.wantKind(r.Room.Close(t.Context(), r.as(c.who), c.on), c.want)
			_, err = r.Admit(t.Context(), r.as(c.who), c.on, Chosen{All: true})
			r.wantKind(err, c.want)
			_, err = r.Admit(t.Context(), r.as(c.who), c.on, Chosen{Arrival: waits})
			r.wantKind(err, c.want)
			r.wantKind(r.TurnAway(t.Context(), r.as(c.who), c.on, waits), c.want)
		}
	}
	_, err := r.Admit(t.Context(), r.as("library"), r.library, Chosen{Arrival: waits}) // of another analysis
	r.wantKind(err, problem.NotFound)
	r.wantKind(r.TurnAway(t.Context(), r.as("io"), r.wide, uuid.New()), problem.NotFound)
	_, err = r.Admit(t.Context(), r.as("io"), r.wide, Chosen{})
	r.wantKind(err, problem.Invalid)
	if v := r.see("io", r.wide); len(v.Waiting) != 1 || len(v.Inside) != 0 {
		t.Errorf("after all that was refused: %+v", v)
	}
	guest, _ := r.guest("Ben", "library", "")
	guest.Analysis = r.wide
	_, err = r.Room.View(t.Context(), guest, r.wide)
	r.wantKind(err, problem.Refused)
}

func TestWhatAnArrivalMaySay(t *testing.T) {
	r := newRoom(t)
	secret := r.opened("io", r.wide)
	d, err := r.Door(t.Context(), secret)
	r.must(err)
	for _, c := range []struct {
		in    NewArrival
		field string
	}{
		{NewArrival{Name: "Zoë O’Brien-Łukasiewicz", Office: "library"}, ""},
		{NewArrival{Name: "محمد بن علي", Office: "library", Email: "m@uni.example"}, ""},
		{NewArrival{Name: `<b>"Bobby"</b> & co`, Office: "registrar"}, ""},
		{NewArrival{Name: "  ", Office: "library"}, "name"},
		{NewArrival{Name: "a\nb", Office: "library"}, "name"},
		{NewArrival{Name: "a\x00b", Office: "library"}, "name"},
		{NewArrival{Name: "a\xffb", Office: "library"}, "name"},
		{NewArrival{Name: strings.Repeat("é", 201), Office: "library"}, "name"},
		{NewArrival{Name: strings.Repeat("é", 200), Office: "library"}, ""},
		{NewArrival{Name: "Ana", Office: ""}, "office"},
		{NewArrival{Name: "Ana", Office: "nowhere"}, "office"},
		{NewArrival{Name: "Ana", Office: "library", Email: "not an address"}, "email"},
		{NewArrival{Name: "Ana", Office: "library", Email: "a@uni.example\r\nBcc: b@uni.example"}, "email"},
		{NewArrival{Name: "Ana", Office: "library", Email: "a\u2028b@uni.example"}, "email"}, // no mail could be sent to it
	} {
		_, err := r.Arrive(t.Context(), secret, NewTicket(d), c.in)
		if (err == nil) != (c.field == "") || err != nil && problem.Of(err).Field != c.field {
			t.Errorf("%+v: %v, want field %q", c.in, err, c.field)
		}
	}
	before := len(r.see("io", r.wide).Waiting)
	same := NewTicket(d)
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if _, err := r.Arrive(t.Context(), secret, same, NewArrival{Name: "Twice", Office: "library"}); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := len(r.see("io", r.wide).Waiting); n != before+1 {
		t.Errorf("one ticket sent six times: %d more wait", n-before)
	}
	r.sql("here", `insert into arrival (institution_id, analysis_id, id, name, office_id, secret)
		select institution_id, $1, gen_random_uuid(), 'many', id, sha256('x') from office, generate_series(1, 300) where slug = 'library'`, r.wide)
	_, err = r.Arrive(t.Context(), secret, NewTicket(d), NewArrival{Name: "Too many", Office: "library"})
	r.wantKind(err, problem.TooMany)
	r.sql("here", `update office set archived_at = now() where slug = 'registrar'`)
	if d, _ := r.Door(t.Context(), secret); len(d.Offices) != 2 {
		t.Errorf("an archived office is offered: %v", d.Offices)
	}
}

// However many hosts press at once, and whatever they press, everybody is let in once.
func TestAdmittingAtTheSameMoment(t *testing.T) {
	r := newRoom(t)
	secret := r.opened("io", r.wide)
	tickets := make([]Ticket, 12)
	for n := range tickets {
		tickets[n] = r.arrives(secret, fmt.Sprint("Guest ", n), []string{"library", "registrar"}[n%2], "")
	}
	late := r.see("io", r.wide).Waiting
	var last time.Time
	for _, a := range late {
		if a.ArrivedAt.After(last) {
			last = a.ArrivedAt
		}
	}
	unseen := r.arrives(secret, "Unseen", "library", "")
	var group sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for _, chosen := range []Chosen{{All: true, Through: last}, {All: true, Through: last}, {Office: "library", Through: last}, {Office: "registrar", Through: last},
		{Arrival: tickets[0].Arrival}, {Arrival: tickets[0].Arrival}, {Arrival: tickets[11].Arrival}} {
		group.Go(func() {
			n, err := r.Admit(t.Context(), r.as("io"), r.wide, chosen)
			if err != nil {
				t.Errorf("%+v: %v", chosen, err)
			}
			mu.Lock()
			total += n
			mu.Unlock()
		})
	}
	group.Wait()
	if guests := read[int](r, `select count(*)::int from membership where analysis_id is not null`); total != 12 || guests != 12 {
		t.Errorf("%d were let in, %d guests were made, want 12", total, guests)
	}
	if v := r.visit(unseen); v.State != Waiting {
		t.Errorf("somebody who was not on the screen: %+v", v)
	}
	for _, ticket := range tickets {
		if v := r.visit(ticket); v.State != LetIn {
			t.Errorf("%+v", v)
		}
	}
	if n := r.admits("io", r.wide, Chosen{Arrival: tickets[3].Arrival}); n != 0 {
		t.Errorf("letting in again let in %d", n)
	}
	r.must(r.TurnAway(t.Context(), r.as("io"), r.wide, tickets[3].Arrival))
	if v := r.visit(tickets[3]); v.State != LetIn {
		t.Errorf("turning away somebody inside: %+v", v)
	}
	r.must(r.TurnAway(t.Context(), r.as("io"), r.wide, unseen.Arrival))
	if v := r.visit(unseen); v.State != TurnedAway {
		t.Errorf("turned away: %+v", v)
	}
	if n := r.admits("io", r.wide, Chosen{All: true}); n != 0 {
		t.Errorf("after turning away %d were let in", n)
	}
	if n := read[int](r, `select count(*)::int from activity where detail like '%Guest%'`); n != 0 {
		t.Error("the log holds names")
	}
	if n := read[int](r, `select count(*)::int from activity where kind = 'guest turned away' and detail = 'library'`); n != 1 {
		t.Errorf("%d turnings away are in the log", n)
	}
}

// A ticket is worth nothing without its secret.
func TestATicketNeedsItsSecret(t *testing.T) {
	r := newRoom(t)
	_, ticket := r.guest("Ana", "library", "")
	other := r.arrives(r.opened("io", r.wide), "Bo", "library", "")
	for name, wrong := range map[string]func(*Ticket){
		"another's secret":    func(x *Ticket) { x.Secret = other.Secret },
		"no secret":           func(x *Ticket) { x.Secret = "" },
		"another analysis":    func(x *Ticket) { x.Analysis = r.library },
		"another institution": func(x *Ticket) { x.Institution = r.abroad.ID },
	} {
		forged := ticket
		wrong(&forged)
		if v := r.visit(forged); v != (Visit{}) {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestAGuestReachesOneAnalysis(t *testing.T) {
	r := newRoom(t)
	guest, ticket := r.guest("Ana", "library", "library@here.example")
	v, err := r.board.View(t.Context(), guest, r.wide)
	r.must(err)
	if v.Seat.Guest != r.wide || v.Seat.OfficeSlug != "library" || v.Seat.PersonName != "Ana" || v.Seat.Email != "" || v.Seat.Until.IsZero() {
		t.Errorf("the guest's seat is %+v", v.Seat)
	}
	if done, err := r.board.Add(t.Context(), guest, r.wide, NewItem{Quadrant: "strength", Text: "Guests see more"}); err != nil {
		t.Error(err)
	} else if _, err := r.board.Edit(t.Context(), guest, Target{r.wide, done.Item}, "Guests see most", "", 1); err != nil {
		t.Error(err)
	}
	// What the office's own people wrote is theirs: anybody may have named the office at the door.
	theirs := r.add("library", r.wide, Strength, "written by the library")
	_, err = r.board.Edit(t.Context(), guest, theirs, "rewritten by a guest", "", 1)
	r.wantKind(err, problem.Refused)
	_, err = r.board.Withdraw(t.Context(), guest, theirs)
	r.wantKind(err, problem.Refused)
	_, err = r.board.Move(t.Context(), guest, theirs, "threat", theirs.Item)
	r.wantKind(err, problem.Refused)
	_, err = r.board.List(t.Context(), access.Caller{Person: guest.Person, Slug: "here"})
	r.wantKind(err, problem.NotFound)
	_, err = r.board.Open(t.Context(), access.Caller{Person: guest.Person, Slug: "here"}, NewAnalysis{Title: "Mine", Scope: "office"})
	r.wantKind(err, problem.NotFound)
	elsewhere := guest
	elsewhere.Analysis = r.library
	_, err = r.board.View(t.Context(), elsewhere, r.library)
	r.wantKind(err, problem.NotFound)
	elsewhere = access.Caller{Person: guest.Person, Slug: "abroad", Analysis: r.foreign}
	_, err = r.board.View(t.Context(), elsewhere, r.foreign)
	r.wantKind(err, problem.NotFound)
	// The address of a member was typed: the guest is somebody else all the same.
	if guest.Person == r.as("library").Person {
		t.Error("the guest is the member whose address was typed")
	}
	r.sql("here", `update membership set valid_until = now() where analysis_id is not null`)
	_, err = r.board.View(t.Context(), guest, r.wide)
	r.wantKind(err, problem.NotFound)
	if v := r.visit(ticket); v.State != Over {
		t.Errorf("after the day: %+v", v)
	}
}

func TestAGuestEndsWithTheDayOfTheInstitution(t *testing.T) {
	r := newRoom(t)
	r.sql("here", `update institution set time_zone = 'Asia/Karachi' where slug = 'here'`)
	r.guest("Ana", "library", "")
	until := read[time.Time](r, `select valid_until from membership where analysis_id is not null`)
	if want := account.RoomEnds(r.now, "Asia/Karachi"); !until.Equal(want) {
		t.Errorf("the guest's place ends %v, want %v", until, want)
	}
}
