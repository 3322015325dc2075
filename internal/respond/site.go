// Package respond is how the site answers: pages, redirects, and what went wrong. Handlers return
// errors; Site.Handle is the one place that turns them into statuses and pages.
package respond

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/web/ui"

	"github.com/a-h/templ"
	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"
)

// Site is what all answers share. It is made once, by package app.
type Site struct {
	Sessions *scs.SessionManager
	Log      *slog.Logger
	Asset    func(name string) string                                             // the hashed address of an asset
	Nav      func(r *http.Request, seat access.Seat) (stages, tools []ui.NavItem) // what exists
	Warning  func(r *http.Request) string                                         // stands on every page; empty: nothing to warn of
	Many     func(ctx context.Context, person uuid.UUID) (bool, error)            // whether a person belongs to several institutions
	Keeps    func(r *http.Request) bool                                           // whether a form of somebody signed out may be kept
	Failed   func(r *http.Request, kind string, status int)                       // counts failures
}

// The keys of what a session holds.
const (
	SessionPerson = "person" // the person's id
	SessionName   = "name"   // the person's name, for pages that load nothing
	SessionMany   = "many"   // the person belongs to several institutions
	SessionAgent  = "agent"  // what the person's browser calls itself
	sessionFlash  = "flash"
	sessionKept   = "kept"
)

// Handler is a page action. Its error is answered by Site.Handle.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Handle makes an http.HandlerFunc of a page action.
func (s *Site) Handle(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		defer func() { // what a large form left in files; the server forgets it, as the request was copied on the way
			if r.MultipartForm != nil {
				_ = r.MultipartForm.RemoveAll()
			}
		}()
		if err := h(w, r); err != nil {
			s.Fail(w, r, err)
		}
	}
}

// Page fills the shell for a seat; a seat without an institution is a page outside any.
func (s *Site) Page(r *http.Request, seat access.Seat, title string) ui.Page {
	locale := i18n.From(r.Context())
	p := ui.Page{
		Title: title, Lang: locale.Tag, Dir: locale.Direction, Asset: s.Asset,
		Warning: s.Warning(r), Flash: s.popFlash(r), Kept: s.kept(r),
	}
	if seat.Person != uuid.Nil {
		p.Person = &ui.Person{ID: seat.Person.String(), Name: seat.PersonName, Initials: Initials(seat.PersonName),
			Office: seat.OfficeName, Role: i18n.Say(r.Context(), seat.Role.Label())}
	}
	if seat.Slug != "" {
		p.Institution = &ui.Institution{Name: seat.InstitutionName, Slug: seat.Slug, URL: link.Institution(seat.Slug), Demo: seat.Demo}
		if seat.Guest != uuid.Nil { // nothing else of the institution is there for a guest
			p.Institution.URL = link.Analysis(seat.Slug, seat.Guest)
		}
		p.Nav, p.Tools = s.Nav(r, seat)
		if s.Sessions.GetBool(r.Context(), SessionMany) {
			p.Elsewhere = link.Home()
		}
		p.Contact = ui.Contact{Name: seat.ContactName, Email: seat.ContactEmail}
		if seat.HasLogo && seat.Guest == uuid.Nil { // a guest of a room reaches one analysis alone, so not the logo
			p.Institution.Logo = link.Logo(seat.Slug)
		}
		if seat.Others {
			p.Switch = link.Seat(seat.Slug)
		}
	}
	return p
}

// PageOutside fills the shell for a page outside any institution, for whoever is signed in or nobody.
func (s *Site) PageOutside(r *http.Request, title string) ui.Page {
	return s.Page(r, s.sessionSeat(r), title)
}

func (s *Site) sessionSeat(r *http.Request) access.Seat {
	var seat access.Seat
	seat.Person, seat.PersonName = s.Person(r), s.Sessions.GetString(r.Context(), SessionName)
	return seat
}

// PageSignedOut fills the shell for a page that asks who somebody is.
func (s *Site) PageSignedOut(r *http.Request, title string) ui.Page {
	return s.Page(r, access.Seat{}, title)
}

// SessionPerson tells whether somebody is signed in.
func (s *Site) SessionPerson(r *http.Request) bool { return s.Person(r) != uuid.Nil }

// Person is the signed-in person's id; zero when nobody is.
func (s *Site) Person(r *http.Request) uuid.UUID {
	id, err := uuid.Parse(s.Sessions.GetString(r.Context(), SessionPerson))
	if err != nil {
		return uuid.Nil
	}
	return id
}

// Until is when what a request may do as a seat ends: the session, or the membership before it.
func (s *Site) Until(r *http.Request, seat access.Seat) time.Time {
	end := s.Sessions.Deadline(r.Context())
	if !seat.Until.IsZero() && seat.Until.Before(end) {
		return seat.Until
	}
	return end
}

// maxAgent is how much of the name that a browser gives itself a session keeps, in bytes.
const maxAgent = 400

// Enter makes the session the person's; its token is new, so that a planted one is worth nothing.
func (s *Site) Enter(r *http.Request, person uuid.UUID, name string) error {
	if before := s.Person(r); before != uuid.Nil && before != person {
		if err := s.Sessions.Clear(r.Context()); err != nil { // nothing of one person's session passes to another
			return err
		}
	}
	if err := s.Sessions.RenewToken(r.Context()); err != nil {
		return err
	}
	s.Sessions.SetDeadline(r.Context(), time.Now().Add(s.Sessions.Lifetime).UTC())
	s.Sessions.Put(r.Context(), SessionPerson, person.String())
	s.Sessions.Put(r.Context(), SessionName, name)
	agent := r.UserAgent()
	s.Sessions.Put(r.Context(), SessionAgent, agent[:min(len(agent), maxAgent)])
	return s.Recount(r)
}

// Recount notes in the session whether its person has several institutions to choose from, when one may have been
// added.
func (s *Site) Recount(r *http.Request) error {
	many, err := s.Many(r.Context(), s.Person(r))
	if err == nil {
		s.Sessions.Put(r.Context(), SessionMany, many)
	}
	return err
}

// Caller says who asks for which institution: the signed-in person, the slug in the path and the
// membership that a posted form names. Signed out is SignedOut, whether the institution exists or not.
func (s *Site) Caller(r *http.Request) (access.Caller, error) {
	c := access.Caller{Person: s.Person(r), Slug: chi.URLParam(r, "inst")}
	if c.Person == uuid.Nil {
		return c, problem.New(problem.SignedOut, "")
	}
	if c.Slug != "" && !link.ValidSlug(c.Slug) {
		return c, problem.Absent()
	}
	if as := r.PostForm.Get("as"); as != "" {
		id, err := uuid.Parse(as)
		if err != nil {
			return c, problem.Absent()
		}
		c.As = id
	}
	if analysis, err := uuid.Parse(chi.URLParam(r, "analysis")); err == nil {
		c.Analysis = analysis
	}
	return c, nil
}

// ID reads an id from the path; a malformed one is as absent as an unknown one.
func ID(r *http.Request, name string) (uuid.UUID, error) {
	text := chi.URLParam(r, name)
	id, err := uuid.Parse(text)
	if err != nil || len(text) != 36 {
		return uuid.Nil, problem.Absent()
	}
	return id, nil
}

// Render writes a component with a status. It renders into memory first, so that a page is whole or not there.
func (s *Site) Render(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
	return nil
}

// Done answers a change: a live page's fetch gets 204 with the live version, a browser's form goes on to next.
func (s *Site) Done(w http.ResponseWriter, r *http.Request, version int64, next string) error {
	if IsLive(r) {
		w.Header().Set("Live-Version", strconv.FormatInt(version, 10))
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return s.Go(w, r, next)
}

// Go sends the browser on with 303.
func (s *Site) Go(w http.ResponseWriter, r *http.Request, next string) error {
	s.forgetKept(r) // before the answer begins: with it the session is stored
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// IsLive tells whether a live page's script sent the request.
func IsLive(r *http.Request) bool { return r.Header.Get("Live") == "1" }

// Flash says something once, on the next page that this session sees.
func (s *Site) Flash(r *http.Request, f ui.Flash) {
	if data, err := json.Marshal(f); err == nil {
		s.Sessions.Put(r.Context(), sessionFlash, string(data))
	}
}

// popFlash takes what is to be said once. A page that its own script fetches again says nothing: the words wait for the
// next page that the person opens.
func (s *Site) popFlash(r *http.Request) *ui.Flash {
	if IsLive(r) {
		return nil
	}
	text := s.Sessions.PopString(r.Context(), sessionFlash)
	if text == "" {
		return nil
	}
	var f ui.Flash
	if json.Unmarshal([]byte(text), &f) != nil {
		return nil
	}
	return &f
}

// Here is a person as a page's list of those who are there shows one; editing is nil for whoever has no editor open.
func Here(person uuid.UUID, name string, editing *uuid.UUID, away bool) ui.Here {
	h := ui.Here{Person: person.String(), Name: name, Initials: Initials(name), Away: away}
	if editing != nil && !away {
		h.Editing = editing.String()
	}
	return h
}

// Initials are the first letters of the first and the last word of a name.
func Initials(name string) string {
	var letters []rune
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }) {
		if at := strings.IndexFunc(word, unicode.IsLetter); at >= 0 {
			first, _ := utf8.DecodeRuneInString(word[at:])
			letters = append(letters, unicode.ToUpper(first))
		}
	}
	switch len(letters) {
	case 0:
		return "?"
	case 1:
		return string(letters)
	}
	return string([]rune{letters[0], letters[len(letters)-1]})
}
