// Package accountweb shows the pages on which people sign in and accept invitations.
package accountweb

import "net/url"

// SignInView is the sign-in page. Next is where to go afterwards.
type SignInView struct {
	Email, Next, Error string
	DemoAccounts       []DemoAccount // empty outside a demo
	DemoPassword       string        // shown, and filled in, with the demo accounts
	Warning            string
}

// DemoAccount is an account that anybody may try.
type DemoAccount struct{ Label, Email string }

func (v SignInView) fill(a DemoAccount) string {
	q := url.Values{"email": {a.Email}}
	if v.Next != "" {
		q.Set("next", v.Next)
	}
	return "/sign-in?" + q.Encode()
}

// chosen reports whether the field already holds one of the demo accounts.
func (v SignInView) chosen() bool {
	for _, a := range v.DemoAccounts {
		if a.Email == v.Email {
			return true
		}
	}
	return false
}

func (v SignInView) password() string {
	if v.chosen() {
		return v.DemoPassword
	}
	return ""
}
