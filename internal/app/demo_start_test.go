package app

import "testing"

// Whatever people tried out in the demo, the next start finds it in order: it adds what is missing and asks nobody of
// the demo for leave.
func TestStartAfterTheDemoWasTriedOut(t *testing.T) {
	for name, change := range map[string]string{
		"the first international office has left":   `update membership set valid_until = now() - interval '1 second' where person_id = (select id from person where email = 'international@demo.example')`,
		"it has become an adviser":                  `update membership set role = 'adviser', office_id = null, standing = null where person_id = (select id from person where email = 'international@demo.example')`,
		"it is shut out":                            `update membership set disabled_at = now() where person_id = (select id from person where email = 'international@demo.example')`,
		"it signs in with another address":          `update person set email = 'io@elsewhere.example' where email = 'international@demo.example'`,
		"somebody else came to it, and it has left": `update membership set role = 'international_office' where person_id in (select id from person where email in ('provost@demo.example', 'library@demo.example'))`,
	} {
		t.Run(name, func(t *testing.T) {
			s := stand(t)
			s.tenant("demo", change)
			if name == "somebody else came to it, and it has left" {
				s.tenant("demo", `update membership set valid_until = now() - interval '1 second' where person_id = (select id from person where email = 'international@demo.example')`)
			}
			s.must(s.maker().Add(t.Context()))
		})
	}
}
