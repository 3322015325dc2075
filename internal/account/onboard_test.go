package account

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

func (w *town) onboard(c access.Caller, in Onboarding, preview bool) OnboardPlan {
	w.Helper()
	plan, err := w.desk.Onboard(w.Context(), c, in, preview)
	if err != nil {
		w.Fatal(err)
	}
	return plan
}

// written writes what became of the rows, one a line.
func written(p OnboardPlan) string {
	var lines []string
	for _, r := range p.Rows {
		line := fmt.Sprintf("%d %s %s %s", r.Line, r.Outcome, r.Office.Slug, r.Standing)
		if r.NewOffice {
			line += " new"
		}
		if r.Reason != "" {
			line = fmt.Sprintf("%d ! %s", r.Line, r.Reason)
		}
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return strings.Join(lines, "\n")
}

func TestPlanOnboard(t *testing.T) {
	library, law := uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7())
	s := surroundings{
		Offices: []officeHere{{Office: institution.Office{ID: library, Slug: "library", Name: "The Library", HeadEmail: "Head@x.example"}},
			{Office: institution.Office{ID: law, Slug: "law", Name: "Law"}, Spoken: true}, {Office: institution.Office{Slug: "old", Name: "Old", Archived: true}}},
		People: map[string]personKnown{"demo@x.example": {Demo: true}},
		Members: map[string][]memberHere{
			"there@x.example":   {{Role: access.MemberOffice, Office: &law, Current: true, Accepted: true}},
			"waiting@x.example": {{Role: access.MemberOffice, Office: &law}},
			"shut@x.example":    {{Role: access.Adviser, Disabled: true}},
		},
	}
	for _, c := range []struct {
		name, text, office string
		role               access.Role
		want               string
	}{
		{"known by slug and by name", "LIBRARY\tA\ta@x.example\nthe  library\tB\tb@x.example\nlaw\tC\tc@x.example", "", "", "1 invited library focal_person\n2 invited library\n3 invited law"},
		{"the head by the address", "Library\tH\thead@x.example\nlibrary\tB\tb@x.example", "", "", "1 invited library head\n2 invited library"},
		{"a new office twice", "Language Centre\tA\ta@x.example\nlanguage centre\tB\tb@x.example", "", "", "1 invited language-centre focal_person new\n2 invited language-centre"},
		{"two new offices whose slugs would be one", "Café\tA\ta@x.example\nCafe\tB\tb@x.example", "", "", "1 invited cafe focal_person new\n2 invited cafe-2 focal_person new"},
		{"who is there", "law\tA\tThere@x.example\nlibrary\tA\tthere@x.example\nlaw\tB\twaiting@x.example", "", "", "1 member law\n2 role added library focal_person\n3 again law"},
		{"twice in the text", "law;A;a@x.example\nlaw;A;A@x.example", "", "", "1 invited law\n2 ! This stands in line 1 already."},
		{"addresses for one office", "a@x.example, b@x.example", "library", "", "1 invited library focal_person\n1 invited library"},
		{"addresses for no office", "a@x.example", "", "", "1 ! Which office? Write it into the line, or choose one for all lines without."},
		{"advisers need none", "a@x.example", "", access.Adviser, "1 invited"},
		{"archived", "old\tA\ta@x.example", "", "", "1 ! Old is archived. Restore it on the page of offices first."},
		{"the demo's", "law\tA\tdemo@x.example", "", "", "1 ! demo@x.example belongs to the demo, whose password everybody knows. Please use another address."},
		{"shut out", "law\tA\tshut@x.example", "", "", "1 ! shut@x.example has been shut out of this institution. The international office can let the person in again on the page of people."},
		{"bad addresses", "law\tA\ta@\nlaw\tB\tb@x.example\x01\nlaw\tC\tü@x.example", "", "", "1 ! This is not an e-mail address.\n2 ! This is not an e-mail address.\n3 ! Mail can only be sent to addresses in plain Latin letters. Please ask for another address, or write the domain in its xn-- form."},
		{"a bad row founds no office", "New One\tA\ta@", "", "", "1 ! This is not an e-mail address."},
		{"an office alone", "office,name,email\nNew One,,\nLaw,,", "", "", "2 office only new-one new\n3 office only law"},
		{"an office and a name without address", "New One\tSana\nLaw\tAli\nLaw\tAli", "", "", "1 office only new-one new\n2 office only law\n3 office only law"},
		{"a name too long", "law\t" + strings.Repeat("n", 201) + "\ta@x.example\n" + strings.Repeat("o", 201) + "\tA\tb@x.example", "", "", "1 ! The name is longer than 200 characters.\n2 ! The office: The name is longer than 200 characters."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := ReadPasted(c.text)
			if err != nil {
				t.Fatal(err)
			}
			if c.role == "" {
				c.role = access.MemberOffice
			}
			for n := range s.Offices {
				s.Offices[n].Spoken = s.Offices[n].Slug == "law"
			}
			plan := planOnboard(p, c.role, c.office, s)
			if got := written(plan); got != c.want {
				t.Errorf("planned\n%s\nwant\n%s", got, c.want)
			}
			if c.name == "a bad row founds no office" && len(plan.NewOffices) > 0 {
				t.Errorf("founded %+v", plan.NewOffices)
			}
		})
	}
}

// Of 500 pasted addresses with three bad ones 497 go, and the bad ones come back. The same form again does nothing
// more, also when it comes twice at once.
func TestOnboardFiveHundred(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	lines := []string{"office\tname\temail"}
	for n := range 500 {
		line := fmt.Sprintf("Office %d\tPerson %d\tp%d@uni.example", n%17, n, n)
		if n == 7 || n == 77 || n == 499 {
			line = fmt.Sprintf("Brand new %d\tPerson %d\tnobody", n, n)
		}
		lines = append(lines, line)
	}
	in := Onboarding{ID: uuid.NewString(), Text: strings.Join(lines, "\n")}
	if plan := w.onboard(io, in, true); plan.Count(WillWait) != 497 || len(plan.Bad()) != 3 || len(plan.NewOffices) != 17 {
		t.Fatalf("the preview: %d invited, %d bad, %d offices", plan.Count(WillWait), len(plan.Bad()), len(plan.NewOffices))
	}
	const count = `select (select count(*) from mail) * 1000000 + (select count(*) from membership where accepted_at is null) * 1000 + (select count(*) from office)`
	if n := value[int](w, w.here, count); n != 2 {
		t.Fatalf("the preview wrote: %d", n)
	}
	var plans [2]OnboardPlan
	var errs [2]error
	var together sync.WaitGroup
	for n := range plans {
		together.Go(func() { plans[n], errs[n] = w.desk.Onboard(t.Context(), io, in, false) })
	}
	together.Wait()
	for n := range plans {
		if errs[n] != nil && !problem.Is(errs[n], problem.Overloaded) {
			t.Errorf("sent twice at once: %v", errs[n])
		}
	}
	plan := w.onboard(io, in, false)
	if got := value[int](w, w.here, count); got != 497*1000000+497*1000+19 {
		t.Errorf("written are %d mails, memberships and offices", got)
	}
	left := "office\tname\temail\n" + lines[8] + "\n" + lines[78] + "\n" + lines[500]
	text, rows := plan.Left()
	if text != left {
		t.Errorf("left is %q, want %q", text, left)
	}
	for n, r := range rows {
		if r.Line != n+2 || strings.Split(text, "\n")[r.Line-1] != r.Raw {
			t.Errorf("%q is said to stand in line %d of what is left", r.Raw, r.Line)
		}
	}
	for _, r := range plan.Bad() {
		if want := "This is not an e-mail address."; r.Reason != want || lines[r.Line-1] != r.Raw {
			t.Errorf("line %d: %q, %q", r.Line, r.Raw, r.Reason)
		}
	}
	if n := value[int](w, w.here, `select count(*) from membership where standing = 'focal_person'`); n != 17 {
		t.Errorf("%d offices have a focal person", n)
	}
	if n := value[int](w, w.here, `select count(*) from activity where kind = 'office added'`); n != 17 {
		t.Errorf("%d offices in the log", n)
	}
	if bad := value[int](w, w.here, `select count(*) from activity where detail like '%@%' or detail like '%Person%'`); bad != 0 {
		t.Errorf("%d entries of the log name a person", bad)
	}
	if n := value[int](w, w.yonder, `select count(*) from membership`) + value[int](w, w.yonder, `select count(*) from invitation`); n != 0 {
		t.Errorf("another institution has %d rows", n)
	}
}

func TestSendAgain(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	w.onboard(io, Onboarding{Text: "library;A;a@uni.example\nlibrary;B;b@uni.example\nlaw;B;b@uni.example\nlaw;C;c@uni.example"}, false)
	joined := w.ask(io, NewInvitation{Email: "d@uni.example", Role: access.Adviser, ByLink: true})
	if _, _, err := w.desk.Accept(t.Context(), secretOf(joined), "D", goodPassword); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.ImportPeople(t.Context(), w.here, w.table("name,email,role\nE,e@uni.example,adviser\n"), false); err != nil {
		t.Fatal(err)
	}
	send := func(printed bool, want Again) {
		t.Helper()
		if got, err := w.desk.SendAgain(t.Context(), io, printed); err != nil || got != want {
			t.Errorf("sent again: %+v, %v, want %+v", got, err, want)
		}
	}
	again := func(want Again) {
		t.Helper()
		if v, err := w.desk.Onboarding(t.Context(), io); err != nil || v.Again != want {
			t.Errorf("foretold: %+v, %v, want %+v", v.Again, err, want)
		}
		send(false, want)
	}
	w.now = time.Now()
	again(Again{Sent: 1, Recent: 3}) // the one brought in by a file had no link yet
	again(Again{Recent: 4})
	w.sql(w.here, `update mail set failed_at = now() where address = 'c@uni.example'`)
	w.now = w.now.Add(patience + time.Second)
	again(Again{Sent: 3, Bounced: 1})
	if n := value[int](w, w.here, `select count(*) from mail where address = 'b@uni.example'`); n != 2 {
		t.Errorf("somebody with two roles has %d mails, want one each time", n)
	}
	w.sql(w.here, `update person set email = 'new@uni.example' where email = 'c@uni.example'`)
	w.now = w.now.Add(time.Hour)
	again(Again{Sent: 4})
	// Links on paper stay, unless they are asked for as well; one that has ended on paper is no link any more.
	if _, _, err := w.desk.Sheet(t.Context(), io, []string{"library"}); err != nil {
		t.Fatal(err)
	}
	w.sql(w.here, `update invitation set opened_at = now() where person_id = (select id from person where email = 'a@uni.example')`)
	w.now = w.now.Add(time.Hour)
	again(Again{Sent: 2, ByHand: 2})
	w.now = w.now.Add(time.Hour)
	send(true, Again{Sent: 4})
	if _, _, err := w.desk.Sheet(t.Context(), io, []string{"library"}); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(invitationLife + time.Second)
	again(Again{Sent: 4})
}

// One address in two lines is one person: counted once, called by the first name, with one mail and one slip that name
// both offices, and all stand on the page behind the link.
func TestOnePersonForTwoOffices(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	in := Onboarding{Text: "Library\tSana Iqbal\tsana@uni.example\nNew One\tS. Iqbal\tSana@uni.example\nLaw\t\tsana@uni.example\nLaw\tB\tb@uni.example"}
	plan := w.onboard(io, in, true)
	if n := plan.Count(WillWait); n != 2 {
		t.Errorf("%d people", n)
	}
	var got []string
	for _, r := range plan.Rows {
		got = append(got, fmt.Sprintf("%s same as %d, nth %d, name of %d", r.Name, r.SameAs, r.Nth, r.NameOf))
	}
	if want := "Sana Iqbal same as 0, nth 1, name of 0\nSana Iqbal same as 1, nth 2, name of 1\nSana Iqbal same as 1, nth 3, name of 0\nB same as 0, nth 1, name of 0"; strings.Join(got, "\n") != want {
		t.Errorf("planned\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if l, ok := plan.FirstLetter(institution.Settings{Name: "Uni"}); !ok || l.Name != "Sana Iqbal" || !strings.Contains(l.Text, "for Library, New One and Law.") {
		t.Errorf("the letter: %+v, %v", l, ok)
	}
	w.onboard(io, in, false)
	if n := value[string](w, w.here, `select string_agg(name, ',') from person where email_norm = 'sana@uni.example'`); n != "Sana Iqbal" {
		t.Errorf("called %q", n)
	}
	if text := value[string](w, w.here, `select string_agg(body, '|') from mail where lower(address) = 'sana@uni.example'`); strings.Count(text, "for Library, New One and Law.") != 1 {
		t.Errorf("the mail is %q", text)
	}
	head, slips, err := w.desk.Sheet(t.Context(), io, []string{"law"})
	if err != nil || len(slips) != 2 || !head.Until.Equal(w.now.Add(invitationLife)) {
		t.Fatalf("the sheet: %+v, %v", slips, err)
	}
	for _, s := range slips {
		if s.Name != "Sana Iqbal" {
			continue
		}
		if !slices.Equal(s.Offices, []string{"Law", "Library", "New One"}) {
			t.Errorf("the slip names %q", s.Offices)
		}
		if i, err := w.desk.Invited(t.Context(), strings.TrimPrefix(s.Link, "/invitations/")); err != nil || !slices.Equal(i.Offices, []string{"Law", "Library", "New One"}) {
			t.Errorf("the page behind the link names %q, %v", i.Offices, err)
		}
	}
}

// What stood twice was taken once: the number of the line that was taken says nothing about what is left.
func TestLeftOfRepeats(t *testing.T) {
	p, err := ReadPasted("Library;A;a@x.example\nLibrary;A;a@x.example\nLaw;B;b@")
	if err != nil {
		t.Fatal(err)
	}
	text, rows := planOnboard(p, access.MemberOffice, "", surroundings{}).Left()
	if text != "Library;A;a@x.example\nLaw;B;b@" || len(rows) != 2 || rows[0].Line != 1 || rows[0].Reason != "This stood in another line as well, which was taken." || rows[1].Line != 2 {
		t.Errorf("left is %q, %+v", text, rows)
	}
}

func TestOnboardWarnings(t *testing.T) {
	s := surroundings{Offices: []officeHere{{Office: institution.Office{Slug: "library", Name: "Library"}}, {Office: institution.Office{Slug: "office-1", Name: "Office 1"}}, {Office: institution.Office{Slug: "hr", Name: "HR"}}}}
	for text, want := range map[string]string{
		"Libary;A;a@x.example":                              "Library",
		"LIBRARIES;A;a@x.example":                           "",
		"the library;A;a@x.example":                         "",
		"Librari;A;a@x.example":                             "Library",
		"library;A;a@x.example":                             "", // it is the one
		"Office 2;A;a@x.example":                            "",
		"IT;A;a@x.example":                                  "",
		"Admissions;A;a@x.example\nAdmission;B;b@x.example": "Admissions",
		"Libary;A;a@":                                       "",
		"Law;A;a@localhost":                                 "unusual",
	} {
		p, err := ReadPasted(text)
		if err != nil {
			t.Fatal(err)
		}
		plan := planOnboard(p, access.MemberOffice, "", s)
		last := plan.Rows[len(plan.Rows)-1]
		if got := last.Like; got != want && !(want == "unusual" && last.Unusual && got == "") {
			t.Errorf("%q looks like %q, want %q", text, got, want)
		}
		if last.Unusual != (want == "unusual") {
			t.Errorf("%q is unusual: %v", text, last.Unusual)
		}
	}
}

// Each link on the sheet opens, for its person; the earlier ones do not.
func TestSheet(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	early := w.ask(io, NewInvitation{Email: "a@uni.example", Role: access.MemberOffice, Office: "library", ByLink: true})
	w.ask(io, NewInvitation{Email: "b@uni.example", Role: access.MemberOffice, Office: "law"})
	_, some, err := w.desk.Sheet(t.Context(), io, []string{"law", "nowhere"})
	if err != nil || len(some) != 1 || some[0].Email != "b@uni.example" {
		t.Fatalf("of one office: %+v, %v", some, err)
	}
	if _, err := w.desk.Invited(t.Context(), secretOf(early)); err != nil {
		t.Errorf("a link of another office ended: %v", err)
	}
	_, all, err := w.desk.Sheet(t.Context(), io, nil)
	if err != nil || len(all) != 2 {
		t.Fatalf("of all: %+v, %v", all, err)
	}
	for _, l := range all {
		if i, err := w.desk.Invited(t.Context(), strings.TrimPrefix(l.Link, "/invitations/")); err != nil || i.Email != l.Email {
			t.Errorf("%s: %+v, %v", l.Email, i, err)
		}
	}
	for _, earlier := range []string{secretOf(early), strings.TrimPrefix(some[0].Link, "/invitations/")} {
		if _, err := w.desk.Invited(t.Context(), earlier); !problem.Is(err, problem.NotFound) {
			t.Errorf("an earlier link: %v", err)
		}
	}
	if n := value[int](w, w.here, `select count(*) from activity where kind = 'invitation link printed'`); n != 3 {
		t.Errorf("%d in the log", n)
	}
}

func TestInvitationState(t *testing.T) {
	now := time.Now()
	at := func(minutes int) *time.Time { x := now.Add(time.Duration(minutes) * time.Minute); return &x }
	id := uuid.Must(uuid.NewV7())
	for want, list := range map[InvitationState][]InvitedPerson{
		InvitationNotAsked:  {{}},
		InvitationWaiting:   {{ID: id, Issued: at(-5), Expires: at(5), Mailed: at(-5)}},
		InvitationSent:      {{ID: id, Issued: at(-5), Expires: at(5), Mailed: at(-5), Sent: at(-4)}},
		InvitationBounced:   {{ID: id, Issued: at(-5), Expires: at(5), Mailed: at(-5), Sent: at(-4), Failed: at(-3)}, {ID: id, Issued: at(-5), Expires: at(-1), Mailed: at(-5), Failed: at(-3)}},
		InvitationLinkShown: {{ID: id, Issued: at(-5), Expires: at(5)}, {ID: id, Issued: at(-2), Expires: at(5), Mailed: at(-5), Failed: at(-4)}},
		InvitationOpened:    {{ID: id, Issued: at(-5), Expires: at(5), Mailed: at(-5), Sent: at(-4), Opened: at(-1)}},
		InvitationExpired:   {{ID: id, Issued: at(-5), Expires: at(0), Mailed: at(-5), Sent: at(-4), Opened: at(-1)}, {ID: id, Mailed: at(-5)}, {ID: id}},
		InvitationJoined:    {{ID: id, Accepted: at(-1), Issued: at(-5), Expires: at(-3), Mailed: at(-5), Failed: at(-4)}},
	} {
		for _, p := range list {
			if got, _ := p.State(now); got != want {
				t.Errorf("%+v is %s, want %s", p, got, want)
			}
		}
	}
}

func TestWriteMessage(t *testing.T) {
	w := newTown(t)
	io := w.manager(w.here)
	for name, c := range map[string]struct {
		m     InvitationMessage
		field string
	}{
		"a subject of two lines":  {InvitationMessage{Subject: "A\r\nBcc: b@x.example"}, "invitation_subject"},
		"a sender of two lines":   {InvitationMessage{SenderName: "A\nB"}, "sender_name"},
		"answers to two":          {InvitationMessage{ReplyTo: "a@x.example, b@x.example"}, "reply_to"},
		"answers by injection":    {InvitationMessage{ReplyTo: "a@x.example\r\nBcc: b@x.example"}, "reply_to"},
		"an unknown placeholder":  {InvitationMessage{Text: "Dear {nmae}, {link}"}, "invitation_text"},
		"a link in the subject":   {InvitationMessage{Subject: "{link}"}, "invitation_subject"},
		"a text too long":         {InvitationMessage{Text: strings.Repeat("x", 4996)}, "invitation_text"},
		"a text with a zero byte": {InvitationMessage{Text: "\x00{link}"}, "invitation_text"},
	} {
		if _, err := w.desk.WriteMessage(t.Context(), io, c.m); problem.Of(err).Kind != problem.Invalid || problem.Of(err).Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	added, err := w.desk.WriteMessage(t.Context(), io, InvitationMessage{Subject: " To {office} ", Text: "Liebe {name}\r\n{institution}", SenderName: "IO", ReplyTo: "io@x.example"})
	if err != nil || !added {
		t.Fatalf("without its link: %v, %v", added, err)
	}
	w.ask(io, NewInvitation{Email: "a@uni.example", Name: "{institution} {link}", Role: access.MemberOffice, Office: "library"})
	if got := value[string](w, w.here, `select concat_ws('|', sender_name, reply_to, subject, body) from mail`); got != "IO|io@x.example|To Library|Liebe {institution} {link}\nUniversity here\n\n{link}" {
		t.Errorf("the mail is %q", got)
	}
	// What says the same as the default is the default, also when that changes one day.
	if _, err := w.desk.WriteMessage(t.Context(), io, InvitationMessage{Subject: institution.DefaultInvitationSubject, Text: strings.ReplaceAll(institution.DefaultInvitationText, "\n", "\r\n")}); err != nil {
		t.Fatal(err)
	}
	if value[bool](w, w.here, `select invitation_subject <> '' or invitation_text <> '' from institution where slug = 'here'`) {
		t.Error("the default was stored")
	}
}

func TestInvitationWords(t *testing.T) {
	s := institution.Settings{Name: "Uni", InvitationSubject: "{office}", InvitationText: "{name}|{office}|{institution}|{link}|{other}"}
	for _, c := range []struct{ name, office, want string }{
		{"Sana", "Library", "Sana|Library|Uni|{link}|{other}"}, {"", "Library", "Library|Library|Uni|{link}|{other}"}, {"", "", "a@x.example|Uni|Uni|{link}|{other}"},
	} {
		if _, got := InvitationWords(s, c.name, "a@x.example", c.office); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
