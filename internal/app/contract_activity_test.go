package app

import (
	"strings"
	"testing"

	"meridian/internal/activity"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// The log shows the own institution's entries alone, whole to those who may read it whole.
func TestActivityPage(t *testing.T) {
	s := stand(t)
	record := func(slug, email, kind, detail string) {
		t.Helper()
		s.must(s.db.TenantBySlug(t.Context(), slug, func(tx *postgres.Tx) error {
			tx.Last(`insert into activity (institution_id, id, membership_id, office_id, kind, subject, subject_id, detail)
				select m.institution_id, $2, m.id, m.office_id, $3, $4, m.office_id, $5 from membership m join person p on p.id = m.person_id where p.email = $1`,
				email, uuid.Must(uuid.NewV7()), kind, string(activity.OfOffice), detail)
			return nil
		}))
	}
	record("demo", "library@demo.example", "deputy named", "=cmd|' /C calc'!A0")
	record("demo", "international@demo.example", "office changed", "the order")
	record("second", "registrar@second.example", "deputy named", "canary")
	const page, file = "/demo/activity", "/demo/activity.csv"
	for who, c := range map[string]struct{ has, lack string }{
		"international": {"Office changed", "canary"}, "management": {"Office changed", "canary"}, "library": {"Deputy named", "the order"}, "finance": {"Nothing has happened yet", "the order"},
	} {
		for _, path := range []string{page, file} {
			a := s.want(s.as(who).get(path), 200, who+" "+path)
			has := c.has
			if path == file {
				has = strings.ToLower(has)
				if who == "finance" {
					has = "detail"
				}
			}
			if !strings.Contains(a.body, has) || strings.Contains(a.body, c.lack) {
				t.Errorf("%s reads in %s: %s", who, path, a.body)
			}
		}
	}
	for _, path := range []string{page, file} {
		s.want(s.as("registrar@second").get(path), 404, "another institution")
	}
	s.want(s.visitor().get(page), 303, "signed out")
	s.want(s.visitor().get(file), 401, "signed out, a file")

	csv := s.as("international").get(file + "?kind=deputy+named")
	if strings.Contains(csv.body, ",=cmd") || !strings.Contains(csv.body, "'=cmd") || strings.Contains(csv.body, "office changed") {
		t.Errorf("the file: %s", csv.body)
	}
	if got := csv.header.Get("Content-Disposition"); got != `attachment; filename="activity-demo.csv"` {
		t.Errorf("the file is called %s", got)
	}
	bad := s.want(s.as("international").get(page+"?from=yesterday"), 422, "a bad day")
	if !strings.Contains(bad.body, "YYYY-MM-DD") || !strings.Contains(bad.body, `value="yesterday"`) {
		t.Error("the page does not say why, or lost what was typed")
	}
	s.want(s.as("international").get(file+"?from=yesterday"), 422, "a file with a bad day")
	s.want(s.as("international").get(page+"?kind=%00"), 422, "a kind that is none")
	if a := s.want(s.as("international").get(page+"?office=library"), 200, "one office"); strings.Contains(a.body, "the order") {
		t.Error("the filter by office lets others in")
	}
}
