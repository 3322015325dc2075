package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/account/accountweb"
	"meridian/internal/activity"
	"meridian/internal/activity/activityweb"
	"meridian/internal/app/demo"
	"meridian/internal/consultation"
	"meridian/internal/consultation/consultationweb"
	"meridian/internal/group"
	"meridian/internal/group/groupweb"
	"meridian/internal/i18n"
	"meridian/internal/institution/institutionweb"
	"meridian/internal/jobs"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/mail"
	"meridian/internal/mail/mailweb"
	"meridian/internal/notice"
	"meridian/internal/notice/noticeweb"
	"meridian/internal/postgres"
	"meridian/internal/respond"
	"meridian/internal/richtext"
	"meridian/internal/seal"
	"meridian/internal/strategy"
	"meridian/internal/strategy/strategyweb"
	"meridian/internal/swot"
	"meridian/internal/swot/swotweb"
	"meridian/internal/thread"
	"meridian/web"
	"meridian/web/ui"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/google/uuid"
)

// Site is the whole application over one database: what serve runs and what tests drive.
type Site struct {
	Handler  http.Handler
	Internal http.Handler
	Hub      *live.Hub
	Jobs     *jobs.Runner

	sessions *scs.SessionManager
	store    account.Sessions
	ready    *readiness
	drafts   *strategy.Desk
}

// Settings are what a Site needs beside its database.
type Settings struct {
	Assets  *web.Assets
	Base    *url.URL
	Demo    func() bool // whether the demo is shown now
	Proxies []string
	Log     *slog.Logger
	Secret  *seal.Key    // encrypts stored secrets; nil: a key that is forgotten with the process
	Mail    *mail.Server // nil: messages are kept to be read
}

// NewSite wires the application. Nothing runs until Hub.Run and Jobs.Start do.
func NewSite(db *postgres.DB, s Settings) (*Site, error) {
	m := newMetrics(db)
	store := account.Sessions{DB: db, Whose: whose}
	site := &Site{Hub: live.NewHub(db, s.Log), store: store, ready: &readiness{db: db}}
	m.watch(site.Hub)
	site.sessions = newSessions(store, s.Base.Scheme == "https")
	guard := account.NewGuard()
	guard.Failed = func(from netip.Addr) {
		m.signInsFailed.Inc()
		s.Log.Info("sign-in failed", "from", from.String())
	}
	desk := account.NewDesk(db)
	desk.Demo = s.Demo
	answers := &respond.Site{
		Sessions: site.sessions, Log: s.Log, Asset: s.Assets.URL, Nav: navigation,
		Warning: func(r *http.Request) string { return warning(r.Context(), s) },
		Many: func(ctx context.Context, person uuid.UUID) (bool, error) {
			places, err := desk.Places(ctx, person)
			return len(places) > 1, err
		},
		Keeps: func(r *http.Request) bool {
			return !swotweb.HoldsPen(r) && guard.Keep(clientAddress(r)) && !swotweb.Unsigned(r, &swot.Board{DB: db})
		},
		Failed: func(_ *http.Request, kind string, _ int) { m.problems.WithLabelValues(kind).Inc() },
	}
	if s.Secret == nil {
		s.Secret = seal.Random()
	}
	desk.Post = &mail.Post{Key: s.Secret}
	desk.Joined = append(desk.Joined, group.SeatNewcomer)
	sender := &mail.Sender{DB: db, Key: s.Secret, Server: s.Mail, Base: s.Base}
	m.count(sender)
	var err error
	board := &swot.Board{DB: db, Hub: site.Hub, Post: desk.Post}
	talk := &swot.Talk{Board: board, Post: desk.Post}
	registry := account.NewRegistry(db)
	registry.Stages = append(registry.Stages, thread.OfOffices, group.OfOffices, swot.OfOffices, strategy.OfOffices, consultation.OfOffices)
	address := s.Base.Scheme + "://" + s.Base.Host
	session := func(ctx context.Context, token string) bool {
		loaded, err := site.sessions.Load(ctx, token)
		return err == nil && site.sessions.GetString(loaded, respond.SessionPerson) != ""
	}
	drafts, err := newDrafts(db, site.Hub)
	if err != nil {
		return nil, err
	}
	site.drafts = drafts
	notices := &notice.Desk{DB: db, Post: desk.Post}
	sender.Unsubscribe = notices.UnsubscribePath
	if site.Jobs, err = jobs.New(db, s.Log, jobs.Options{}, sender.Register, (&consultation.Desk{DB: db, Strategy: drafts, Post: desk.Post, Notice: notices}).Register, notices.Register); err != nil {
		return nil, err
	}
	hearing := &consultationweb.Pages{Site: answers, Desk: &consultation.Desk{DB: db, Strategy: drafts, Post: desk.Post, Notice: notices}}
	p := pages{
		site: answers,
		account: &accountweb.Pages{
			Site: answers, Desk: desk, Guard: guard, Ration: account.NewRation(), Address: clientAddress, Base: address, Items: ownItems(board), Comments: ownComments(talk),
			Demo: demoAccounts(s.Demo), Warning: plainWarning(s.Base),
			Sends: s.Mail != nil,
		},
		institution: &institutionweb.Pages{Site: answers, Registry: registry, Places: places(desk), Start: start(board, drafts)},
		mail: &mailweb.Pages{Site: answers, Box: &mail.Box{DB: db, Key: s.Secret}, Places: desk.Places, Sends: s.Mail != nil,
			Seat: func(ctx context.Context, c access.Caller) (access.Seat, error) {
				return account.SitToRead(ctx, db, c, nil)
			},
		},
		activity: &activityweb.Pages{Site: answers, Log: &activity.Log{DB: db, Sit: account.SitToRead}},
		group:    &groupweb.Pages{Site: answers, Desk: group.NewDesk(db, desk.Post)},
		swot: &swotweb.Pages{
			Site: answers, Board: board, Hub: site.Hub, Counted: m.streams.Inc, Talk: talk,
			Room: &swot.Room{DB: db, Desk: desk}, Guard: guard, Address: clientAddress, Base: address,
			Session: session,
		},
		strategy: &strategyweb.Pages{Site: answers, Desk: drafts, Hub: site.Hub, Counted: m.streams.Inc, Session: session,
			Aside: strategyweb.Aside{Show: hearing.Beside, Kind: hearing.KindOf, News: hearing.News}},
		consultation: hearing,
		notice:       &noticeweb.Pages{Site: answers, Desk: notices, Places: desk.Places},
	}
	if site.Handler, err = handler(p, s.Assets.Handler(), m, s, site.sessions); err != nil {
		return nil, err
	}
	site.Internal = internalHandler(site.ready, m)
	return site, nil
}

// newDrafts makes the desk of the strategies, with the engine of their texts.
func newDrafts(db *postgres.DB, hub *live.Hub) (*strategy.Desk, error) {
	source, err := web.Engine()
	if err != nil {
		return nil, err
	}
	engine, err := richtext.NewEngine(source, strategy.AtOnce)
	if err != nil {
		return nil, err
	}
	return &strategy.Desk{DB: db, Hub: hub, Engine: engine}, nil
}

// whose reads a session as the session manager writes it.
func whose(data []byte) (person, agent string) {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return "", ""
	}
	person, _ = values[respond.SessionPerson].(string)
	agent, _ = values[respond.SessionAgent].(string)
	return person, agent
}

func newSessions(store scs.Store, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = store
	m.Lifetime = 12 * time.Hour
	m.HashTokenInStore = true
	m.Cookie.Name = "meridian"
	m.Cookie.Path = "/"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	if secure {
		m.Cookie.Name, m.Cookie.Secure = "__Host-meridian", true
	}
	return m
}

// navigation is what stands in the shell: the way along the process, then the institution's own pages. A guest
// of a room has one page only.
func navigation(r *http.Request, seat access.Seat) (stages, tools []ui.NavItem) {
	ctx, path, slug := r.Context(), r.URL.Path, seat.Slug
	if seat.Guest != uuid.Nil {
		return nil, nil
	}
	stop := func(icon, url, label string, also ...string) ui.NavItem {
		within := path == url || slices.Contains(also, path) || url != link.Institution(slug) && strings.HasPrefix(path, url+"/")
		return ui.NavItem{Label: label, URL: url, Icon: icon, Current: within}
	}
	stages = []ui.NavItem{
		stop("home", link.Institution(slug), i18n.T(ctx, "Start")),
		stop("people", link.Groups(slug), i18n.T(ctx, "Working groups")),
		stop("board", link.Analyses(slug), i18n.T(ctx, "SWOT analyses")),
		stop("sheet", link.Strategies(slug), i18n.T(ctx, "Strategies")),
	}
	tools = []ui.NavItem{
		stop("institution", link.Offices(slug), i18n.T(ctx, "Offices"), link.OfficesImport(slug)),
		stop("people", link.People(slug), i18n.T(ctx, "People")),
		stop("list", link.Activity(slug), i18n.T(ctx, "Activity")),
	}
	if seat.May(access.Manage, access.Subject{}) {
		tools = append(tools, stop("settings", link.Settings(slug), i18n.T(ctx, "Settings")))
	}
	return stages, tools
}

func warning(ctx context.Context, s Settings) string {
	if !loopbackName(s.Base.Hostname()) && s.Demo() {
		return i18n.T(ctx, "The demo is on: its accounts have a password that everybody knows. Run `meridian demo --remove` before real work.")
	}
	return ""
}

func plainWarning(base *url.URL) string {
	if base.Scheme == "http" && !loopbackName(base.Hostname()) {
		return "This connection is not encrypted: others on the network could read your password. Ask those who run Meridian for an https address."
	}
	return ""
}

// clientAddress is where a request comes from; behind trusted proxies the address that they saw.
func clientAddress(r *http.Request) netip.Addr { return middleware.GetClientIPAddr(r.Context()) }

func demoAccounts(on func() bool) func(*http.Request) ([]accountweb.DemoAccount, string) {
	return func(r *http.Request) ([]accountweb.DemoAccount, string) {
		if !on() {
			return nil, ""
		}
		var list []accountweb.DemoAccount
		for _, a := range demo.Shown {
			list = append(list, accountweb.DemoAccount{Label: i18n.Say(r.Context(), a.Label), Email: a.Email})
		}
		return list, demo.Password
	}
}

func places(desk *account.Desk) func(context.Context, access.Caller) ([]institutionweb.InstitutionCard, error) {
	return func(ctx context.Context, c access.Caller) ([]institutionweb.InstitutionCard, error) {
		all, err := desk.Places(ctx, c.Person)
		var cards []institutionweb.InstitutionCard
		if err == nil && len(all) == 0 {
			// Somebody who only administers has one place to go.
			administers, err := desk.Administrator(ctx, c.Person)
			if err != nil {
				return nil, err
			}
			if administers {
				return []institutionweb.InstitutionCard{{Name: i18n.T(ctx, "Administration"), URL: link.Administration()}}, nil
			}
		}
		for _, p := range all {
			card := institutionweb.InstitutionCard{Name: p.Name, URL: link.Institution(p.Slug), Role: i18n.Say(ctx, p.Role.Label())}
			if p.Guest != uuid.Nil {
				card.URL = link.Analysis(p.Slug, p.Guest)
			}
			cards = append(cards, card)
		}
		return cards, err
	}
}

// ownItems is what a person takes along of what the SWOT stage holds.
func ownItems(board *swot.Board) func(context.Context, uuid.UUID, uuid.UUID) ([]accountweb.OwnItem, error) {
	return func(ctx context.Context, institution, person uuid.UUID) ([]accountweb.OwnItem, error) {
		list, err := board.WrittenBy(ctx, institution, person)
		items := []accountweb.OwnItem{}
		for _, i := range list {
			items = append(items, accountweb.OwnItem{Analysis: i.Analysis, Quadrant: string(i.Quadrant), Text: i.Text, Evidence: i.Evidence, CreatedAt: i.CreatedAt, WithdrawnAt: i.WithdrawnAt})
		}
		return items, err
	}
}

// ownComments is what a person takes along of what was said about items.
func ownComments(talk *swot.Talk) func(context.Context, uuid.UUID, uuid.UUID) ([]accountweb.OwnComment, error) {
	return func(ctx context.Context, institution, person uuid.UUID) ([]accountweb.OwnComment, error) {
		list, err := talk.CommentsOf(ctx, institution, person)
		comments := []accountweb.OwnComment{}
		for _, c := range list {
			comments = append(comments, accountweb.OwnComment{On: string(c.Kind), Subject: c.Subject, Text: c.Text, CreatedAt: c.CreatedAt, EditedAt: c.EditedAt, WithdrawnAt: c.WithdrawnAt})
		}
		return comments, err
	}
}
