package strategyweb

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"meridian/internal/access"
	"meridian/internal/i18n"
	"meridian/internal/live"
	"meridian/internal/strategy"
	"meridian/web/ui"

	"github.com/google/uuid"
)

// readersPause is how often at most a page to read is brought up to date: it gets the text of a section as a whole.
const readersPause = time.Second

// watch is what a stream's reader gets: the text as it reads, or the steps that its editors apply; and the forms of those
// who may write.
type watch struct {
	slug  string
	view  string // viewRead, viewWrite, or "" for steps without the forms
	steps bool
	aside string // the kind of reader of what stands beside the text
	news  func(ctx context.Context, slug string, k live.Key, kind string, since int64) ([]byte, error)
}

// watchOf is what a page gets that asks for a view. Whoever asks for none gets the steps.
func watchOf(slug, view string, mayWrite bool) watch {
	switch {
	case view == viewRead:
		return watch{slug: slug, view: viewRead}
	case mayWrite:
		return watch{slug: slug, view: viewWrite, steps: true}
	}
	return watch{slug: slug, steps: true}
}

func (w watch) kind() string { return w.view + " " + strconv.FormatBool(w.steps) + " " + w.aside }

// source reads and renders what changed in a strategy, for everybody alike who watches it in the same way.
func (p *Pages) source(k live.Key, w watch) live.Source {
	return func(ctx context.Context, since int64) (int64, []byte, bool, error) {
		n, err := p.Desk.News(ctx, k, since, w.steps)
		if err != nil || n.Reset || n.Version == since {
			return n.Version, nil, n.Reset, err
		}
		body, err := w.events(ctx, k, n, since)
		return n.Version, body, false, err
	}
}

// events are the steps, section by section, and then what changed beside them; the last carries the version.
func (w watch) events(ctx context.Context, k live.Key, n strategy.News, since int64) ([]byte, error) {
	var names []string
	var bodies [][]byte
	for _, run := range n.Steps {
		data, err := json.Marshal(run)
		if err != nil {
			return nil, err
		}
		names, bodies = append(names, "steps"), append(bodies, data)
	}
	var b bytes.Buffer
	if n.Reshaped {
		if err := Reshaped().Render(ctx, &b); err != nil {
			return nil, err
		}
	}
	for _, sec := range n.Sections {
		if err := w.section(ctx, &b, k, sec, n, since); err != nil {
			return nil, err
		}
	}
	if w.view == viewRead {
		beside, err := w.news(ctx, w.slug, k, w.aside, since)
		if err != nil {
			return nil, err
		}
		b.Write(beside)
	}
	if b.Len() > 0 || len(names) == 0 {
		names, bodies = append(names, "change"), append(bodies, b.Bytes())
	}
	var all []byte
	for i := range names {
		version := int64(0)
		if i == len(names)-1 {
			version = n.Version
		}
		all = append(all, live.Frame(names[i], version, bodies[i])...)
	}
	return all, nil
}

// section renders what of one section has changed.
func (w watch) section(ctx context.Context, b *bytes.Buffer, k live.Key, sec strategy.Section, n strategy.News, since int64) error {
	if sec.Withdrawn() || sec.FirstVersion > since { // the page is fetched as a whole
		return nil
	}
	if w.view != viewRead && sec.ShapeVersion <= since { // the steps say it all
		return nil
	}
	part, err := partOf(ctx, w.slug, strategy.Strategy{ID: k.ID}, sec, w.view)
	if err != nil {
		return err
	}
	if part.Pillar {
		part.Level = i18n.Say(ctx, n.Labels.Pillar)
	}
	if sec.ShapeVersion > since {
		if err := SectionHead(part).Render(ctx, b); err != nil {
			return err
		}
		if part.Pillar {
			s := strategy.Strategy{ID: k.ID, Period: n.Period}
			if err := Plan(planOf(ctx, w.slug, s, sec, n.Plans[sec.ID], n.Labels, n.Offices, w.view)).Render(ctx, b); err != nil {
				return err
			}
		}
	}
	if w.view != viewRead {
		return nil
	}
	return SectionText(part.Text).Render(ctx, b)
}

// crowd renders who is here, and where their carets stand.
func (p *Pages) crowd(k live.Key) live.Crowd {
	return func(ctx context.Context, here []live.Here) ([]byte, error) {
		carets, err := p.Desk.Carets(ctx, k)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		if err := ui.Presence(peopleOf(here)).Render(ctx, &b); err != nil {
			return nil, err
		}
		data, err := json.Marshal(caretsOf(carets))
		return append(live.Frame("presence", 0, b.Bytes()), live.Frame("carets", 0, data)...), err
	}
}

// StreamEvents answers GET of a strategy's events, see live.Hub.Serve.
func (p *Pages) StreamEvents(w http.ResponseWriter, r *http.Request) error {
	c, id, err := p.asked(r)
	if err != nil {
		return err
	}
	seat, s, err := p.Desk.Look(r.Context(), c, id)
	if err != nil {
		return err
	}
	k := live.Key{Institution: seat.Institution, ID: id}
	on := watchOf(seat.Slug, r.URL.Query().Get("view"), s.MayWrite(seat.Actor))
	if on.view == viewRead {
		on.aside, on.news = p.Aside.Kind(seat, s), p.Aside.News
	}
	reader := live.Reader{Person: seat.Person, Tab: cmp.Or(live.Tab(r.URL.Query().Get("tab")), uuid.NewString()),
		AccessVersion: seat.AccessVersion, Kind: on.kind(), Framed: true,
		Check: p.standsAs(c, p.Site.Sessions.Token(r.Context()), id, seat, s)}
	if on.view == viewRead {
		reader.Pause = readersPause
	}
	return p.Hub.Serve(w, r, live.Visit{Key: k, Reader: reader, Source: p.source(k, on), Crowd: p.crowd(k),
		Until: p.Site.Until(r, seat), Opened: p.Counted})
}

// standsAs asks anew, on fresh values, for the session and the membership. Who may write now and could not before, or the
// other way round, gets the page anew.
func (p *Pages) standsAs(c access.Caller, token string, id uuid.UUID, first access.Seat, before strategy.Strategy) func(context.Context) bool {
	return func(ctx context.Context) bool {
		if !p.Session(ctx, token) {
			return false
		}
		seat, s, err := p.Desk.Look(ctx, c, id)
		return err == nil && s.MayWrite(seat.Actor) == before.MayWrite(first.Actor) &&
			seat.Membership == first.Membership && seat.Role == first.Role && seat.Office == first.Office && seat.Until.Equal(first.Until)
	}
}
