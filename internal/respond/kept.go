package respond

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/web/ui"
)

// keptForm is a form that was posted while signed out. It waits in the session until it is sent or discarded.
type keptForm struct {
	Action string
	Fields url.Values
}

// maxKept bounds what a session without a person may hold.
const maxKept = 16 << 10

// keptFor is how long a session without a person lives once it holds a form.
const keptFor = time.Hour

// keep stores the form of a signed-out POST and tells which page to show after signing in.
func (s *Site) keep(w http.ResponseWriter, r *http.Request) (next string) {
	next = path.Dir(r.URL.Path)
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host && from.Path != "" {
		next = from.Path
	}
	if !s.Keeps(r) {
		return next
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxKept)
	fields, err := parseForm(r)
	if err != nil || len(fields) == 0 || holdsPassword(fields) {
		return next
	}
	if data, err := json.Marshal(keptForm{Action: r.URL.Path, Fields: fields}); err == nil && len(data) <= maxKept {
		s.Sessions.Put(r.Context(), sessionKept, string(data))
		s.Sessions.SetDeadline(r.Context(), time.Now().Add(keptFor).UTC())
	}
	return next
}

// holdsPassword: a password is never kept; its form is filled in again.
func holdsPassword(fields url.Values) bool { return fields.Has("password") || fields.Has("current") }

func (s *Site) keptForm(r *http.Request) (keptForm, bool) {
	var k keptForm
	text := s.Sessions.GetString(r.Context(), sessionKept)
	return k, text != "" && json.Unmarshal([]byte(text), &k) == nil && link.Local(k.Action) == k.Action
}

// kept shows the form that waits, to those who have signed in.
func (s *Site) kept(r *http.Request) *ui.Kept {
	if s.Sessions.GetString(r.Context(), SessionPerson) == "" {
		return nil
	}
	k, ok := s.keptForm(r)
	if !ok {
		return nil
	}
	labels := map[string]string{
		"text": i18n.T(r.Context(), "Text"), "evidence": i18n.T(r.Context(), "Evidence"), "title": i18n.T(r.Context(), "Title"),
	}
	shown := &ui.Kept{Action: k.Action, Discard: link.Kept()}
	for _, name := range sorted(k.Fields) {
		for _, v := range k.Fields[name] {
			label := labels[name]
			shown.Fields = append(shown.Fields, ui.KeptField{Name: name, Value: v, Label: label, Hidden: label == "" || name == "evidence" && v == ""})
		}
	}
	return shown
}

// forgetKept drops the form once it has been carried out. Where it creates something its id tells it
// from another form with the same action.
func (s *Site) forgetKept(r *http.Request) {
	if r.Method != http.MethodPost {
		return
	}
	if k, ok := s.keptForm(r); ok && k.Action == r.URL.Path && k.Fields.Get("id") == r.PostForm.Get("id") {
		s.Sessions.Remove(r.Context(), sessionKept)
	}
}

// DiscardKept throws the waiting form away, because the person said so.
func (s *Site) DiscardKept(w http.ResponseWriter, r *http.Request) error {
	k, ok := s.keptForm(r)
	s.Sessions.Remove(r.Context(), sessionKept)
	next := link.Home()
	if ok {
		if segments := strings.Split(k.Action, "/"); len(segments) > 1 {
			next = "/" + segments[1]
		}
	}
	return s.Go(w, r, next)
}

func sorted(v url.Values) []string {
	names := make([]string, 0, len(v))
	for n := range v {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
