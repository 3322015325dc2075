package account

import (
	"strings"
	"testing"

	"meridian/internal/problem"
)

// Where no mail server carries a link, the international office hands one over: once, to somebody who belongs
// nowhere else.
func TestPasswordLink(t *testing.T) {
	o := newTeam(t)
	a, err := o.desk.PasswordLink(t.Context(), o.by(o.io), o.idLw)
	o.must(err)
	secret := strings.TrimPrefix(a.Link, "/password/")
	if secret == a.Link || a.Email != "law@uni.example" {
		t.Fatalf("%+v", a)
	}
	again, err := o.desk.PasswordLink(t.Context(), o.by(o.io), o.idLw)
	o.must(err)
	_, err = o.desk.Reset(t.Context(), secret, otherPassword)
	o.refuses(err, problem.NotFound, "the earlier link")
	_, err = o.desk.Reset(t.Context(), strings.TrimPrefix(again.Link, "/password/"), otherPassword)
	o.must(err)
	_, err = o.desk.SignIn(t.Context(), "law@uni.example", otherPassword)
	o.must(err)

	for name, who := range map[string]Person{"a head": o.head, "a member": o.plain} {
		_, err = o.desk.PasswordLink(t.Context(), o.by(who), o.idP)
		o.refuses(err, problem.Refused, name)
	}
	o.invite2(o.yonder, o.law)
	_, err = o.desk.PasswordLink(t.Context(), o.by(o.io), o.idLw)
	o.refuses(err, problem.Conflict, "somebody who belongs to another institution, too")
	o.sql(o.here, `update person set administrator = true where id = $1`, o.plain.ID)
	_, err = o.desk.PasswordLink(t.Context(), o.by(o.io), o.idP)
	o.refuses(err, problem.Conflict, "an administrator of the installation")
}
