package app

import (
	"fmt"
	"net/http"

	"meridian/internal/problem"
	"meridian/internal/respond"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// handler puts the routes behind what every request passes: measuring, the host, headers, the
// cross-origin check, the session, the limit of the body.
func handler(p pages, assets http.Handler, m *metrics, s Settings, sessions *scs.SessionManager) (http.Handler, error) {
	cross := http.NewCrossOriginProtection()
	if err := cross.AddTrustedOrigin(s.Base.Scheme + "://" + s.Base.Host); err != nil {
		return nil, fmt.Errorf("MERIDIAN_BASE_URL: %w", err)
	}
	fail := func(err error) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { p.site.Fail(w, r, err) }
	}
	cross.SetDenyHandler(sessions.LoadAndSave(fail(problem.New(problem.Refused, "This request came from another site."))))

	r := chi.NewRouter()
	r.Use(m.measure, recoverer(p.site), respond.Headers(s.Base.Scheme == "https"), host(s.Base, p.site, sessions))
	if len(s.Proxies) > 0 {
		r.Use(middleware.ClientIPFromRemoteAddr, middleware.ClientIPFromXFF(s.Proxies...))
	} else {
		r.Use(middleware.ClientIPFromRemoteAddr)
	}
	absent := sessions.LoadAndSave(fail(problem.Absent()))
	r.Use(cross.Handler, textPath(absent))
	r.Handle("/assets/*", assets)
	compress := middleware.Compress(5, "text/html", "text/csv", "application/json")
	for _, route := range p.routes() {
		var h http.Handler = p.site.Handle(route.Action)
		h = limitBody(route.MaxBody, h)
		h = sessions.LoadAndSave(h)
		if !route.Stream {
			h = compress(h)
		}
		r.Method(route.Method, route.Pattern, h)
		if route.Method == "GET" && !route.Stream {
			r.Method("HEAD", route.Pattern, h)
		}
	}
	r.NotFound(absent.ServeHTTP)
	r.MethodNotAllowed(absent.ServeHTTP)
	return r, nil
}

func limitBody(n int64, next http.Handler) http.Handler {
	if n == 0 {
		n = defaultBody
	}
	return http.MaxBytesHandler(next, n)
}
