package app

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestBase(t *testing.T) {
	for _, c := range []struct {
		name, listening, baseURL string
		want                     string // empty: refused
	}{
		{"loopback", "127.0.0.1:8080", "", "http://127.0.0.1:8080"},
		{"another loopback address", "127.0.0.2:9000", "", "http://127.0.0.2:9000"},
		{"loopback, IPv6", "[::1]:8080", "", "http://[::1]:8080"},
		{"all addresses without a base", "0.0.0.0:8080", "", ""},
		{"all addresses without a base, IPv6", "[::]:8080", "", ""},
		{"a real address without a base", "192.0.2.7:8080", "", ""},
		{"all addresses with a base", "0.0.0.0:8080", "https://meridian.uni.example", "https://meridian.uni.example"},
		{"loopback behind a proxy", "127.0.0.1:8080", "https://meridian.uni.example", "https://meridian.uni.example"},
		{"without encryption", "0.0.0.0:8080", "http://meridian.uni.example:8080", "http://meridian.uni.example:8080"},
		{"a slash at the end", "0.0.0.0:8080", "https://meridian.uni.example/", "https://meridian.uni.example"},
		{"the usual port, which browsers leave out", "0.0.0.0:8080", "https://meridian.uni.example:443", "https://meridian.uni.example"},
		{"the usual port of http", "0.0.0.0:8080", "http://meridian.uni.example:80/", "http://meridian.uni.example"},
		{"the other's usual port", "0.0.0.0:8080", "https://meridian.uni.example:80", "https://meridian.uni.example:80"},

		{"a path", "127.0.0.1:8080", "https://uni.example/meridian", ""},
		{"a query", "127.0.0.1:8080", "https://uni.example?a=b", ""},
		{"an empty query", "127.0.0.1:8080", "https://uni.example?", ""},
		{"a fragment", "127.0.0.1:8080", "https://uni.example#a", ""},
		{"a user", "127.0.0.1:8080", "https://me@uni.example", ""},
		{"another scheme", "127.0.0.1:8080", "ftp://uni.example", ""},
		{"no scheme", "127.0.0.1:8080", "uni.example", ""},
		{"a host and a port", "127.0.0.1:8080", "uni.example:8080", ""},
		{"no host", "127.0.0.1:8080", "https://", ""},
		{"a port without a host", "127.0.0.1:8080", "https://:8443", ""},
		{"a port that is none", "127.0.0.1:8080", "https://uni.example:web", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			listening, err := net.ResolveTCPAddr("tcp", c.listening)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Config{Addr: c.listening, BaseURL: c.baseURL}.base(listening)
			switch {
			case c.want == "" && (err == nil || !strings.Contains(err.Error(), "MERIDIAN_BASE_URL")):
				t.Errorf("got %v, %v, want a refusal that names MERIDIAN_BASE_URL", got, err)
			case c.want != "" && (err != nil || got.String() != c.want):
				t.Errorf("got %v, %v, want %s", got, err, c.want)
			}
		})
	}
}

// The scheme of the base alone decides how the cookie is named and whether it travels unencrypted.
func TestCookie(t *testing.T) {
	for _, c := range []struct {
		base, name string
		secure     bool
	}{{"http://127.0.0.1:8080", "meridian", false}, {"https://meridian.uni.example", "__Host-meridian", true}} {
		base, err := Config{BaseURL: c.base}.base(nil)
		if err != nil {
			t.Fatal(err)
		}
		got := newSessions(nil, base.Scheme == "https").Cookie
		if got.Name != c.name || got.Secure != c.secure || !got.HttpOnly || got.Path != "/" || got.Domain != "" || got.SameSite != http.SameSiteLaxMode {
			t.Errorf("%s: %+v, want the name %s, secure %v", c.base, got, c.name, c.secure)
		}
	}
}

func TestLinkBase(t *testing.T) {
	for _, c := range []struct{ addr, base, want string }{
		{"127.0.0.1:8080", "", "http://127.0.0.1:8080"},
		{"localhost:8080", "", "http://127.0.0.1:8080"},
		{"[::1]:8080", "", "http://[::1]:8080"},
		{"0.0.0.0:8080", "https://meridian.uni.example", "https://meridian.uni.example"},
		{":8080", "", ""},
		{"0.0.0.0:8080", "", ""},
		{"meridian.uni.example:8080", "", ""},
		{"127.0.0.1", "", ""},
	} {
		got, err := Config{Addr: c.addr, BaseURL: c.base}.linkBase()
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s with the base %q: %q, %v, want %q", c.addr, c.base, got, err, c.want)
		}
	}
}

func TestDemoOn(t *testing.T) {
	for _, c := range []struct {
		name, demo, database, addr, base string
		want                             bool
	}{
		{"embedded on loopback", "", "", "127.0.0.1:8080", "http://127.0.0.1:8080", true},
		{"embedded, others can reach it", "", "", "0.0.0.0:8080", "https://meridian.uni.example", false},
		{"a database of one's own", "", "postgres://x/y", "127.0.0.1:8080", "http://127.0.0.1:8080", false},
		{"asked for", "1", "postgres://x/y", "0.0.0.0:8080", "https://meridian.uni.example", true},
		{"unwanted", "0", "", "127.0.0.1:8080", "http://127.0.0.1:8080", false},
	} {
		base, err := url.Parse(c.base)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Config{Demo: c.demo, DatabaseURL: c.database, Addr: c.addr, Data: t.TempDir()}).demoOn(base); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A demo that was taken away stays away until it is asked for.
func TestDemoRemembered(t *testing.T) {
	base := &url.URL{Scheme: "http", Host: "127.0.0.1:8080"}
	c := Config{Addr: "127.0.0.1:8080", Data: t.TempDir()}
	for _, step := range []struct{ removed, want bool }{{false, true}, {true, false}, {true, false}, {false, true}} {
		if err := c.rememberDemo(step.removed); err != nil {
			t.Fatal(err)
		}
		if got := c.demoOn(base); got != step.want {
			t.Errorf("removed %v: the demo is on: %v", step.removed, got)
		}
	}
	c.DatabaseURL = "postgres://x/y"
	if err := c.rememberDemo(true); err != nil || c.demoRemoved() {
		t.Errorf("a database of one's own: %v, remembered %v", err, c.demoRemoved())
	}
}
