package respond

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/web/ui"

	"github.com/go-chi/chi/v5"
)

var statuses = map[problem.Kind]int{
	problem.Invalid: 422, problem.NotFound: 404, problem.Refused: 403, problem.Conflict: 409, problem.Locked: 423, problem.Gone: 410, problem.SignedOut: 401,
	problem.TooLarge: 413, problem.WrongType: 415, problem.TooMany: 429, problem.Overloaded: 503,
	problem.Misdirected: 421, problem.Internal: 500,
}

// Status is the HTTP status of a kind of problem.
func Status(k problem.Kind) int { return statuses[k] }

// Fail answers an error. What is not a Problem is logged and shown as a fault of ours, without its text.
func (s *Site) Fail(w http.ResponseWriter, r *http.Request, err error) {
	p := asProblem(err)
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // the reader has gone
	}
	status := statuses[p.Kind]
	route := chi.RouteContext(r.Context()).RoutePattern()
	if p.Kind == problem.Internal || p.Kind == problem.Overloaded {
		s.Log.ErrorContext(r.Context(), "request failed", "route", route, "method", r.Method, "kind", p.Kind, "err", p.Err)
	}
	s.Failed(r, string(p.Kind), status)
	RetryAfter(w, p)
	w.Header().Del("Content-Disposition")
	if p.Kind == problem.SignedOut && !expectsStatus(r) {
		next := r.URL.RequestURI()
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			next = s.keep(w, r)
		}
		http.Redirect(w, r, link.SignIn(next), http.StatusSeeOther)
		return
	}
	if wantsJSON(r) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		title, text, _ := words(r.Context(), p)
		_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": title, "status": status, "detail": text})
		return
	}
	s.showProblem(w, r, p, status)
}

// RetryAfter says when to come back, where a problem knows it. Fail does so by itself; it is for pages that show a form
// again with what was too many.
func RetryAfter(w http.ResponseWriter, p *problem.Problem) {
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(p.RetryAfter.Seconds()))))
	}
}

func (s *Site) showProblem(w http.ResponseWriter, r *http.Request, p *problem.Problem, status int) {
	title, text, what := words(r.Context(), p)
	c := ui.ProblemFragment("problem", text+" "+what)
	switch {
	case IsLive(r):
	case p.Kind == problem.NotFound && strings.Contains(chi.RouteContext(r.Context()).RoutePattern(), "{token}"):
		c = ui.DeadLink(s.Page(r, s.sessionSeat(r), i18n.T(r.Context(), "This link no longer opens")), status, link.SignIn(""))
	default:
		c = ui.Problem(s.Page(r, s.sessionSeat(r), title), status, title, text, what, back(r))
	}
	if err := s.Render(w, r, status, c); err != nil {
		s.Log.ErrorContext(r.Context(), "the error page failed", "err", err)
		http.Error(w, "Meridian could not show this page.", http.StatusInternalServerError)
	}
}

func asProblem(err error) *problem.Problem {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &problem.Problem{Kind: problem.TooLarge, Err: err}
	}
	return problem.Of(err)
}

// expectsStatus tells whether the asker is a program that must see 401 rather than a sign-in page.
func expectsStatus(r *http.Request) bool {
	last := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	return IsLive(r) || strings.Contains(r.Header.Get("Accept"), "text/event-stream") || wantsJSON(r) ||
		last == "events" || strings.HasSuffix(last, ".csv") || strings.HasSuffix(last, ".xlsx") || strings.HasSuffix(last, ".json")
}

// wantsJSON tells whether the asker reads JSON: it says so, or the address gives nothing else.
func wantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	if strings.Contains(accept, "json") && !strings.Contains(accept, "html") {
		return true
	}
	segments := strings.Split(r.URL.Path, "/") // /{inst}/strategies/{strategy}/sections/{section}/doc
	return len(segments) == 7 && segments[4] == "sections" && (segments[6] == "doc" || segments[6] == "steps")
}

// back is where a person can go on from a page that did not work out.
func back(r *http.Request) string {
	segments := strings.Split(r.URL.Path, "/")
	if len(segments) > 4 && (segments[2] == "swot" || segments[2] == "strategies") {
		return strings.Join(segments[:4], "/")
	}
	return link.Home()
}

// words say what happened, in a title and a sentence, and what to do.
func words(ctx context.Context, p *problem.Problem) (title, text, what string) {
	switch p.Kind {
	case problem.NotFound:
		title, text, what = i18n.T(ctx, "This page is not here"),
			i18n.T(ctx, "The address leads to nothing that you can see."),
			i18n.T(ctx, "It may have been mistyped, or it belongs to another institution. Go back and choose from there.")
	case problem.Refused:
		title, text, what = i18n.T(ctx, "This is not yours to change"),
			i18n.T(ctx, "Your role does not allow it."), i18n.T(ctx, "Nothing was changed. If you should be able to, ask your international office.")
	case problem.Conflict:
		title, text, what = i18n.T(ctx, "Somebody was here before you"),
			i18n.T(ctx, "This was changed meanwhile."), i18n.T(ctx, "Nothing of yours was written over. Load the page anew and decide.")
	case problem.Locked:
		title, text, what = i18n.T(ctx, "This is closed for now"),
			i18n.T(ctx, "Nobody can write here at this moment."), i18n.T(ctx, "Nothing was changed. Go back and look at what has become of it.")
	case problem.Gone:
		title, text, what = i18n.T(ctx, "This is too far back"),
			i18n.T(ctx, "Too much has happened since."), i18n.T(ctx, "Nothing was lost. Load the page anew.")
	case problem.Invalid:
		title, text, what = i18n.T(ctx, "Something needs another look"),
			i18n.T(ctx, "The form could not be taken as it is."), i18n.T(ctx, "Nothing was changed. Go back, correct it and send it again.")
	case problem.SignedOut:
		title, text, what = i18n.T(ctx, "You are signed out"),
			i18n.T(ctx, "Your session has ended."), i18n.T(ctx, "Your text is kept on this page. Sign in again and send it once more.")
	case problem.TooLarge:
		title, text, what = i18n.T(ctx, "This is too large"),
			i18n.T(ctx, "More was sent than this page takes."), i18n.T(ctx, "Nothing was changed. Send less at a time.")
	case problem.WrongType:
		title, text, what = i18n.T(ctx, "This kind of data is not taken here"),
			i18n.T(ctx, "The page takes forms only."), i18n.T(ctx, "Nothing was changed.")
	case problem.TooMany:
		title, text, what = i18n.T(ctx, "Too many tries"),
			i18n.T(ctx, "There were too many tries in a short time."), i18n.T(ctx, "Wait a minute, then try again.")
	case problem.Overloaded:
		title, text, what = i18n.T(ctx, "Meridian is busy"),
			i18n.T(ctx, "It could not answer at this moment."), i18n.T(ctx, "Nothing was lost. Try again in a few seconds.")
	case problem.Misdirected:
		title, text, what = i18n.T(ctx, "This is not Meridian's address"),
			i18n.T(ctx, "The request was for another host."), i18n.T(ctx, "Use the address that your university gave you.")
	default:
		title, text, what = i18n.T(ctx, "Something went wrong on our side"),
			i18n.T(ctx, "Meridian made a mistake; it has been written down for those who run it."),
			i18n.T(ctx, "What you sent may not have been stored. Go back, look, and send it again.")
	}
	if p.Text != "" && p.Kind != problem.Internal {
		text = i18n.Say(ctx, p.Text)
	}
	if p.Title != "" {
		title = i18n.Say(ctx, p.Title)
	}
	return title, text, what
}
