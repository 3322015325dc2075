package app

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"meridian/internal/problem"
	"meridian/internal/respond"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
)

// host refuses requests for other hosts; the names of the loopback address are led to the base URL.
func host(base *url.URL, site *respond.Site, sessions *scs.SessionManager) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		misdirected := sessions.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			site.Fail(w, r, &problem.Problem{Kind: problem.Misdirected})
		}))
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.EqualFold(r.Host, base.Host):
				next.ServeHTTP(w, r)
			case loopbackName(strings.ToLower(hostname(r.Host))):
				http.Redirect(w, r, base.Scheme+"://"+base.Host+r.URL.RequestURI(), http.StatusTemporaryRedirect)
			default:
				misdirected.ServeHTTP(w, r)
			}
		})
	}
}

// textPath answers addresses that are no text: nothing can have them, and the database would not take them.
func textPath(absent http.Handler) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !utf8.ValidString(r.URL.Path) || strings.ContainsRune(r.URL.Path, 0) {
				absent.ServeHTTP(w, r)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

func hostname(hostport string) string {
	u := url.URL{Host: hostport}
	return u.Hostname()
}

// recoverer answers a panic as a fault of ours and lets the next request live.
func recoverer(site *respond.Site) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				if v := recover(); v != nil {
					if v == http.ErrAbortHandler {
						panic(v)
					}
					site.Log.ErrorContext(r.Context(), "panic", "value", fmt.Sprint(v), "route", chi.RouteContext(r.Context()).RoutePattern())
					http.Error(w, "Something went wrong on our side. What you sent may not have been stored.", http.StatusInternalServerError)
				}
			}()
			next.ServeHTTP(w, r)
		})
	}
}
