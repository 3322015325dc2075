package mail

import (
	"bytes"
	"encoding/xml"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

// unpacked is a message as the reader's program sees it.
type unpacked struct {
	Header     mail.Header
	Text, HTML string
}

func unpack(t *testing.T, raw []byte) unpacked {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%v\n%s", err, raw)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("the message is %s, %v", kind, err)
	}
	u := unpacked{Header: m.Header}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return u
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(data), "\r\n", "\n")
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			u.HTML = text
		} else {
			u.Text = text
		}
	}
}

func (l letter) sent(t *testing.T) unpacked {
	t.Helper()
	base := &url.URL{Scheme: "https", Host: "meridian.uni.example"}
	m, err := compose(l, "meridian@meridian.uni.example", base)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return unpack(t, b.Bytes())
}

func sample() letter {
	return letter{ID: uuid.MustParse("01900000-0000-7000-8000-000000000001"), Address: "pat@elsewhere.example", Name: "Pat Person", SenderName: "International Office",
		ReplyTo: "io@uni.example", Subject: "Your invitation", Body: "Dear Pat,\n\nplease come\ntoday:\n\n{link}\n\nYours", Button: "Accept", Link: "https://meridian.uni.example/invitations/abc",
		Institution: "The University", Language: "en", ContactName: "Ada Ask", ContactEmail: "ask@uni.example", QueuedAt: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
}

// hrefs are the addresses that the HTML part leads to.
func hrefs(t *testing.T, html string) (list []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(html))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, html)
		}
		if e, ok := token.(xml.StartElement); ok {
			for _, a := range e.Attr {
				if a.Name.Local == "href" || a.Name.Local == "src" {
					list = append(list, a.Value)
				}
			}
			if e.Name.Local == "script" || e.Name.Local == "img" || e.Name.Local == "style" || e.Name.Local == "form" {
				t.Errorf("the HTML part has an element %s", e.Name.Local)
			}
		}
	}
}

func TestHeadOfAMessage(t *testing.T) {
	u := sample().sent(t)
	for name, want := range map[string]string{
		"From": `"International Office" <meridian@meridian.uni.example>`, "To": `"Pat Person" <pat@elsewhere.example>`, "Reply-To": "<io@uni.example>",
		"Subject": "Your invitation", "Message-Id": "<01900000-0000-7000-8000-000000000001@meridian.uni.example>", "Auto-Submitted": "auto-generated",
		"Date": "Fri, 02 Jan 2026 03:04:05 +0000", "Content-Language": "en",
	} {
		if got := u.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"List-Unsubscribe", "Precedence", "User-Agent", "X-Mailer", "Cc", "Bcc", "Sender"} {
		if got := u.Header.Get(name); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// A message that can be refused says where, to the reader and to the reader's mail program (RFC 8058).
func TestUnsubscribe(t *testing.T) {
	l := sample()
	l.Unsubscribe = "https://meridian.uni.example/unsubscribe/" + strings.Repeat("abc", 60) // longer than a line may be
	u := l.sent(t)
	if got, want := u.Header.Get("List-Unsubscribe"), "<"+l.Unsubscribe+">"; got != want {
		t.Errorf("List-Unsubscribe: %q, want %q", got, want)
	}
	if got := u.Header.Get("List-Unsubscribe-Post"); got != "List-Unsubscribe=One-Click" {
		t.Errorf("List-Unsubscribe-Post: %q", got)
	}
	if !strings.Contains(u.Text, l.Unsubscribe) || !slices.Contains(hrefs(t, u.HTML), l.Unsubscribe) {
		t.Errorf("the parts do not lead there:\n%s\n%s", u.Text, u.HTML)
	}
}

func TestParts(t *testing.T) {
	const address = "https://meridian.uni.example/invitations/abc"
	for _, c := range []struct {
		name       string
		change     func(*letter)
		text, html []string // what the parts must hold
		links      int      // hrefs to the address
	}{
		{"the link on a line of its own", func(*letter) {},
			[]string{"Dear Pat,\n\nplease come\ntoday:\n\n" + address + "\n\nYours\n\n-- \nQuestions? Ask Ada Ask <ask@uni.example>\n"},
			[]string{`lang="en" dir="ltr"`, "please come<br>today:", ">Accept</a>", "If the link does not open", `href="mailto:ask@uni.example"`}, 2},
		{"the link in a sentence", func(l *letter) { l.Body = "Come to {link} now" },
			[]string{"Come to " + address + " now\n"}, []string{"Come to <a href=\"" + address + "\""}, 2},
		{"the link not mentioned", func(l *letter) { l.Body, l.Button = "Come", "" },
			[]string{"Come\n\n" + address + "\n"}, []string{">Open in Meridian</a>"}, 2},
		{"no link", func(l *letter) { l.Body, l.Link = "Welcome {link}", "" }, []string{"Welcome \n"}, []string{"Welcome "}, 0},
		{"markup is text", func(l *letter) {
			l.Body, l.Institution = "<b>Bold</b> & <script>alert(1)</script> http://evil.example/x\n\n{link}", `"><i>`
		}, []string{"<b>Bold</b> & <script>"}, []string{"&lt;b&gt;Bold&lt;/b&gt; &amp; &lt;script&gt;", "http://evil.example/x"}, 2},
		{"from right to left", func(l *letter) { l.Language, l.Body = "ar", "مرحبا\n\n{link}" }, []string{"مرحبا"}, []string{`lang="ar" dir="rtl"`, "مرحبا"}, 2},
		{"nobody to ask", func(l *letter) { l.ContactName, l.ContactEmail = "", "" }, []string{"Yours\n"}, []string{"Yours"}, 2},
		{"a name to ask", func(l *letter) { l.ContactEmail = "" }, []string{"Questions? Ask Ada Ask\n"}, []string{"Questions? Ask <bdi>Ada Ask</bdi>"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := sample()
			c.change(&l)
			u := l.sent(t)
			for _, want := range c.text {
				if !strings.Contains(u.Text, want) {
					t.Errorf("the text part lacks %q:\n%s", want, u.Text)
				}
			}
			for _, want := range c.html {
				if !strings.Contains(u.HTML, want) {
					t.Errorf("the HTML part lacks %q:\n%s", want, u.HTML)
				}
			}
			links := 0
			for _, to := range hrefs(t, u.HTML) {
				switch {
				case to == address:
					links++
				case !strings.HasPrefix(to, "mailto:ask@"):
					t.Errorf("the HTML part leads to %s", to)
				}
			}
			if links != c.links {
				t.Errorf("%d links to the address, want %d", links, c.links)
			}
			if strings.Contains(u.Text+u.HTML, linkMark) {
				t.Error("the mark of the link is left")
			}
		})
	}
}

// Nothing that people type gets into the head of a message.
func TestInjection(t *testing.T) {
	for _, break_ := range []string{"\r\n", "\n", "\r", "\x00", "\u2028"} {
		evil := break_ + "Bcc: all@uni.example" + break_ + break_ + "body"
		for _, c := range []struct {
			field  string
			change func(*Message)
		}{
			{"email", func(m *Message) { m.Address += evil }},
			{"email", func(m *Message) { m.Address = "a@b.example, c@d.example" }},
			{"email", func(m *Message) { m.Address = "Pat <a@b.example>" }},
			{"email", func(m *Message) { m.Address = "" }},
			{"reply_to", func(m *Message) { m.ReplyTo += evil }},
			{"subject", func(m *Message) { m.Subject += evil }},
			{"subject", func(m *Message) { m.Subject = " " }},
			{"", func(m *Message) { m.Name, m.SenderName, m.Button = "Pat"+evil, "Office"+evil, "Press"+evil }},
		} {
			m := message("pat@elsewhere.example")
			c.change(&m)
			tidied, err := tidy(m)
			if c.field != "" {
				if got := problem.Of(err); got.Kind != problem.Invalid || got.Field != c.field {
					t.Errorf("%q: %v, want a problem of %s", break_, err, c.field)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			l := sample()
			l.Name, l.SenderName, l.Button = tidied.Name, tidied.SenderName, tidied.Button
			u := l.sent(t)
			if u.Header.Get("Bcc") != "" || !strings.Contains(u.Header.Get("To"), "pat@elsewhere.example") {
				t.Errorf("%q: the head is %v", break_, u.Header)
			}
		}
	}
	// Also what is in the database already.
	l := sample()
	l.SenderName, l.Name, l.Subject = "A\r\nBcc: x@y.example", `B" <z@y.example>, "`, "S\r\nCc: q@y.example"
	u := l.sent(t)
	to, err := mail.ParseAddressList(u.Header.Get("To"))
	if u.Header.Get("Bcc") != "" || u.Header.Get("Cc") != "" || err != nil || len(to) != 1 || to[0].Address != "pat@elsewhere.example" {
		t.Errorf("the head is %v", u.Header)
	}
}

func TestQueueRefuses(t *testing.T) {
	h := newHouse(t)
	m := message("pat@elsewhere.example\r\nBcc: x@y.example")
	if _, err := h.try(m); !problem.Is(err, problem.Invalid) {
		t.Errorf("answered %v", err)
	}
	if n := read[int](h, `select count(*) from mail`) + read[int](h, `select count(*) from river_job`); n != 0 {
		t.Errorf("%d rows were written", n)
	}
	for _, odd := range []string{"o'hara+tag@uni.example", "ünï@bücher.example", `"a b"@uni.example`} {
		m := message("x@y.example")
		m.Address = odd
		if _, err := tidy(m); err != nil && odd[0] != '"' {
			t.Errorf("%s: %v", odd, err)
		}
	}
}

func TestParseServer(t *testing.T) {
	for _, c := range []struct{ address, where, user string }{
		{"smtp://mail:1025", "mail:1025", ""},
		{"smtp://mail.uni.example", "mail.uni.example:25", ""},
		{"smtp://u:p%40ss@mail.uni.example", "mail.uni.example:587", "u"},
		{"smtps://u%40uni.example:p@mail.uni.example", "mail.uni.example:465", "u@uni.example"},
		{"smtps://mail.uni.example:587", "mail.uni.example:587", ""},
		{"smtp://[::1]:25", "[::1]:25", ""},
		{"http://mail:25", "", ""}, {"mail:25", "", ""}, {"smtp://", "", ""}, {"smtp://mail:0", "", ""}, {"smtp://mail:99999", "", ""}, {"smtp://mail:25/x", "", ""}, {"smtp://u:p@ss word@mail", "", ""},
	} {
		s, err := ParseServer(c.address)
		if (err == nil) != (c.where != "") {
			t.Errorf("%s: %v", c.address, err)
			continue
		}
		if err != nil {
			if !strings.Contains(err.Error(), "MERIDIAN_SMTP_URL") || strings.Contains(err.Error(), "p@ss") {
				t.Errorf("%s: %v", c.address, err)
			}
			continue
		}
		if s.Address() != c.where || s.user != c.user {
			t.Errorf("%s: %s, user %q", c.address, s.Address(), s.user)
		}
	}
	base := &url.URL{Scheme: "https", Host: "meridian.uni.example:8443"}
	for address, want := range map[string]string{
		"smtp://mail": "meridian@meridian.uni.example", "smtp://u:p@mail": "meridian@meridian.uni.example", "smtp://u%40uni.example:p@mail": "u@uni.example",
	} {
		if got := server(t, address).from(base); got != want {
			t.Errorf("%s: messages come from %s, want %s", address, got, want)
		}
	}
	if got := server(t, "smtp://mail").from(&url.URL{Scheme: "http", Host: "127.0.0.1:8080"}); got != "meridian@localhost" {
		t.Errorf("on this machine messages come from %s", got)
	}
}
