package swotweb

import (
	"bytes"
	"cmp"
	"context"
	"net/http"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/respond"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// source reads and renders what changed on a board, for everybody alike who watches it with the same sight.
func (p *Pages) source(board string, k live.Key, w swot.Watcher) live.Source {
	return p.changes(p.Board, board, k, w, func(changed []swot.Item, _ int64) []swot.Item { return changed })
}

// missed is source for one page that comes with the version it has, and with its browser's pen.
func (p *Pages) missed(by *swot.Board, board string, k live.Key, w swot.Watcher) live.Source {
	return p.changes(by, board, k, w, swot.Missed)
}

func (p *Pages) changes(by *swot.Board, board string, k live.Key, w swot.Watcher, pick func([]swot.Item, int64) []swot.Item) live.Source {
	return func(ctx context.Context, since int64) (int64, []byte, bool, error) {
		n, err := by.Changes(ctx, k, since, w)
		if err != nil || n.Reset {
			return n.Version, nil, n.Reset, err
		}
		var b bytes.Buffer
		if n.Pulse != nil {
			err = PulsePart(pulseOf(ctx, n.Analysis, *n.Pulse, w.Sight)).Render(ctx, &b)
		}
		if err == nil {
			err = Items(sharedItems(board, pick(n.Items, since))).Render(ctx, &b)
		}
		return n.Version, b.Bytes(), false, err
	}
}

// otherKind is the source for a page that was made for another kind of watcher than its reader is by now.
func otherKind(version int64) live.Source {
	return func(context.Context, int64) (int64, []byte, bool, error) { return version, nil, true, nil }
}

func crowd(ctx context.Context, here []live.Here) ([]byte, error) {
	var b bytes.Buffer
	err := Presence(peopleOf(here), beyond(here)).Render(ctx, &b)
	return b.Bytes(), err
}

// StreamEvents answers GET of a board's events, see live.Hub.Serve.
func (p *Pages) StreamEvents(w http.ResponseWriter, r *http.Request) error {
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.by(r).Look(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	k := live.Key{Institution: v.Seat.Institution, ID: analysis}
	watcher := v.Watcher()
	reader := live.Reader{Person: v.Seat.Person, AccessVersion: v.Seat.AccessVersion, Kind: watcher.Kind(),
		Missed: p.missed(p.by(r), boardURL(c, analysis), k, watcher),
		Check:  p.standsAs(c, p.Site.Sessions.Token(r.Context()), analysis, v)}
	if kind := r.URL.Query().Get("kind"); kind != "" && kind != watcher.Kind() {
		reader.Missed = otherKind(v.Analysis.Live)
	}
	if !v.Analysis.Anonymous() { // who is here would tell who wrote what comes meanwhile
		reader.Tab = cmp.Or(live.Tab(r.URL.Query().Get("tab")), uuid.NewString())
	}
	return p.Hub.Serve(w, r, live.Visit{Key: k, Reader: reader, Source: p.source(boardURL(c, analysis), k, watcher), Crowd: crowd,
		Until: p.Site.Until(r, v.Seat), Opened: p.Counted})
}

// standsAs asks anew, on fresh values, for the session and the membership. Somebody in another role or office than
// before, or who runs the analysis now or no longer, gets the board anew, with what there is to do in it now.
func (p *Pages) standsAs(c access.Caller, token string, analysis uuid.UUID, first swot.View) func(context.Context) bool {
	return func(ctx context.Context) bool {
		if !p.Session(ctx, token) {
			return false
		}
		v, err := p.Board.Look(ctx, c, analysis)
		if err != nil {
			return false
		}
		now, before := v.Seat.Actor, first.Seat.Actor
		if swot.MayRun(now, v.Analysis) != swot.MayRun(before, first.Analysis) {
			return false
		}
		// The stream has a timer for the end that it began with.
		return now.Membership == before.Membership && now.Role == before.Role && now.Office == before.Office && now.Guest == before.Guest && now.Until.Equal(before.Until)
	}
}

// Present answers the POST by which a page says which item it has open in an editor.
func (p *Pages) Present(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "tab", "editing")
	if err != nil {
		return err
	}
	c, analysis, err := p.asked(r)
	if err != nil {
		return err
	}
	v, err := p.Board.Look(r.Context(), c, analysis)
	if err != nil {
		return err
	}
	if v.Analysis.Anonymous() {
		return p.Site.Done(w, r, v.Analysis.Live, boardURL(c, analysis))
	}
	var editing *uuid.UUID
	if id, err := uuid.Parse(form.Get("editing")); err == nil {
		editing = &id
	}
	seat := live.Seat{Key: live.Key{Institution: v.Seat.Institution, ID: analysis}, Person: v.Seat.Person, Tab: cmp.Or(live.Tab(form.Get("tab")), "one")}
	if err := p.Hub.Editing(r.Context(), seat, editing); err != nil {
		return err
	}
	return p.Site.Done(w, r, v.Analysis.Live, boardURL(c, analysis))
}
