package app

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

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
	for _, gap := range []string{"inst", "analysis", "item", "office", "membership", "invitation", "group", "seat", "step", "theme", "option", "comment",
		"strategy", "section", "goal", "objective", "indicator", "version", "to", "import", "thread"} {
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

// json is the body of a POST that takes JSON, made of its fields; "" for one that takes a form.
func (a ask) json() string {
	if a.Method != http.MethodPost || !strings.HasSuffix(a.Pattern, "/sections/{section}/steps") {
		return ""
	}
	object := map[string]any{}
	for name := range a.fields {
		object[name] = a.fields.Get(name)
		if name == "version" || name == "steps" {
			object[name] = json.RawMessage(a.fields.Get(name))
		}
	}
	body, _ := json.Marshal(object)
	return string(body)
}

// insertion is the step that puts words at the beginning of a section, in an array.
func insertion(words string) string {
	quoted, _ := json.Marshal(words)
	return `[{"stepType":"replace","from":1,"to":1,"slice":{"content":[{"type":"text","text":` + string(quoted) + `}]}}]`
}

// has tells whether a thing of this kind is in the address.
func (a ask) has(gap string) bool { return strings.Contains(a.Pattern, "{"+gap+"}") }

// program tells whether the address is for programs, which get 401 rather than a sign-in page.
func (a ask) program() bool {
	return a.Stream || strings.HasSuffix(a.Pattern, "/doc") || strings.HasSuffix(a.Pattern, "/sections/{section}/steps") || strings.HasSuffix(a.path, ".csv") || strings.HasSuffix(a.path, ".json") || strings.HasSuffix(a.path, ".xlsx")
}

// forms are what makes each POST under an institution work. Every id in them is of the place.
var forms = map[string]func(p place) url.Values{
	"/swot": func(p place) url.Values {
		return form("id", newID(), "title", "refused", "scope", "institution", "group", p["group"])
	},
	"/swot/import": func(p place) url.Values {
		return form("id", newID(), "title", "refused", "rows", `[{"Line":2,"Office":"`+p["office"]+`","Quadrant":"threat","Text":"refused"}]`)
	},
	"/swot/{analysis}/presence": func(p place) url.Values { return form("tab", "t", "editing", p["item"]) },
	"/swot/{analysis}/import": func(place) url.Values {
		return form("id", newID(), "rows", `[{"Line":2,"Quadrant":"threat","Text":"refused"}]`)
	},
	"/swot/{analysis}/items":                   func(place) url.Values { return form("id", newID(), "quadrant", "threat", "text", "refused") },
	"/swot/{analysis}/items/{item}":            func(place) url.Values { return form("text", "refused", "version", "1") },
	"/swot/{analysis}/items/{item}/move":       func(place) url.Values { return form("quadrant", "threat", "before", "") },
	"/swot/{analysis}/items/{item}/withdraw":   none,
	"/swot/{analysis}/items/{item}/restore":    none,
	"/swot/{analysis}/items/{item}/votes":      func(place) url.Values { return form("dots", "1") },
	"/swot/{analysis}/items/{item}/importance": func(place) url.Values { return form("importance", "3") },
	"/swot/{analysis}/items/{item}/shortlist":  func(place) url.Values { return form("listed", "1") },
	"/swot/{analysis}/shortlist":               func(place) url.Values { return form("first", "3") },
	"/swot/{analysis}/steps/{step}/undo":       none,
	"/swot/{analysis}/room/open":               none,
	"/swot/{analysis}/room/close":              none,
	"/swot/{analysis}/room/admit":              func(p place) url.Values { return form("arrival", p["arrival"]) },
	"/swot/{analysis}/room/turn-away":          func(p place) url.Values { return form("arrival", p["arrival"]) },
	"/seat":                                    none,
	"/swot/{analysis}/matrix":                  func(p place) url.Values { return form("items", p["item"]) },
	"/swot/{analysis}/matrix/open":             func(place) url.Values { return form("open", "1") },
	"/swot/{analysis}/matrix/scores": func(p place) url.Values {
		return form("inside", p["item"], "outside", p["item"], "score", "1")
	},
	"/swot/{analysis}/matrix/shown": func(place) url.Values { return form("shown", "1") },
	"/swot/{analysis}/options": func(p place) url.Values {
		return form("id", newID(), "kind", "so", "text", "refused", "items", p["item"])
	},
	"/swot/{analysis}/options/{option}": func(p place) url.Values {
		return form("kind", "so", "text", "refused", "items", p["item"], "version", "1")
	},
	"/swot/{analysis}/options/{option}/place":    func(place) url.Values { return form("direction", "up") },
	"/swot/{analysis}/options/{option}/withdraw": none,
	"/swot/{analysis}/options/{option}/restore":  none,
	"/swot/{analysis}/items/{item}/theme":        func(place) url.Values { return form("frame", "ace", "theme", "mobility") },
	"/swot/{analysis}/themes":                    func(place) url.Values { return form("id", newID(), "name", "Refused "+newID()) },
	"/swot/{analysis}/themes/{theme}":            func(place) url.Values { return form("name", "Refused "+newID()) },
	"/swot/{analysis}/themes/{theme}/end":        none,
	"/swot/{analysis}/merge": func(p place) url.Values {
		return form("id", newID(), "items", p["item"], "text", "refused", "quadrant", "strength")
	},
	"/swot/{analysis}/sources":           func(place) url.Values { return form("sources", newID()) },
	"/swot/{analysis}/items/{item}/part": func(p place) url.Values { return form("source", p["item"]) },
	"/swot/{analysis}/timer":             func(place) url.Values { return form("minutes", "5") },
	"/swot/{analysis}/reveal":            none,
	"/swot/{analysis}/presenting":        func(place) url.Values { return form("show", "threat") },
	"/swot/{analysis}/phase":             func(place) url.Values { return form("phase", "collecting") },
	"/swot/{analysis}/ready":             func(place) url.Values { return form("ready", "1", "nothing", "threat") },
	"/swot/{analysis}/nudge":             none,
	"/swot/{analysis}/setup": func(place) url.Values {
		return form("authors", "office", "reveal", "at_once", "dots", "5", "dots_per", "office", "cumulative", "1", "question_threat", "Refused?")
	},
	"/swot/{analysis}/facilitators": func(p place) url.Values {
		return form("membership", p["membership"], "until", time.Now().Format(time.DateOnly))
	},
	"/swot/{analysis}/facilitators/{membership}/end": none,
	"/swot/{analysis}/items/{item}/comments": func(p place) url.Values {
		return form("id", newID(), "text", "refused", "reply_to", p["comment"], "mention", p["membership"], "mention", p["office"])
	},
	"/swot/{analysis}/comments/{comment}":          func(place) url.Values { return form("text", "refused") },
	"/swot/{analysis}/comments/{comment}/withdraw": none,
	"/swot/{analysis}/comments/{comment}/resolve":  none,
	"/swot/{analysis}/comments/{comment}/reopen":   none,
	"/swot/{analysis}/compare":                     func(p place) url.Values { return form("with", p["other"]) },
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
	"/strategies":                         func(place) url.Values { return form("id", newID(), "title", "refused", "period", "2026–2030") },
	"/strategies/{strategy}/import": func(place) url.Values {
		return form("id", newID(), "markup", "# Refused")
	},
	"/strategies/{strategy}/import/{import}/undo": none,
	"/strategies/{strategy}/presence": func(p place) url.Values {
		return form("tab", "t", "section", p["section"], "version", "0", "anchor", "1", "head", "1")
	},
	"/strategies/{strategy}/sections/{section}/steps": func(place) url.Values {
		return form("version", "0", "client", "refused", "steps", insertion("refused"))
	},
	"/strategies/{strategy}/sections/{section}/text":                       func(place) url.Values { return form("version", "0", "base", "", "markup", "refused") },
	"/strategies/{strategy}/versions":                                      func(place) url.Values { return form("id", newID(), "note", "refused") },
	"/strategies/{strategy}/versions/{version}/sections/{section}/restore": func(place) url.Values { return form("id", newID(), "keep", "1") },
	"/strategies/{strategy}/sections": func(place) url.Values {
		return form("id", newID(), "title", "refused", "kind", "text")
	},
	"/strategies/{strategy}/goals": func(p place) url.Values {
		return form("id", newID(), "section", p["section"], "text", "refused")
	},
	"/strategies/{strategy}/goals/{goal}":          func(place) url.Values { return form("text", "refused", "version", "1") },
	"/strategies/{strategy}/goals/{goal}/place":    func(place) url.Values { return form("direction", "down") },
	"/strategies/{strategy}/goals/{goal}/withdraw": none,
	"/strategies/{strategy}/goals/{goal}/restore":  none,
	"/strategies/{strategy}/objectives": func(p place) url.Values {
		return form("id", newID(), "section", p["section"], "goal", p["goal"], "text", "refused", "office", p["office"], "cites", p["item"])
	},
	"/strategies/{strategy}/objectives/{objective}": func(p place) url.Values {
		return form("goal", "", "text", "refused", "office", p["office"], "cites", p["item"], "version", "1")
	},
	"/strategies/{strategy}/objectives/{objective}/place":    func(place) url.Values { return form("direction", "down") },
	"/strategies/{strategy}/objectives/{objective}/withdraw": none,
	"/strategies/{strategy}/objectives/{objective}/restore":  none,
	"/strategies/{strategy}/objectives/{objective}/indicators": func(place) url.Values {
		return form("id", newID(), "name", "refused")
	},
	"/strategies/{strategy}/indicators/{indicator}":          func(place) url.Values { return form("name", "refused", "version", "1") },
	"/strategies/{strategy}/indicators/{indicator}/place":    func(place) url.Values { return form("direction", "down") },
	"/strategies/{strategy}/indicators/{indicator}/withdraw": none,
	"/strategies/{strategy}/indicators/{indicator}/restore":  none,
	"/strategies/labels": func(place) url.Values {
		return form("pillar", "Refused", "goal", "Refused", "objective", "Refused", "indicator", "Refused")
	},
	"/strategies/{strategy}/seen":                        func(place) url.Values { return form("live", "1") },
	"/strategies/{strategy}/setup":                       func(place) url.Values { return form("title", "Refused", "period", "", "version", "1") },
	"/strategies/{strategy}/drafters":                    func(p place) url.Values { return form("membership", p["membership"]) },
	"/strategies/{strategy}/drafters/{membership}/end":   none,
	"/strategies/{strategy}/sections/{section}":          func(place) url.Values { return form("title", "Refused", "version", "1") },
	"/strategies/{strategy}/sections/{section}/place":    func(place) url.Values { return form("before", "") },
	"/strategies/{strategy}/sections/{section}/kind":     func(place) url.Values { return form("kind", "text") },
	"/strategies/{strategy}/sections/{section}/withdraw": none,
	"/strategies/{strategy}/sections/{section}/restore":  none,
	"/strategies/{strategy}/withdraw":                    none,
	"/strategies/{strategy}/restore":                     none,
	"/strategies/{strategy}/threads": func(p place) url.Values {
		return form("id", newID(), "section", p["section"], "objective", p["objective"], "text", "refused")
	},
	"/strategies/{strategy}/suggestions": func(p place) url.Values {
		return form("id", newID(), "section", p["section"], "exact", "refused", "replacement", "refused")
	},
	"/strategies/{strategy}/returned": func(p place) url.Values { return form("office", p["office"], "source_date", "2026-01-01") },
	"/strategies/{strategy}/returned/keep": func(p place) url.Values {
		return form("office", p["office"], "source_date", "2026-01-01", "found", "[]", "keep", "0")
	},
	"/strategies/{strategy}/suggestions/accept":           func(p place) url.Values { return form("thread", p["thread"], "reason", "refused") },
	"/strategies/{strategy}/threads/{thread}":             func(place) url.Values { return form("text", "refused") },
	"/strategies/{strategy}/threads/{thread}/replies":     func(place) url.Values { return form("id", newID(), "text", "refused") },
	"/strategies/{strategy}/threads/{thread}/resolve":     none,
	"/strategies/{strategy}/threads/{thread}/reopen":      none,
	"/strategies/{strategy}/threads/{thread}/withdraw":    none,
	"/strategies/{strategy}/threads/{thread}/send":        none,
	"/strategies/{strategy}/threads/{thread}/misread":     func(place) url.Values { return form("text", "refused") },
	"/strategies/{strategy}/threads/{thread}/disposition": func(place) url.Values { return form("disposition", "declined", "reason", "refused", "publish", "1") },
	"/strategies/{strategy}/threads/{thread}/accept":      func(place) url.Values { return form("text", "refused", "reason", "refused") },
	"/strategies/{strategy}/positions": func(p place) url.Values {
		return form("id", newID(), "office", p["office"], "position", "objection", "reason", "refused", "source", "call", "source_date", "2026-01-01")
	},
	"/strategies/{strategy}/consultation":         func(place) url.Values { return form("id", newID(), "closes", "2100-01-01T00:00:00Z") },
	"/strategies/{strategy}/consultation/end":     none,
	"/strategies/{strategy}/consultation/nudge":   func(p place) url.Values { return form("office", p["office"]) },
	"/strategies/{strategy}/consultation/publish": none,
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
			if strings.Contains(pattern, "{strategy}.{ext}") {
				exts = []string{"json"}
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
	case strings.HasSuffix(pattern, "/threads/{thread}") && a.Method == http.MethodPost, strings.HasSuffix(pattern, "/threads/{thread}/withdraw"), strings.HasSuffix(pattern, "/misread"):
		return access.Manage, access.Subject{} // it is the international office's own
	case strings.HasSuffix(pattern, "/threads/{thread}/send"):
		return a.Permission, access.Subject{Office: p.threadOffice}
	case strings.HasSuffix(pattern, "/positions"):
		return a.Permission, access.Subject{Office: p.memberOffice}
	case a.has("item") && (a.Permission == access.EditItem || a.Permission == access.MoveItem):
		return a.Permission, access.Subject{Office: p.itemOffice}
	case a.has("analysis"), pattern == "/swot", pattern == "/swot/import", strings.HasPrefix(pattern, "/strategies"):
		return a.Permission, wide
	case a.has("membership"), a.has("invitation"):
		return a.Permission, access.Subject{Office: p.memberOffice}
	case a.Method == http.MethodPost && pattern == "/invitations":
		return access.ManageColleagues, access.Subject{Office: p.memberOffice}
	}
	return a.Permission, access.Subject{}
}

// things are ids of a place that rules are about and addresses are not.
type things struct{ itemOffice, memberOffice, threadOffice uuid.UUID }
