package app

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"meridian/internal/account"
	"meridian/internal/sheet"

	"github.com/google/uuid"
)

const onboard = "/demo/people/onboard"

// The page is used as a browser without script uses it: paste, look, invite, correct what is left.
func TestOnboardPages(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	text := "Sustainability\tAli\tali@demo.example\nFinance\tX\tnobody\nLibrary\tSana\tsana2@demo.example"
	preview := s.want(io.post(onboard+"/preview", form("pasted", text, "role", "member_office", "office", "")), 200, "the preview")
	for _, say := range []string{"/sustainability", "ali@demo.example", "Line 2:", "There is no e-mail address in this line."} {
		if !strings.Contains(preview.body, say) {
			t.Errorf("the preview does not say %q", say)
		}
	}
	f := s.parse(preview.body).tags("form")
	var invite *node
	for _, n := range f {
		if n.attr["action"] == onboard+"/invite" {
			invite = n
		}
	}
	if invite == nil {
		t.Fatal("no button to invite")
	}
	left := s.want(io.post(onboard+"/invite", invite.fields()), 200, "inviting")
	field := s.parse(left.body).id("pasted")
	if field == nil || !strings.HasSuffix(strings.TrimSpace(field.own), "nobody") {
		t.Errorf("left in the field is %q", field.text())
	}
	if !strings.Contains(left.body, "Line 1:") || !strings.Contains(left.body, "1. Correct the list") {
		t.Error("the line is not counted in the field as it stands now, or the step has lost its number")
	}
	s.want(io.post(onboard+"/invite", form("pasted", "Finance;X;nobody", "role", "", "office", "", "id", uuid.NewString())), 422, "only bad lines")
	if a := s.want(io.post(onboard+"/invite", form("pasted", "Library;X;x@demo.example", "id", uuid.NewString())), 303, "only good lines"); a.header.Get("Location") != onboard+"#invited" {
		t.Errorf("it leads to %q", a.header.Get("Location"))
	}
	page := io.page(onboard)
	if !strings.Contains(page.text(), "ali@demo.example") || !strings.Contains(page.text(), "Not sent: no mail server") {
		t.Error("the list does not show who was invited")
	}
	for name, fields := range map[string]url.Values{"nothing": form("pasted", ""), "an unknown office": form("pasted", "a@demo.example", "office", "nowhere"), "an unknown field": form("pasted", "x", "evil", "1")} {
		s.want(io.post(onboard+"/preview", fields), 422, name)
	}
	s.want(s.as("library").get(onboard), 403, "a member office")
	s.want(s.as("international@second").get(onboard), 404, "another institution")
	s.want(s.visitor().get(onboard), 303, "signed out")
}

func TestOnboardFiles(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	var xlsx bytes.Buffer
	s.must(sheet.WriteXLSX(&xlsx, "People", []string{"Office", "Name", "E-mail"}, [][]string{{"New Lab", "Ali", "ali@demo.example"}}))
	for name, data := range map[string][]byte{"people.xlsx": xlsx.Bytes(), "people.csv": []byte("office,name,email\r\nNew Lab,Ali,ali@demo.example\r\n"), "list.txt": []byte("New Lab;Ali;ali@demo.example"),
		"latin.csv": []byte("office;name;email\nNew Lab;J\xfcrgen;ali@demo.example")} {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		part, err := w.CreateFormFile("file", name)
		s.must(err)
		_, err = part.Write(data)
		s.must(err)
		s.must(w.WriteField("pasted", ""))
		s.must(w.Close())
		a := s.want(io.do("POST", onboard+"/preview", &body, "Content-Type", w.FormDataContentType()), 200, name)
		if !strings.Contains(a.body, "/new-lab") || !strings.Contains(a.body, "ali@demo.example") {
			t.Errorf("%s is not understood", name)
		}
	}
	// Ticked offices, with and without an address.
	fields := url.Values{"typical": {"0", "17"}}
	for n := range account.TypicalOffices {
		address := ""
		if n == 18 {
			address = "legal@demo.example"
		}
		fields.Add("typical_email", address)
	}
	a := s.want(io.post(onboard+"/preview", fields), 200, "ticked offices")
	for _, say := range []string{"/legal-office", "legal@demo.example", "the office is there already"} {
		if !strings.Contains(a.body, say) {
			t.Errorf("the preview of ticked offices does not say %q", say)
		}
	}
}

// Without a mail server nothing says that mails go out, and nothing offers to send one.
func TestOnboardWithoutMail(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	lines := "Registrar;Sana Iqbal;sana2@demo.example\nNew Lab;S. Iqbal;sana2@demo.example\nOther Lab;Ali\nLaw Lab;B;b@localhost\nNew Leb;C;c@demo.example"
	preview := s.want(io.post(onboard+"/preview", form("pasted", lines)), 200, "the preview")
	for _, say := range []string{"No mail server is set: print the sheet of links afterwards.", "3 people are invited", "the same address as line 1; one person for both offices",
		"with another name: Sana Iqbal of line 1 is used", "office only: nobody is invited yet", "Ali has no e-mail address", "unusual address",
		"looks like: New Lab; if it is the same, write it the same way", "This is what they will get", "Dear Sana Iqbal,", `href="#message"`} {
		if !strings.Contains(preview.body, say) {
			t.Errorf("the preview does not say %q", say)
		}
	}
	// Putting the invitation into one's own words keeps the list.
	worded := s.want(io.post(onboard+"/message", form("invitation_subject", "Come", "invitation_text", "Hello {name}, {link}", "pasted", lines, "role", "member_office", "office", "")), 200, "words in between")
	for _, say := range []string{"Invite 3 people", "Hello Sana Iqbal,", "The invitation is kept, for the day on which a mail server is set."} {
		if !strings.Contains(worded.body, say) {
			t.Errorf("with other words the preview does not say %q", say)
		}
	}
	s.want(io.post(onboard+"/invite", form("pasted", lines, "id", uuid.NewString())), 303, "inviting")
	page := io.get(onboard)
	for _, say := range []string{"3 people are invited. 4 offices were added. No mail server is set: print the sheet of links.", "Not sent: no mail server",
		"No mail server is set, so nothing is sent by itself. Print the sheet of links, or copy a link beside a name.", `<summary class="button primary">Print a sheet of links`} {
		if !strings.Contains(page.body, say) {
			t.Errorf("the page does not say %q", say)
		}
	}
	for _, body := range []string{preview.body, page.body} {
		for _, say := range []string{"go out one after the other", "on their way", "on its way", "Mail is waiting", "Send again", "nobody is written to"} {
			if strings.Contains(body, say) {
				t.Errorf("the page says %q", say)
			}
		}
	}
	if a := s.want(io.post(onboard+"/again", url.Values{}), 409, "sending again"); !strings.Contains(a.body, "No mail server is set, so nothing is sent by itself.") {
		t.Error("the refusal does not say why")
	}
	s.want(io.post(onboard+"/again", form("printed", "2")), 422, "a box that is none")
	s.want(s.as("library").post(onboard+"/again", url.Values{}), 403, "a member office")
	s.tenant("demo", `update institution set contact_name = 'Ines Okafor', contact_email = 'ines@demo.example' where slug = 'demo'`)
	sheet := s.want(io.post(onboard+"/sheet", url.Values{}), 200, "the sheet")
	for _, say := range []string{"New Lab and ", "It opens once, until ", "Questions? Ask Ines Okafor, ines@demo.example."} {
		if !strings.Contains(sheet.body, say) {
			t.Errorf("the sheet does not say %q", say)
		}
	}
}

// With a mail server "send again" asks first, and leaves links on paper alone unless told otherwise.
func TestOnboardSendsAgain(t *testing.T) {
	s := stand(t, withMail)
	io := s.as("international")
	s.want(io.post(onboard+"/invite", form("pasted", "Library;A;a2@demo.example\nLibrary;B;b2@demo.example", "id", uuid.NewString())), 303, "inviting")
	if page := io.get(onboard); !strings.Contains(page.body, "2 invitations are on their way.") || strings.Contains(page.body, "No mail server") {
		t.Error("the page does not say that the mails go out")
	}
	s.want(io.post(onboard+"/sheet", url.Values{}), 200, "the sheet")
	page := io.page(onboard)
	for _, say := range []string{"Nobody gets a new link, unless you tick the box.", "Also those with a printed or copied link: 2"} {
		if !strings.Contains(page.text(), say) {
			t.Errorf("the page does not ask %q", say)
		}
	}
	for printed, say := range map[string]string{"": "2 have a printed or copied link and were left alone.", "1": "2 got a link within the last ten minutes and were left alone."} {
		s.want(io.post(onboard+"/again", form("printed", printed)), 303, "again")
		if page := io.get(onboard); !strings.Contains(page.body, say) {
			t.Errorf("the answer does not say %q", say)
		}
	}
}

// A link is shown once, as text and as a code; the sheet has one for each who waits, and what was shown before ends.
func TestLinksToHandOver(t *testing.T) {
	s := stand(t)
	io := s.as("international")
	a := s.want(io.post("/demo/invitations", form("id", uuid.NewString(), "email", "new@demo.example", "role", "adviser", "office", "", "send", "link")), 200, "a link")
	shown := s.parse(a.body).id("link").attr["value"]
	if !strings.HasPrefix(shown, s.base+"/invitations/") || !strings.Contains(a.body, `class="qr"`) {
		t.Fatalf("shown is %q", shown)
	}
	path := strings.TrimPrefix(shown, s.base)
	s.want(s.visitor().post(path+"/opened", url.Values{}), 204, "opened")
	s.want(s.visitor().post("/invitations/unknown/opened", url.Values{}), 204, "opened, unknown")
	if !strings.Contains(io.get(onboard).body, "Opened: 1") {
		t.Error("the list does not say that it was opened")
	}
	sheet := s.want(io.post(onboard+"/sheet", url.Values{}), 200, "the sheet")
	if strings.Count(sheet.body, `class="qr"`) != 1 {
		t.Error("the sheet has not one code")
	}
	s.want(s.visitor().get(path), 404, "an earlier link")
	for _, verb := range []string{"/send", "/link", "/withdraw"} {
		for who, want := range map[string]int{"library": 403, "international@second": 404} {
			id := s.invitation("demo")
			s.want(s.as(who).post("/demo/invitations/"+id+verb, url.Values{}), want, who+verb)
		}
		s.want(io.post("/demo/invitations/"+uuid.NewString()+verb, url.Values{}), 404, verb+" of nothing")
	}
	for verb, want := range map[string]int{"/send": 303, "/link": 200, "/withdraw": 303} {
		if verb != "/withdraw" {
			s.want(io.post("/demo/invitations/"+s.invitation("demo")+verb, form("back", "onboard")), want, verb)
		}
	}
	s.want(io.post("/demo/invitations/"+s.invitation("demo")+"/withdraw", url.Values{}), 303, "withdraw")
}

// invitation is the id of the newest invitation of an institution.
func (s *standing) invitation(slug string) (id string) {
	s.Helper()
	s.must(s.db.TenantBySlug(s.Context(), slug, readOne(&id, `select id::text from invitation order by created_at desc limit 1`)))
	return id
}

// The three ways to accept with an account: signed in as oneself, as somebody else, signed out.
func TestAcceptWithAnAccount(t *testing.T) {
	s := stand(t)
	io := s.as("international@second")
	link := func() string {
		t.Helper()
		a := s.want(io.post("/second/invitations", form("email", "library@demo.example", "role", "adviser", "send", "link")), 200, "a link")
		return strings.TrimPrefix(s.parse(a.body).id("link").attr["value"], s.base)
	}
	path := link()
	other := s.signIn("registrar")
	if a := s.want(other.get(path), 200, "as somebody else"); !strings.Contains(a.body, "Sign out") || strings.Contains(a.body, `name="password"`) {
		t.Error("somebody else is not asked to sign out")
	}
	s.want(other.post(path, form("name", "X", "password", "meridian-demo")), 403, "accepting as somebody else")
	out := s.visitor()
	a := s.want(out.post(path, form("name", "Evil", "password", "not the password")), 422, "a wrong password")
	if !strings.Contains(a.body, account.WrongAccountPassword) {
		t.Error("the page does not say what is wrong")
	}
	if a := s.want(out.post(path, form("password", "meridian-demo")), 303, "with the password"); a.header.Get("Location") != "/second" {
		t.Errorf("it leads to %q", a.header.Get("Location"))
	}
	s.want(out.get("/second"), 200, "the institution")
	s.want(out.get("/demo"), 200, "the other institution")
	s.want(s.visitor().get(path), 404, "a used link")
	// A colleague's invitation of the same person for another role counts at once: the person is there.
	if a := s.want(io.post("/second/invitations", form("email", "library@demo.example", "role", "body_member", "send", "link")), 303, "another role"); a.header.Get("Location") != "/second/people" {
		t.Errorf("it leads to %q", a.header.Get("Location"))
	}
	// Guessing a password at an invitation is slowed down as it is at signing in.
	path = func() string {
		a := s.want(io.post("/second/invitations", form("email", "finance@demo.example", "role", "adviser", "send", "link")), 200, "a link")
		return strings.TrimPrefix(s.parse(a.body).id("link").attr["value"], s.base)
	}()
	me := s.signIn("finance")
	guesser, status := s.visitor(), 0
	for n := 0; n < 12 && status != 429; n++ {
		status = guesser.post(path, form("password", fmt.Sprintf("guess number %d ...", n))).status
	}
	if status != 429 {
		t.Errorf("after twelve guesses: %d", status)
	}
	s.want(me.post(path, url.Values{}), 303, "signed in as oneself")
}

// Who may not bring a file does not have a large one read, whatever it says.
func TestOnboardReadsLittleOfOthers(t *testing.T) {
	s := stand(t)
	large := form("pasted", strings.Repeat("a@demo.example\n", 10_000))
	s.want(s.as("library").post(onboard+"/preview", large), 413, "a member office")
	s.want(s.as("library").post(onboard+"/preview", form("pasted", "a@demo.example")), 403, "a member office, little")
	s.want(s.as("library").post(onboard+"/preview", form("pasted", "a@demo.example", "as", uuid.NewString())), 404, "as somebody else")
	s.want(s.as("international").post(onboard+"/preview", large), 422, "the international office")
}
