package accountweb

import (
	"context"
	"net/http"
	"net/netip"

	"meridian/internal/account"
	"meridian/internal/i18n"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"

	"github.com/google/uuid"
)

// Pages are the page actions by which people come in and go out, and look after their own account.
type Pages struct {
	Site   *respond.Site
	Desk   *account.Desk
	Guard  *account.Guard
	Ration *account.Ration // of mails that anybody can ask for
	// Items are what a person has written in an institution, for the download of one's own data.
	Items func(ctx context.Context, institution, person uuid.UUID) ([]OwnItem, error)
	// Comments are what a person has said there, for the same.
	Comments func(ctx context.Context, institution, person uuid.UUID) ([]OwnComment, error)
	Address  func(*http.Request) netip.Addr // where a request comes from, behind trusted proxies
	Demo     func(*http.Request) (accounts []DemoAccount, password string)
	Warning  string // stands on the sign-in page
	Sends    bool   // a mail server is set
	Base     string // the address of the installation, for links that leave the site
}

// ShowSignIn answers GET of the sign-in page.
func (p *Pages) ShowSignIn(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if p.Site.SessionPerson(r) && q.Get("email") == "" {
		return p.Site.Go(w, r, link.Local(q.Get("next")))
	}
	return p.showSignIn(w, r, http.StatusOK, SignInView{Email: q.Get("email"), Next: q.Get("next")})
}

func (p *Pages) showSignIn(w http.ResponseWriter, r *http.Request, status int, v SignInView) error {
	if v.Next != "" {
		v.Next = link.Local(v.Next)
	}
	v.DemoAccounts, v.DemoPassword = p.Demo(r)
	v.Warning = p.Warning
	return p.Site.Render(w, r, status, SignIn(p.Site.PageSignedOut(r, i18n.T(r.Context(), "Sign in")), v))
}

// SignIn answers the POST. Wrong and unknown are answered alike; too many failures are 429.
func (p *Pages) SignIn(w http.ResponseWriter, r *http.Request) error {
	form, err := respond.Form(r, "email", "password", "next")
	if err != nil {
		return err
	}
	email := form.Get("email")
	again := func(err error) error {
		why := problem.Of(err)
		if why.Kind != problem.Invalid && why.Kind != problem.TooMany {
			return err
		}
		respond.RetryAfter(w, why)
		return p.showSignIn(w, r, respond.Status(why.Kind), SignInView{Email: email, Next: form.Get("next"), Error: i18n.Say(r.Context(), why.Text)})
	}
	var person account.Person
	if err := p.Guard.Prove(email, p.Address(r), func() (err error) {
		person, err = p.Desk.SignIn(r.Context(), email, form.Get("password"))
		return err
	}); err != nil {
		return again(err)
	}
	if err := p.Site.Enter(r, person.ID, person.Name); err != nil {
		return err
	}
	return p.Site.Go(w, r, link.Local(form.Get("next")))
}

// SignOut answers the POST that ends the session, and with it the session's open streams.
func (p *Pages) SignOut(w http.ResponseWriter, r *http.Request) error {
	person := p.Site.Person(r)
	// The row goes first: whoever is told of the new access_version must not find the session any more.
	if err := p.Site.Sessions.Destroy(r.Context()); err != nil {
		return err
	}
	if err := p.Desk.SignedOut(r.Context(), person); err != nil {
		return err
	}
	return p.Site.Go(w, r, link.SignIn(""))
}
