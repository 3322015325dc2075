package access_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"testing"

	"meridian/internal/access"

	"github.com/google/uuid"
)

const (
	io = access.InternationalOffice
	sm = access.SeniorManagement
	mo = access.MemberOffice
	mb = access.BodyMember
	ad = access.Adviser
)

var (
	me, other        = uuid.New(), uuid.New()
	myOffice, theirs = uuid.New(), uuid.New()
)

// answers are what a cell of the table says to each sort of thing.
type answers struct{ ownOffice, otherOffice, wide, ownText, zero bool }

var (
	always = answers{true, true, true, true, true}
	never  = answers{false, false, false, false, false}
)

// subjects are the sorts of things, in the order of answers.
func subjects(a answers) []struct {
	name string
	on   access.Subject
	want bool
} {
	return []struct {
		name string
		on   access.Subject
		want bool
	}{
		{"own office's", access.Subject{Office: myOffice, Person: other}, a.ownOffice},
		{"other office's", access.Subject{Office: theirs, Person: other}, a.otherOffice},
		{"institution-wide", access.Subject{InstitutionWide: true}, a.wide},
		{"own text", access.Subject{Office: theirs, Person: me}, a.ownText},
		{"of nobody", access.Subject{}, a.zero},
	}
}

// The whole table, each cell in full: section 3 of the design.
var table = map[access.Permission]map[access.Role]answers{
	access.Anyone:          {io: always, sm: always, mo: always, mb: always, ad: always},
	access.SignedIn:        {io: always, sm: always, mo: always, mb: always, ad: always},
	access.ReadInstitution: {io: always, sm: always, mo: always, mb: always, ad: always},
	access.Administer:      {io: never, sm: never, mo: never, mb: never, ad: never},
	access.Manage:          {io: always, sm: never, mo: never, mb: never, ad: never},
	// A plain member of an office; those who speak for one stand in TestTableOfSpeakers.
	access.ManageColleagues: {io: always, sm: never, mo: never, mb: never, ad: never},
	access.ReadActivity:     {io: always, sm: always, mo: never, mb: never, ad: never},
	access.RunAnalysis: {
		io: always,
		sm: never,
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.OpenAnalysis: {
		io: always,
		sm: never,
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.AddItem: {
		io: always,
		sm: {ownOffice: false, otherOffice: false, wide: true, ownText: false, zero: false},
		mo: {ownOffice: true, otherOffice: false, wide: true, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.EditItem: {
		io: {ownOffice: true, otherOffice: false, wide: false, ownText: true, zero: false},
		sm: {ownOffice: true, otherOffice: false, wide: false, ownText: true, zero: false},
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: true, zero: false},
		mb: never,
		ad: never,
	},
	access.MoveItem: {
		io: always,
		sm: {ownOffice: true, otherOffice: false, wide: false, ownText: true, zero: false},
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: true, zero: false},
		mb: never,
		ad: never,
	},
	access.MoveAnyItem: {
		io: always,
		sm: never,
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.ActAsScribe:     {io: always, sm: never, mo: never, mb: never, ad: never},
	access.NameFacilitator: {io: always, sm: never, mo: never, mb: never, ad: never},
	// Those who are named as facilitator stand in TestTableOfFacilitators.
	access.SeeSilent: {io: always, sm: always, mo: never, mb: never, ad: never},
	access.Vote: {
		io: always,
		sm: {ownOffice: false, otherOffice: false, wide: true, ownText: false, zero: false},
		mo: {ownOffice: true, otherOffice: false, wide: true, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.MergeItems: {
		io: always,
		sm: never,
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.WriteOptions: {
		io: always,
		sm: never,
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		mb: never,
		ad: never,
	},
	access.Comment: {io: always, sm: always, mo: always, mb: always, ad: always},
	// Those who are named as drafter stand in TestTableOfDrafters.
	access.OpenStrategy:  {io: always, sm: never, mo: never, mb: never, ad: never},
	access.WriteStrategy: {io: always, sm: never, mo: never, mb: never, ad: never},

	access.OpenConsultation: {io: always, sm: never, mo: never, mb: never, ad: never},
	access.Dispose:          {io: always, sm: never, mo: never, mb: never, ad: never},
	access.EnterOnBehalf:    {io: always, sm: never, mo: never, mb: never, ad: never},
	// What a standing in the office adds stands in TestTableOfMouths.
	access.TakePosition: {
		io: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		sm: never, mo: never, mb: never, ad: never,
	},
	access.ProposePosition: {
		io: always,
		sm: never,
		mo: {ownOffice: true, otherOffice: false, wide: false, ownText: false, zero: false},
		mb: never, ad: never,
	},
}

// Whoever of a member office is named writes in the strategy, and may nothing else for it; another role never, nor a guest.
func TestTableOfDrafters(t *testing.T) {
	membership := uuid.New()
	on := access.Subject{InstitutionWide: true, Drafters: []uuid.UUID{uuid.New(), membership}}
	for _, role := range access.Roles {
		plain := access.Actor{Membership: uuid.New(), Person: me, Role: role, Office: myOffice}
		named, guest := plain, plain
		named.Membership, guest.Membership, guest.Guest = membership, membership, uuid.New()
		for permission := range access.Table {
			want := plain.May(permission, on)
			if got := named.May(permission, on); got != (want || role == mo && (permission == access.WriteStrategy || permission == access.Dispose)) {
				t.Errorf("%s, named as drafter: %s is %v", role, permission, got)
			}
		}
		if role != io && guest.May(access.WriteStrategy, on) {
			t.Errorf("%s: a guest writes in the strategy", role)
		}
	}
}

// Whoever is named runs the analysis and sees who was not heard, and may nothing else for it; a guest never.
func TestTableOfFacilitators(t *testing.T) {
	membership := uuid.New()
	on := access.Subject{InstitutionWide: true, Facilitators: []uuid.UUID{uuid.New(), membership}}
	for _, role := range access.Roles {
		plain := access.Actor{Membership: uuid.New(), Person: me, Role: role, Office: myOffice}
		named, guest := plain, plain
		named.Membership, guest.Membership, guest.Guest = membership, membership, uuid.New()
		for permission := range access.Table {
			want := plain.May(permission, on)
			if got := named.May(permission, on); got != (want || permission == access.RunAnalysis || permission == access.SeeSilent) {
				t.Errorf("%s, named as facilitator: %s is %v", role, permission, got)
			}
		}
		if role != io && guest.May(access.RunAnalysis, on) {
			t.Errorf("%s: a guest runs the analysis", role)
		}
	}
}

func TestTable(t *testing.T) {
	for permission, row := range table {
		for _, role := range access.Roles {
			cell, written := row[role]
			if !written {
				t.Errorf("%s: no answer is written down for %s", permission, role)
			}
			for _, s := range subjects(cell) {
				t.Run(string(permission)+"/"+string(role)+"/"+s.name, func(t *testing.T) {
					actor := access.Actor{Institution: uuid.New(), Membership: uuid.New(), Person: me, Role: role, Office: myOffice}
					if got := actor.May(permission, s.on); got != s.want {
						t.Errorf("answered %v, want %v", got, s.want)
					}
				})
			}
		}
	}
}

// Heads and focal persons speak for their own office and no other; a deputy does not manage colleagues.
func TestTableOfSpeakers(t *testing.T) {
	for standing, speaks := range map[access.Standing]bool{access.Plain: false, access.Head: true, access.FocalPerson: true, access.Deputy: false, "Head": false} {
		for _, role := range access.Roles {
			actor := access.Actor{Person: me, Role: role, Office: myOffice, Standing: standing}
			for _, s := range subjects(answers{}) {
				want := role == io || role == mo && speaks && s.on.Office == myOffice
				if got := actor.May(access.ManageColleagues, s.on); got != want {
					t.Errorf("%s with standing %q, %s: answered %v, want %v", role, standing, s.name, got, want)
				}
			}
			for permission, row := range table { // and standing gives nothing else
				if permission == access.ManageColleagues || permission == access.TakePosition && role == mo {
					continue
				}
				for _, s := range subjects(row[role]) {
					if got := actor.May(permission, s.on); got != s.want {
						t.Errorf("%s, %s with standing %q, %s: answered %v, want %v", permission, role, standing, s.name, got, s.want)
					}
				}
			}
		}
	}
}

// Heads, focal persons and deputies take the position of their own office and no other; a guest never.
func TestTableOfMouths(t *testing.T) {
	for standing, takes := range map[access.Standing]bool{access.Plain: false, access.Head: true, access.FocalPerson: true, access.Deputy: true, "Head": false} {
		actor := access.Actor{Person: me, Role: mo, Office: myOffice, Standing: standing}
		for _, s := range subjects(answers{}) {
			if got, want := actor.May(access.TakePosition, s.on), takes && s.on.Office == myOffice; got != want {
				t.Errorf("standing %q, %s: answered %v, want %v", standing, s.name, got, want)
			}
		}
		actor.Guest = uuid.New()
		if actor.May(access.TakePosition, access.Subject{Office: myOffice}) {
			t.Errorf("a guest with standing %q takes a position", standing)
		}
	}
}

// A guest of a room takes part in the name of the office that was chosen at the door, and owns what the guest wrote:
// nothing of the office's is a guest's.
func TestTableOfGuests(t *testing.T) {
	guest := access.Actor{Person: me, Role: mo, Office: myOffice, Guest: uuid.New()}
	for permission, row := range table {
		cell := row[mo]
		if permission != access.AddItem && permission != access.Vote {
			cell.ownOffice = cell.otherOffice
		}
		for _, s := range subjects(cell) {
			if got := guest.May(permission, s.on); got != s.want {
				t.Errorf("%s, %s: answered %v, want %v", permission, s.name, got, s.want)
			}
		}
	}
	guest.Standing = access.Head
	if guest.May(access.ManageColleagues, access.Subject{Office: myOffice}) {
		t.Error("a guest manages the office's people")
	}
}

// Somebody without an office owns no office's things, and above all not those that belong to none.
func TestTableWithoutOffice(t *testing.T) {
	for permission, row := range table {
		for _, role := range access.Roles {
			cell := row[role]
			cell.ownOffice = cell.otherOffice
			for _, s := range subjects(cell) {
				actor := access.Actor{Person: me, Role: role}
				if got := actor.May(permission, s.on); got != s.want {
					t.Errorf("%s, %s without an office, %s: answered %v, want %v", permission, role, s.name, got, s.want)
				}
			}
		}
	}
}

// An actor of nobody owns nothing, not even what nobody wrote.
func TestTableWithoutPerson(t *testing.T) {
	for permission, row := range table {
		for _, role := range access.Roles {
			actor := access.Actor{Role: role}
			if got, want := actor.May(permission, access.Subject{}), row[role].zero; got != want {
				t.Errorf("%s, %s without a person: answered %v, want %v", permission, role, got, want)
			}
		}
	}
}

func TestUnknownIsRefused(t *testing.T) {
	on := access.Subject{InstitutionWide: true, Office: myOffice, Person: me}
	for _, role := range append([]access.Role{"", "administrator", "INTERNATIONAL_OFFICE"}, access.Roles...) {
		actor := access.Actor{Person: me, Office: myOffice, Role: role}
		for _, p := range []access.Permission{"", "publish", "Read institution"} {
			if actor.May(p, on) {
				t.Errorf("%q may %q", role, p)
			}
		}
		if !role.Valid() && actor.May(access.ReadInstitution, on) {
			t.Errorf("%q, which is no role, may read", role)
		}
	}
}

// Every constant of type Permission has its row here and in the table, and no row is left over.
func TestEveryPermissionIsTested(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "table.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var constants []access.Permission
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == "Permission" {
			for _, v := range spec.Values {
				text, err := strconv.Unquote(v.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				constants = append(constants, access.Permission(text))
			}
		}
		return true
	})
	slices.Sort(constants)
	if tested := slices.Sorted(maps.Keys(table)); !slices.Equal(constants, tested) {
		t.Errorf("the constants are %q, tested are %q", constants, tested)
	}
	if rows := slices.Sorted(maps.Keys(access.Table)); !slices.Equal(constants, rows) {
		t.Errorf("the constants are %q, the table has %q", constants, rows)
	}
}

func TestRoles(t *testing.T) {
	if want := []access.Role{"international_office", "senior_management", "member_office", "body_member", "adviser"}; !slices.Equal(access.Roles, want) {
		t.Errorf("the roles are %q, want %q", access.Roles, want)
	}
	labels := map[string]bool{}
	for _, r := range access.Roles {
		if !r.Valid() || r.Label() == "" || labels[r.Label()] {
			t.Errorf("%s: valid %v, label %q", r, r.Valid(), r.Label())
		}
		labels[r.Label()] = true
	}
	for _, r := range []access.Role{"", "administrator", "Adviser", "adviser "} {
		if r.Valid() || r.Label() != "" {
			t.Errorf("%q passes as a role, with the label %q", r, r.Label())
		}
	}
}
