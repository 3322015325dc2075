package app

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"meridian/internal/access"
	"meridian/internal/account/accountweb"
	"meridian/internal/activity/activityweb"
	"meridian/internal/group/groupweb"
	"meridian/internal/institution/institutionweb"
	"meridian/internal/link"
	"meridian/internal/mail/mailweb"
	"meridian/internal/strategy/strategyweb"
	"meridian/internal/swot/swotweb"

	"github.com/go-chi/chi/v5"
)

// table is the table of routes without anything behind it.
func table() []Route {
	return pages{account: &accountweb.Pages{}, institution: &institutionweb.Pages{}, mail: &mailweb.Pages{}, activity: &activityweb.Pages{},
		group: &groupweb.Pages{}, swot: &swotweb.Pages{}, strategy: &strategyweb.Pages{}}.routes()
}

// The router holds the table and nothing else, and every route asks a permission that there is.
func TestRoutesAreTheTable(t *testing.T) {
	s := stand(t)
	want := map[string]bool{}
	for _, r := range table() {
		key := r.Method + " " + r.Pattern
		if want[key] {
			t.Errorf("%s stands in the table twice", key)
		}
		want[key] = true
		if r.Method == "GET" && !r.Stream {
			want["HEAD "+r.Pattern] = true
		}
		if access.Table[r.Permission] == nil {
			t.Errorf("%s asks the permission %q, which is not in the table of permissions", key, r.Permission)
		}
		if r.Action == nil {
			t.Errorf("%s does nothing", key)
		}
		if first := strings.Split(r.Pattern, "/")[1]; first != "" && first != "{inst}" && !slices.Contains(link.Reserved, first) {
			t.Errorf("%s: an institution could take the slug %q", key, first)
		}
		if inside := strings.HasPrefix(r.Pattern, "/{inst}"); inside == (r.Permission == access.Anyone || r.Permission == access.SignedIn) {
			t.Errorf("%s asks the permission %q", key, r.Permission)
		}
		if r.Method != "GET" && r.Method != "POST" {
			t.Errorf("%s: pages read by GET and write by POST", key)
		}
	}
	err := chi.Walk(s.site.Handler.(chi.Routes), func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		if pattern == "/assets/*" {
			return nil
		}
		key := method + " " + pattern
		if !want[key] {
			t.Errorf("the router answers %s, which is not in the table", key)
		}
		delete(want, key)
		return nil
	})
	s.must(err)
	for key := range want {
		t.Errorf("%s stands in the table, but the router does not know it", key)
	}
}
