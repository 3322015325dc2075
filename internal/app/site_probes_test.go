package app

import (
	"net/http"
	"net/url"
	"strings"

	"meridian/internal/access"

	"github.com/google/uuid"
)

// place is what stands in the gaps of a route's pattern, by the gap's name, and in the fields of its form.
type place map[string]string

// board is a place of which only the board matters.
func board(slug, analysis, item string) place {
	return place{"inst": slug, "analysis": analysis, "item": item}
}

// with is the place with one thing exchanged.
func (p place) with(gap, value string) place {
	other := place{}
	for k, v := range p {
		other[k] = v
	}
	other[gap] = value
	return other
}

// fill puts the things of a place into a pattern. What the place has not is a thing that does not exist.
func (p place) fill(pattern string) string {
	for _, gap := range []string{"inst", "analysis", "item", "office", "membership", "invitation", "group", "seat", "step", "theme", "option", "comment"} {
		thing := p[gap]
		if thing == "" {
			thing = "00000000-0000-7000-8000-000000000000"
		}
		pattern = strings.ReplaceAll(pattern, "{"+gap+"}", thing)
	}
	return pattern
}

// ask is a route with everything filled in that would make it work for somebody who may.
type ask struct {
	Route
	path   string
	fields url.Values
}

func (a ask) name() string { return a.Method + " " + a.Pattern }

// has tells whether a thing of this kind is in the address.
func (a ask) has(gap string) bool { return strings.Contains(a.Pattern, "{"+gap+"}") }

// program tells whether the address is for programs, which get 401 rather than a sign-in page.
func (a ask) program() bool {
	return a.Stream || strings.HasSuffix(a.path, ".csv") || strings.HasSuffix(a.path, ".json") || strings.HasSuffix(a.path, ".xlsx")
}

// forms are what makes each POST under an institution work. Every id in them is of the place.
var forms = map[string]func(p place) url.Values{
	"/swot": func(p place) url.Values {
		return form("id", newID(), "title", "refused", "scope", "institution", "group", p["group"])
	},
	"/swot/{analysis}/presence": func(p place) url.Values { return form("tab", "t", "editing", p["item"]) },
	"/swot/{analysis}/import": func(place) url.Values {
		return form("id", newID(), "rows", `[{"Line":2,"Quadrant":"threat","Text":"refused"}]`)
	},
	"/swot/{analysis}/items":                 func(place) url.Values { return form("id", newID(), "quadrant", "threat", "text", "refused") },
	"/swot/{analysis}/items/{item}":          func(place) url.Values { return form("text", "refused", "version", "1") },
	"/swot/{analysis}/items/{item}/move":     func(place) url.Values { return form("quadrant", "threat", "before", "") },
	"/swot/{analysis}/items/{item}/withdraw": none,
	"/swot/{analysis}/items/{item}/restore":  none,
	"/swot/{analysis}/items/{item}/comments": func(p place) url.Values {
		return form("id", newID(), "text", "refused", "reply_to", p["comment"], "mention", p["membership"], "mention", p["office"])
	},
	"/swot/{analysis}/comments/{comment}":          func(place) url.Values { return form("text", "refused") },
	"/swot/{analysis}/comments/{comment}/withdraw": none,
	"/swot/{analysis}/comments/{comment}/resolve":  none,
	"/swot/{analysis}/comments/{comment}/reopen":   none,
	"/swot/{analysis}/compare":                     func(p place) url.Values { return form("with", p["other"]) },
	"/swot/{analysis}/steps/{step}/undo":           none,
	"/swot/{analysis}/room/open":                   none,
	"/swot/{analysis}/room/close":                  none,
	"/swot/{analysis}/room/admit":                  func(p place) url.Values { return form("arrival", p["arrival"]) },
	"/swot/{analysis}/room/turn-away":              func(p place) url.Values { return form("arrival", p["arrival"]) },
	"/seat":                                        none,
	"/invitations": func(p place) url.Values {
		return form("id", newID(), "email", "refused@refused.example", "role", "member_office", "office", p["office"])
	},
	"/invitations/{invitation}/send":     none,
	"/invitations/{invitation}/link":     none,
	"/invitations/{invitation}/withdraw": none,
	"/people/onboard/preview":            func(place) url.Values { return form("pasted", "Refused office\tRefused\trefused@refused.example") },
	"/people/onboard/invite": func(place) url.Values {
		return form("id", newID(), "pasted", "Refused office\tRefused\trefused@refused.example")
	},
	"/people/onboard/message": func(place) url.Values {
		return form("invitation_subject", "refused", "invitation_text", "refused {link}", "sender_name", "", "reply_to", "")
	},
	"/people/onboard/again":          none,
	"/people/onboard/sheet":          func(p place) url.Values { return form("office", p["office"]) },
	"/people/{membership}/role":      func(p place) url.Values { return form("role", "member_office", "office", p["office"], "until", "") },
	"/people/{membership}/standing":  func(place) url.Values { return form("standing", "deputy") },
	"/people/{membership}/end":       none,
	"/people/{membership}/resume":    none,
	"/people/{membership}/disable":   none,
	"/people/{membership}/enable":    none,
	"/people/{membership}/password":  none,
	"/people/{membership}/anonymise": none,
	"/people/{membership}/admit":     none,
	"/offices": func(place) url.Values {
		return form("id", newID(), "name", "Refused", "slug", "", "kind", "office", "head_email", "")
	},
	"/office-import":            func(place) url.Values { return form("rows", `[{"slug":"refused","name":"Refused"}]`) },
	"/offices/{office}":         func(place) url.Values { return form("name", "Refused", "kind", "office", "head_email", "") },
	"/offices/{office}/place":   func(place) url.Values { return form("direction", "down") },
	"/offices/{office}/archive": none,
	"/offices/{office}/restore": none,
	"/offices/{office}/merge":   func(p place) url.Values { return form("into", p["into"]) },
	"/settings": func(place) url.Values {
		return form("name", "Refused", "short_name", "", "time_zone", "UTC", "language", "en", "year_month", "9", "year_day", "1", "contact_name", "", "contact_email", "", "working_days", "1")
	},
	"/logo":        func(place) url.Values { return form("file", "refused") },
	"/logo/remove": none,
	"/groups":      func(p place) url.Values { return form("id", newID(), "name", "Refused", "offices", p["office"]) },
	"/groups/{group}": func(p place) url.Values {
		return form("name", "Refused", "terms", "", "quorum", "majority", "number", "", "chair", p["membership"], "secretary", "", "version", "1")
	},
	"/groups/{group}/mail": func(place) url.Values { return form("subject", "refused", "text", "refused") },
	"/groups/{group}/seats": func(p place) url.Values {
		return form("id", newID(), "office", p["into"], "holder", "", "deputy", "", "since", "")
	},
	"/groups/{group}/seats/{seat}":        func(p place) url.Values { return form("holder", p["membership"], "deputy", "") },
	"/groups/{group}/seats/{seat}/end":    func(place) url.Values { return form("until", "") },
	"/groups/{group}/seats/{seat}/resume": none,
	"/groups/{group}/end":                 none,
	"/groups/{group}/resume":              none,
}

func none(place) url.Values { return url.Values{} }

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// asks fills every route under an institution. A POST whose form nobody has written down is sent without one.
func asks(p place) []ask {
	var list []ask
	for _, r := range table() {
		pattern, inside := strings.CutPrefix(r.Pattern, "/{inst}")
		if !inside {
			continue
		}
		exts := []string{""}
		if strings.Contains(pattern, "{ext}") {
			exts = []string{"csv", "xlsx"}
			if strings.Contains(pattern, "{analysis}.{ext}") {
				exts = append(exts, "json")
			}
		}
		for _, ext := range exts {
			a := ask{Route: r, path: p.fill(strings.ReplaceAll(r.Pattern, "{ext}", ext)), fields: url.Values{}}
			if write := forms[pattern]; r.Method == http.MethodPost && write != nil {
				a.fields = write(p)
			}
			list = append(list, a)
		}
	}
	return list
}

// asked is what a route really asks about: most routes the permission that stands in the table of routes and the
// thing in the address, a few one that depends on the form.
func (a ask) asked(p things) (access.Permission, access.Subject) {
	wide := access.Subject{InstitutionWide: true}
	switch pattern := strings.TrimPrefix(a.Pattern, "/{inst}"); {
	case strings.HasSuffix(pattern, "/comments/{comment}"), strings.HasSuffix(pattern, "/comments/{comment}/withdraw"):
		return access.Manage, access.Subject{} // the comment is the international office's own
	case a.has("item"):
		return a.Permission, access.Subject{Office: p.itemOffice}
	case a.has("analysis"), pattern == "/swot":
		return a.Permission, wide
	case a.has("membership"), a.has("invitation"):
		return a.Permission, access.Subject{Office: p.memberOffice}
	case a.Method == http.MethodPost && pattern == "/invitations":
		return access.ManageColleagues, access.Subject{Office: p.memberOffice}
	}
	return a.Permission, access.Subject{}
}

// things are ids of a place that rules are about and addresses are not.
type things struct{ itemOffice, memberOffice uuid.UUID }
