package link_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"meridian/internal/link"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

func TestLocal(t *testing.T) {
	for _, c := range []struct{ next, want string }{
		{"/", "/"},
		{"/demo", "/demo"},
		{"/demo/swot", "/demo/swot"},
		{"/demo/swot?new=1", "/demo/swot?new=1"},
		{"/demo/swot#item-1", "/demo/swot#item-1"},
		{"/demo?next=https://evil.example", "/demo?next=https://evil.example"},
		{"/demo/../second", "/demo/../second"}, // the browser stays on this site
		{"/sign-in?next=%2Fdemo", "/sign-in?next=%2Fdemo"},
		{"/h%C3%A9", "/h%C3%A9"},
		{"/hé", "/hé"},

		{"", "/"},
		{"demo", "/"},
		{"./demo", "/"},
		{"?next=/", "/"},
		{"#x", "/"},
		{"//evil.example", "/"},
		{"///evil.example", "/"},
		{"////evil.example/x", "/"},
		{"//evil.example@here", "/"},
		{`/\evil.example`, "/"},
		{`\/evil.example`, "/"},
		{`\\evil.example`, "/"},
		{`/demo\..\..`, "/"},
		{`/demo?x=\evil`, "/"},
		{"/%5cevil.example", "/"},
		{"/%5Cevil.example", "/"},
		{"/demo/%5c%5cevil.example", "/"},
		{"/%2f%2fevil.example", "/"},
		{"/%2Fevil.example", "/"},
		{"%2f%2fevil.example", "/"},
		{"%2f%2Fevil.example", "/"},
		{"https:evil.example", "/"},
		{"https:/evil.example", "/"},
		{"https://evil.example", "/"},
		{"HTTPS://evil.example", "/"},
		{"http://127.0.0.1:8080/demo", "/"},
		{"javascript:alert(1)", "/"},
		{"data:text/html,x", "/"},
		{" /demo", "/"},
		{"/ /evil.example", "/"},
		{"\t//evil.example", "/"},
		{"/\t/evil.example", "/"},
		{"/\n/evil.example", "/"},
		{"/demo\r\nSet-Cookie: a=b", "/"},
		{"/demo\x00", "/"},
		{"/demo\x7f", "/"},
		{"/demo%zz", "/"},
		{"/%", "/"},
		{"/" + strings.Repeat("a", 1999), "/" + strings.Repeat("a", 1999)},
		{"/" + strings.Repeat("a", 2000), "/"},
	} {
		if got := link.Local(c.next); got != c.want {
			t.Errorf("Local(%q) = %q, want %q", c.next, got, c.want)
		}
	}
}

// judge tells what is wrong with an answer of Local: where would a browser go that stands on the sign-in page?
func judge(next string) string {
	got := link.Local(next)
	if got != "/" && got != next {
		return "it was changed"
	}
	// Browsers take a backslash for a slash and pass over tabs and line ends.
	asBrowser := strings.NewReplacer("\\", "/", "\t", "", "\n", "", "\r", "").Replace(strings.Trim(got, " \x00\x01\x1f"))
	here, _ := url.Parse("https://meridian.example/sign-in")
	to, err := here.Parse(asBrowser)
	switch {
	case err != nil:
		return "it cannot be read: " + err.Error()
	case to.Scheme != "https" || to.Host != "meridian.example" || to.User != nil:
		return "it leads to " + to.String()
	case strings.ContainsAny(got, "\r\n\x00"):
		return "it breaks a header"
	}
	if u, err := url.Parse(got); err != nil || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, `\`) {
		return "it leads elsewhere when it is decoded once more"
	}
	return ""
}

func FuzzLocal(f *testing.F) {
	for _, seed := range []string{"/demo", "//evil", `/\evil`, "https:evil", "/%5cevil", "/%2f%2fevil", "/a\r\nb", "/\t/evil", "/%", "/a?b=//c#d", "/@evil", "/;//evil", "/.//evil"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, next string) {
		if wrong := judge(next); wrong != "" {
			t.Errorf("Local(%q) = %q: %s", next, link.Local(next), wrong)
		}
	})
}

func TestLocalNeverLeadsAway(t *testing.T) {
	part := rapid.SampledFrom([]string{"/", "//", `\`, "%2f", "%2F", "%5c", "%5C", "evil.example", "@", ":", "https:", "?", "#", ".", "..", ";", "\t", "\r\n", " ", "a", "é", "%", "%00", "\x00", "[", "]"})
	rapid.Check(t, func(t *rapid.T) {
		next := strings.Join(rapid.SliceOfN(part, 0, 8).Draw(t, "parts"), "")
		if wrong := judge(next); wrong != "" {
			t.Fatalf("Local(%q) = %q: %s", next, link.Local(next), wrong)
		}
	})
}

func TestSignIn(t *testing.T) {
	for next, want := range map[string]string{
		"": "/sign-in", "/": "/sign-in", "/demo": "/sign-in?next=%2Fdemo", "/demo/swot?new=1&x=é": "/sign-in?next=%2Fdemo%2Fswot%3Fnew%3D1%26x%3D%C3%A9",
		"//evil": "/sign-in?next=%2F%2Fevil", // kept as text: Local judges it when it is followed
	} {
		if got := link.SignIn(next); got != want {
			t.Errorf("SignIn(%q) = %q, want %q", next, got, want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for _, c := range []struct {
		slug                string
		office, institution bool
	}{
		{"ab", true, true},
		{"a1", true, true},
		{"my-university", true, true},
		{"a-", true, true},
		{"a--b", true, true},
		{strings.Repeat("a", 40), true, true},
		{"healthy", true, true},
		{"sign", true, true},
		{"help-desk", true, true},

		{"", false, false},
		{"a", false, false},
		{strings.Repeat("a", 41), false, false},
		{"1a", false, false},
		{"-a", false, false},
		{"Ab", false, false},
		{"aB", false, false},
		{"a b", false, false},
		{"a_b", false, false},
		{"a.b", false, false},
		{"a/b", false, false},
		{"ab\n", false, false},
		{"\nab", false, false},
		{"ab\nab", false, false},
		{"é1", false, false},
		{"aé", false, false},
		{"ａｂ", false, false},
		{"a%20", false, false},
	} {
		if got := link.ValidSlug(c.slug); got != c.office {
			t.Errorf("ValidSlug(%q) = %v, want %v", c.slug, got, c.office)
		}
		if got := link.ValidInstitutionSlug(c.slug); got != c.institution {
			t.Errorf("ValidInstitutionSlug(%q) = %v, want %v", c.slug, got, c.institution)
		}
	}
}

// The words that no institution may take, as the contract lists them.
func TestReserved(t *testing.T) {
	const contract = "sign-in, sign-out, sign-up, password, invitations, join, account, administration, public, v, mail, assets, static, api, events, hooks, " +
		"unsubscribe, calendar, help, search, health, healthz, readyz, metrics, favicon.ico, robots.txt, .well-known"
	if got := strings.Join(link.Reserved, ", "); got != contract {
		t.Errorf("reserved are\n%s\nwant\n%s", got, contract)
	}
	for _, word := range link.Reserved {
		if link.ValidInstitutionSlug(word) {
			t.Errorf("an institution may take %q", word)
		}
	}
	for _, word := range []string{"mail", "public", "events"} {
		if !link.ValidSlug(word) {
			t.Errorf("no office may take %q, though its slug stands in no path", word)
		}
	}
}

// Every address is a path of this site that Local lets through, and its first segment is either the
// institution or a reserved word.
func TestAddressesAreLocal(t *testing.T) {
	a, i := uuid.MustParse("0190b6a0-0000-7000-8000-000000000001"), uuid.MustParse("0190b6a0-0000-7000-8000-000000000002")
	const board = "/demo/swot/0190b6a0-0000-7000-8000-000000000001"
	const item = board + "/items/0190b6a0-0000-7000-8000-000000000002"
	for _, c := range []struct{ got, want string }{
		{link.Home(), "/"},
		{link.SignOut(), "/sign-out"},
		{link.Kept(), "/sign-in/kept"},
		{link.Invitation("Ab-_9"), "/invitations/Ab-_9"},
		{link.Institution("demo"), "/demo"},
		{link.Analyses("demo"), "/demo/swot"},
		{link.Analysis("demo", a), board},
		{link.AnalysisEvents("demo", a), board + "/events"},
		{link.AnalysisPresence("demo", a), board + "/presence"},
		{link.AnalysisImport("demo", a), board + "/import"},
		{link.AnalysisForm("demo", a, ""), board + "/form"},
		{link.AnalysisForm("demo", a, ".csv"), board + "/form.csv"},
		{link.AnalysisExport("demo", a, ".json"), board + ".json"},
		{link.Items("demo", a), board + "/items"},
		{link.Item("demo", a, i, ""), item},
		{link.Item("demo", a, i, "move"), item + "/move"},
		{link.ItemAnchor("demo", a, i), board + "#item-0190b6a0-0000-7000-8000-000000000002"},
	} {
		if c.got != c.want {
			t.Errorf("address %q, want %q", c.got, c.want)
		}
		if link.Local(c.got) != c.got {
			t.Errorf("%q is not local", c.got)
		}
	}
	if got := link.Invitation("../a?b#c"); !regexp.MustCompile(`^/invitations/[^/?#]+$`).MatchString(got) {
		t.Errorf("a strange secret makes the address %q", got)
	}
}
