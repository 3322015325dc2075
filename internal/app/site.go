package app

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/account/accountweb"
	"meridian/internal/app/demo"
	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/institution/institutionweb"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/respond"
	"meridian/internal/swot"
	"meridian/internal/swot/swotweb"
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

	sessions *scs.SessionManager
	store    account.Sessions
	ready    *readiness
}

// Settings are what a Site needs beside its database.
type Settings struct {
	Assets  *web.Assets
	Base    *url.URL
	Demo    func() bool // whether the demo is shown now
	Proxies []string
	Log     *slog.Logger
}

// NewSite wires the application. Nothing runs until Hub.Run does.
func NewSite(db *postgres.DB, s Settings) (*Site, error) {
	m := newMetrics(db)
	store := account.Sessions{DB: db}
	site := &Site{Hub: live.NewHub(db, s.Log), store: store, ready: &readiness{db: db}}
	m.watch(site.Hub)
	site.sessions = newSessions(store, s.Base.Scheme == "https")
	answers := &respond.Site{
		Sessions: site.sessions, Log: s.Log, Asset: s.Assets.URL, Nav: navigation,
		Warning: func(r *http.Request) string { return warning(r.Context(), s) },
		Failed:  func(_ *http.Request, kind string, _ int) { m.problems.WithLabelValues(kind).Inc() },
	}
	desk := account.NewDesk(db)
	desk.Demo = s.Demo
	board := &swot.Board{DB: db, Hub: site.Hub}
	p := pages{
		site: answers,
		account: &accountweb.Pages{
			Site: answers, Desk: desk, Guard: account.NewGuard(), Address: clientAddress,
			Demo: demoAccounts(s.Demo), Warning: plainWarning(s.Base), Failed: m.signInsFailed.Inc, Base: s.Base.Scheme + "://" + s.Base.Host,
		},
		institution: &institutionweb.Pages{Site: answers, Places: places(desk), Start: start(board)},
		swot: &swotweb.Pages{
			Site: answers, Board: board, Hub: site.Hub, Counted: m.streams.Inc,
			Session: func(ctx context.Context, token string) bool {
				loaded, err := site.sessions.Load(ctx, token)
				return err == nil && site.sessions.GetString(loaded, respond.SessionPerson) != ""
			},
		},
	}
	var err error
	if site.Handler, err = handler(p, s.Assets.Handler(), m, s, site.sessions); err != nil {
		return nil, err
	}
	site.Internal = internalHandler(site.ready, m)
	return site, nil
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
	stop := func(icon, url, label string) ui.NavItem {
		within := path == url || url != link.Institution(slug) && strings.HasPrefix(path, url+"/")
		return ui.NavItem{Label: label, URL: url, Icon: icon, Current: within}
	}
	stages = []ui.NavItem{
		stop("home", link.Institution(slug), i18n.T(ctx, "Start")),
		stop("people", link.Groups(slug), i18n.T(ctx, "Working groups")),
		stop("board", link.Analyses(slug), i18n.T(ctx, "SWOT analyses")),
	}
	tools = []ui.NavItem{
		stop("institution", link.Offices(slug), i18n.T(ctx, "Offices")),
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

// start fills the start page with what the SWOT stage knows.
func start(board *swot.Board) func(context.Context, access.Caller) (access.Seat, institutionweb.StartView, error) {
	return func(ctx context.Context, c access.Caller) (access.Seat, institutionweb.StartView, error) {
		seat, list, offices, err := board.List(ctx, c)
		v := institutionweb.StartView{CanOpen: mayOpenAny(seat, offices), NewURL: link.Analyses(seat.Slug) + "?new=1"}
		for n, a := range list {
			url := link.Analysis(seat.Slug, a.ID)
			if a.Mine == 0 && swot.MayAdd(seat.Actor, a.Analysis) {
				v.Waiting = append(v.Waiting, institutionweb.Waiting{URL: url, Action: i18n.T(ctx, "Add items"),
					Text: i18n.T(ctx, "%s has nothing from you yet.", a.Title)})
			}
			if n >= 6 {
				continue
			}
			card := institutionweb.AnalysisCard{Title: a.Title, URL: url, ScopeLabel: swotweb.ScopeLabel(ctx, a.Analysis), Items: a.Items, Offices: a.Offices,
				OfficesOf: swotweb.OfficesOf(a, offices)}
			if a.Items > 0 {
				card.Updated, card.UpdatedText = a.Updated.UTC().Format(time.RFC3339), swotweb.Day(a.Updated)
			}
			v.Analyses = append(v.Analyses, card)
		}
		return seat, v, err
	}
}

func mayOpenAny(seat access.Seat, offices []institution.Office) bool {
	for _, o := range offices {
		if seat.May(access.OpenAnalysis, access.Subject{Office: o.ID}) {
			return true
		}
	}
	return seat.May(access.OpenAnalysis, access.Subject{InstitutionWide: true})
}
