package postgres_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"meridian/internal/postgres"
	"meridian/internal/postgres/postgrestest"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// tables lists all tables, or those without an institution's policy.
const (
	tables  = `select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`
	without = `select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
		and not exists (select from pg_policy p where p.polrelid = c.oid and pg_get_expr(p.polqual, c.oid) like '%app.institution_id%') order by 1`
)

func tenantTables(t *testing.T, d *postgrestest.Database) []string {
	t.Helper()
	return slices.DeleteFunc(list(t, d.OwnerURL, tables), func(name string) bool { _, global := postgres.GlobalTables[name]; return global })
}

func TestGlobalTablesAreAClosedList(t *testing.T) {
	d := postgrestest.New(t)
	if got, want := list(t, d.OwnerURL, without), slices.Sorted(maps.Keys(postgres.GlobalTables)); !slices.Equal(got, want) {
		t.Errorf("tables without an institution's policy: %v\nGlobalTables: %v", got, want)
	}
	for name, reason := range postgres.GlobalTables {
		if len(reason) < 10 {
			t.Errorf("global table %s gives no reason", name)
		}
	}
}

// Permissive policies are joined by OR: one more than these would open a table.
func TestPolicies(t *testing.T) {
	d := postgrestest.New(t)
	const institution = `(institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif"))`
	const person = `(person_id = ( SELECT (NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid AS "nullif"))`
	var want []string
	for _, table := range tenantTables(t, d) {
		want = append(want, table+" tenant * true "+institution+" "+institution)
	}
	want = append(want, "membership own r true "+person+" -") // so that sign-in can find a person's institutions
	for _, table := range []string{"institution", "person"} { // global, but only the demo's rows can be deleted
		want = append(want, table+" adding a true true", table+" changing w true true -", table+" everybody r true true -", table+" removing d true demo -")
	}
	slices.Sort(want)
	got := list(t, d.OwnerURL, `select concat_ws(' ', c.relname, p.polname, p.polcmd, case when p.polpermissive then 'true' else 'false' end,
		pg_get_expr(p.polqual, c.oid), coalesce(pg_get_expr(p.polwithcheck, c.oid), '-'))
		from pg_policy p join pg_class c on c.oid = p.polrelid where p.polroles = '{0}'`)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the policies are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := list(t, d.OwnerURL, `select polname::text from pg_policy where polroles <> '{0}'`); len(n) > 0 {
		t.Errorf("policies that name a role: %v", n)
	}
}

// A view, a materialised view or a function could show rows with its owner's rights.
func TestNothingStepsAroundThePolicies(t *testing.T) {
	d := postgrestest.New(t)
	for what, query := range map[string]string{
		"views without security_invoker": `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
			and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)`,
		"materialised views":           `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'm'`,
		"foreign tables":               `select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'f'`,
		"security definer functions":   `select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where prosecdef and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
		"tables inherited from others": `select inhrelid::regclass::text from pg_inherits join pg_class c on c.oid = inhrelid and c.relkind = 'r'`,
	} {
		if found := list(t, d.OwnerURL, query); len(found) > 0 {
			t.Errorf("%s: %v", what, found)
		}
	}
}

// Every key and index of a tenant table begins with the institution, except these.
var ownOrder = map[string]string{
	"membership_person":            "sign-in reads a person's memberships in all institutions, along the policy own",
	"membership_person_id_fkey":    "a person is not an institution's",
	"presence_person_id_fkey":      "a person is not an institution's",
	"invitation_person_id_fkey":    "a person is not an institution's",
	"mail_about_id_fkey":           "a person is not an institution's",
	"mail_person_id_fkey":          "a person is not an institution's",
	"matrix_score_person_id_fkey":  "a person is not an institution's",
	"strategy_look_person_id_fkey": "a person is not an institution's",
}

func TestKeysBeginWithTheInstitution(t *testing.T) {
	d := postgrestest.New(t)
	tenant := tenantTables(t, d)
	indexes := list(t, d.OwnerURL, `select i.indrelid::regclass::text || ' ' || i.indexrelid::regclass::text || ' ' || coalesce(a.attname, '(expression)')
		from pg_index i left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid::regclass::text = any($1)`, tenant)
	keys := list(t, d.OwnerURL, `select k.conrelid::regclass::text || ' ' || k.conname || ' ' || a.attname from pg_constraint k
		join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1] where k.contype = 'f' and k.conrelid::regclass::text = any($1)`, tenant)
	used := map[string]bool{}
	primary := map[string]bool{}
	for _, line := range append(indexes, keys...) {
		table, name, first := fields(line)
		primary[table] = primary[table] || name == table+"_pkey"
		if first == "institution_id" {
			continue
		}
		if ownOrder[name] == "" {
			t.Errorf("%s of %s begins with %s", name, table, first)
		}
		used[name] = true
	}
	for name := range ownOrder {
		if !used[name] {
			t.Errorf("%s needs no exception any more", name)
		}
	}
	for _, table := range tenant {
		if !primary[table] {
			t.Errorf("%s has no primary key", table)
		}
	}
	// Between tenant tables the institution of the child is the institution of the parent.
	for _, line := range list(t, d.OwnerURL, `select k.conrelid::regclass::text || ' ' || k.conname || ' ' || a.attname from pg_constraint k
		join pg_attribute a on a.attrelid = k.confrelid and a.attnum = k.confkey[1]
		where k.contype = 'f' and k.conrelid::regclass::text = any($1) and k.confrelid::regclass::text = any($1)`, tenant) {
		if table, name, first := fields(line); first != "institution_id" {
			t.Errorf("%s of %s points to %s first", name, table, first)
		}
	}
	columns := list(t, d.OwnerURL, `select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'institution_id'
		and is_nullable = 'NO' and data_type = 'uuid' and table_name = any($1) order by 1`, tenant)
	if !slices.Equal(columns, tenant) {
		t.Errorf("tables with a column institution_id uuid not null: %v, tenant tables: %v", columns, tenant)
	}
}

func fields(line string) (a, b, c string) {
	f := strings.Fields(line)
	return f[0], f[1], f[2]
}

// world holds the ids of one institution with a row in every tenant table.
type world struct {
	institution, person, office, membership, analysis, item, subject, invitation, group, option, comment, other uuid.UUID
	strategy, section, goal, objective, indicator                                                               uuid.UUID
	consultation, question, position, contribution, anchor, disposition                                         uuid.UUID
}

func newWorld() world {
	return world{uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(),
		uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New(), uuid.New()}
}

// rows gives for each tenant table a row of w, as columns and values. A new table needs its line here.
func (w world) rows() map[string]pgx.NamedArgs {
	digest := make([]byte, 32)
	return map[string]pgx.NamedArgs{
		"office":     {"institution_id": w.institution, "id": w.office, "slug": "library", "name": "Library", "kind": "office"},
		"membership": {"institution_id": w.institution, "id": w.membership, "person_id": w.person, "role": "member_office", "office_id": w.office},
		"analysis":   {"institution_id": w.institution, "id": w.analysis, "title": "SWOT", "scope": "office", "office_id": w.office, "opened_by": w.membership, "digest": digest},
		"item": {"institution_id": w.institution, "analysis_id": w.analysis, "id": w.item, "quadrant": "strength", "position": "a", "text": "Text", "office_id": w.office,
			"author_id": w.membership, "live_version": 1, "first_version": 1, "digest": digest},
		"presence":      {"institution_id": w.institution, "subject_id": w.subject, "person_id": w.person, "tab": "tab", "leased_until": "2100-01-01T00:00:00Z"},
		"logo":          {"institution_id": w.institution, "media_type": "image/png", "content": []byte("x")},
		"invitation":    {"institution_id": w.institution, "id": w.invitation, "person_id": w.person, "membership_id": w.membership, "invited_by": w.membership, "digest": digest},
		"arrival":       {"institution_id": w.institution, "analysis_id": w.analysis, "id": w.other, "name": "A", "office_id": w.office, "secret": digest, "membership_id": w.membership},
		"mail":          {"institution_id": w.institution, "id": w.other, "person_id": w.person, "invitation_id": w.invitation, "kind": "invitation", "address": "a@b.example", "subject": "S", "body": "B"},
		"activity":      {"institution_id": w.institution, "id": w.other, "membership_id": w.membership, "office_id": w.office, "kind": "invitation sent", "subject": "office", "subject_id": w.office},
		"working_group": {"institution_id": w.institution, "id": w.group, "name": "G", "digest": digest, "chair_id": w.membership, "secretary_id": w.membership},
		"seat":          {"institution_id": w.institution, "id": w.other, "group_id": w.group, "office_id": w.office, "since": "2026-01-01", "holder_id": w.membership, "deputy_id": w.membership},

		"facilitator":     {"institution_id": w.institution, "analysis_id": w.analysis, "membership_id": w.membership, "until": "2100-01-01T00:00:00Z"},
		"phase_plan":      {"institution_id": w.institution, "analysis_id": w.analysis, "phase": "voting"},
		"prompt":          {"institution_id": w.institution, "analysis_id": w.analysis, "quadrant": "threat", "question": "Q"},
		"office_answer":   {"institution_id": w.institution, "analysis_id": w.analysis, "office_id": w.office},
		"item_change":     {"institution_id": w.institution, "item_id": w.item, "id": w.other, "kind": "edited", "version": 1, "quadrant": "threat", "text": "T", "evidence": "", "membership_id": w.membership, "live_version": 1},
		"merged_source":   {"institution_id": w.institution, "analysis_id": w.analysis, "joint_id": w.item, "source_id": w.item},
		"analysis_source": {"institution_id": w.institution, "analysis_id": w.analysis, "source_id": w.analysis},
		"step":            {"institution_id": w.institution, "analysis_id": w.analysis, "id": w.other, "kind": "phase", "phase_no": 2, "membership_id": w.membership, "before": "{}", "after": "{}"},
		"theme":           {"institution_id": w.institution, "analysis_id": w.analysis, "id": w.other, "name": "T", "digest": digest},
		"item_theme":      {"institution_id": w.institution, "analysis_id": w.analysis, "item_id": w.item, "frame": "ace", "theme": "t", "live_version": 1},
		"ballot":          {"institution_id": w.institution, "analysis_id": w.analysis, "voter_id": w.office, "office_id": w.office},
		"vote":            {"institution_id": w.institution, "analysis_id": w.analysis, "item_id": w.item, "voter_id": w.office, "dots": 1},
		"rating":          {"institution_id": w.institution, "analysis_id": w.analysis, "item_id": w.item, "voter_id": w.office, "importance": 1},
		"matrix_item":     {"institution_id": w.institution, "analysis_id": w.analysis, "item_id": w.item, "place": 1},
		"matrix_score": {"institution_id": w.institution, "analysis_id": w.analysis, "inside_id": w.item, "outside_id": w.item, "person_id": w.person,
			"office_id": w.office, "score": 1},
		"strategic_option": {"institution_id": w.institution, "analysis_id": w.analysis, "id": w.option, "kind": "so", "text": "T", "author_id": w.membership,
			"live_version": 1, "first_version": 1, "digest": digest},
		"option_item": {"institution_id": w.institution, "option_id": w.option, "item_id": w.item},
		"comment": {"institution_id": w.institution, "id": w.comment, "subject": "item", "subject_id": w.item, "reply_to": w.comment, "author_id": w.membership,
			"text": "T", "digest": digest, "resolved_by": w.membership},
		"mention": {"institution_id": w.institution, "comment_id": w.comment, "id": w.other, "membership_id": w.membership},

		"strategy_labels": {"institution_id": w.institution, "pillar": "P", "goal": "G", "objective": "O", "indicator": "I"},
		"strategy":        {"institution_id": w.institution, "id": w.strategy, "title": "T", "opened_by": w.membership, "digest": digest},
		"drafter":         {"institution_id": w.institution, "strategy_id": w.strategy, "membership_id": w.membership},
		"strategy_look":   {"institution_id": w.institution, "strategy_id": w.strategy, "person_id": w.person, "seen": 1},
		"section": {"institution_id": w.institution, "strategy_id": w.strategy, "id": w.section, "kind": "pillar", "title": "T", "place": 1, "doc": "{}",
			"live_version": 1, "shape_version": 1, "first_version": 1, "digest": digest, "changed_by": w.membership},
		"section_step": {"institution_id": w.institution, "section_id": w.section, "version": 1, "strategy_id": w.strategy, "client": "c", "membership_id": w.membership, "credit_id": w.membership,
			"step": "{}", "ranges": []int{}, "live_version": 1},
		"goal":             {"institution_id": w.institution, "strategy_id": w.strategy, "section_id": w.section, "id": w.goal, "text": "T", "place": 1, "digest": digest},
		"objective":        {"institution_id": w.institution, "strategy_id": w.strategy, "section_id": w.section, "id": w.objective, "goal_id": w.goal, "office_id": w.office, "text": "T", "place": 1, "digest": digest},
		"citation":         {"institution_id": w.institution, "objective_id": w.objective, "id": w.other, "item_id": w.item},
		"indicator":        {"institution_id": w.institution, "strategy_id": w.strategy, "objective_id": w.objective, "id": w.indicator, "name": "N", "unit": "percent", "direction": "up", "frequency": "year", "place": 1, "digest": digest},
		"indicator_target": {"institution_id": w.institution, "indicator_id": w.indicator, "year": 2030, "value": 1},
		"strategy_version": {"institution_id": w.institution, "strategy_id": w.strategy, "n": 1, "id": w.other, "content": []byte("{}"), "hash": digest, "words": 1, "digest": digest, "kept_by": w.membership},

		"consultation": {"institution_id": w.institution, "strategy_id": w.strategy, "id": w.consultation, "opens": "2026-01-01T00:00:00Z", "closes": "2026-02-01T00:00:00Z", "everyone": true,
			"digest": digest, "opened_by": w.membership},
		"question":             {"institution_id": w.institution, "consultation_id": w.consultation, "id": w.question, "n": 1, "text": "T"},
		"consultation_office":  {"institution_id": w.institution, "consultation_id": w.consultation, "office_id": w.office},
		"consultation_section": {"institution_id": w.institution, "consultation_id": w.consultation, "section_id": w.section},
		"office_position": {"institution_id": w.institution, "consultation_id": w.consultation, "id": w.position, "office_id": w.office, "section_id": w.section, "position": "consent",
			"taken_by": w.membership, "digest": digest},
		"contribution": {"institution_id": w.institution, "strategy_id": w.strategy, "id": w.contribution, "consultation_id": w.consultation, "kind": "remark", "section_id": w.section,
			"objective_id": w.objective, "indicator_id": w.indicator, "question_id": w.question, "position_id": w.position, "author_id": w.membership, "office_id": w.office, "sent_by": w.membership,
			"digest": digest, "live_version": 1, "first_version": 1},
		"anchor": {"institution_id": w.institution, "strategy_id": w.strategy, "section_id": w.section, "id": w.anchor, "exact": "w", "quote": "w", "prefix": "", "suffix": "",
			"words": "w", "state": "anchored", "live_version": 1},
		"anchor_place":     {"institution_id": w.institution, "anchor_id": w.anchor, "section_id": w.section, "starts": 1, "ends": 2},
		"disposition":      {"institution_id": w.institution, "contribution_id": w.contribution, "id": w.disposition, "disposition": "adopted", "reason": "R", "given_by": w.membership, "published_by": w.membership},
		"misunderstanding": {"institution_id": w.institution, "contribution_id": w.contribution, "disposition_id": w.disposition, "text": "T", "said_by": w.membership},
		"notice_choice":    {"institution_id": w.institution, "membership_id": w.membership, "kind": "answer", "mail": "never"},
		"notice":           {"institution_id": w.institution, "id": w.other, "membership_id": w.membership, "kind": "answer", "subject_id": w.contribution, "cause": w.contribution, "title": "T", "path": "/"},
	}
}

// parent is the row of w that a table's column points to.
func (w world) parent(table, column string) uuid.UUID {
	switch column {
	case "source_id":
		if table == "analysis_source" {
			return w.analysis
		}
		return w.item
	case "item_id", "joint_id", "inside_id", "outside_id":
		return w.item
	case "option_id":
		return w.option
	case "comment_id", "reply_to":
		return w.comment
	case "office_id", "merged_into":
		return w.office
	case "membership_id", "opened_by", "author_id", "invited_by", "chair_id", "secretary_id", "holder_id", "deputy_id", "resolved_by", "changed_by", "kept_by",
		"credit_id", "taken_by", "sent_by", "given_by", "published_by", "said_by":
		return w.membership
	case "analysis_id", "compared_with":
		return w.analysis
	case "invitation_id":
		return w.invitation
	case "group_id":
		return w.group
	case "strategy_id", "copied_from":
		return w.strategy
	case "section_id":
		return w.section
	case "goal_id":
		return w.goal
	case "objective_id":
		return w.objective
	case "indicator_id":
		return w.indicator
	case "consultation_id":
		return w.consultation
	case "question_id":
		return w.question
	case "position_id":
		return w.position
	case "contribution_id":
		return w.contribution
	case "anchor_id":
		return w.anchor
	case "disposition_id":
		return w.disposition
	}
	return uuid.Nil
}

// parentsFirst is an order in which rows can be inserted.
var parentsFirst = []string{"office", "membership", "working_group", "analysis", "item", "presence", "logo", "invitation", "arrival", "mail", "activity", "seat",
	"facilitator", "phase_plan", "prompt", "office_answer", "item_change", "merged_source", "analysis_source", "step", "theme", "item_theme", "ballot", "vote", "rating",
	"matrix_item", "matrix_score", "strategic_option", "option_item", "comment", "mention",
	"strategy_labels", "strategy", "drafter", "strategy_look", "section", "section_step", "goal", "objective", "citation", "indicator", "indicator_target", "strategy_version",
	"consultation", "question", "consultation_office", "consultation_section", "office_position", "contribution", "anchor", "anchor_place", "disposition", "misunderstanding", "notice", "notice_choice"}

// counted are the tables whose rows have a number of their own under their parent.
var counted = map[string]string{"section_step": "version", "strategy_version": "n"}

func insert(table string, row pgx.NamedArgs) (string, pgx.NamedArgs) {
	columns := slices.Sorted(maps.Keys(row))
	return fmt.Sprintf("insert into %s (%s) values (@%s)", table, strings.Join(columns, ", "), strings.Join(columns, ", @")), row
}

// insertWorld writes w as the app role.
func insertWorld(t *testing.T, d *postgrestest.Database, w world, slug string) {
	t.Helper()
	err := d.Tenant(t.Context(), w.institution, func(tx *postgres.Tx) error {
		b := &postgres.Batch{}
		b.Queue(`insert into institution (id, slug, name) values ($1, $2, $2)`, w.institution, slug)
		b.Queue(`insert into person (id, email, name) values ($1, $2, $2)`, w.person, slug+"@example.test")
		for _, table := range parentsFirst {
			sql, row := insert(table, w.rows()[table])
			b.Queue(sql, row)
		}
		return tx.Send(b)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTenantIsolation(t *testing.T) {
	d := postgrestest.New(t)
	a, b := newWorld(), newWorld()
	insertWorld(t, d, a, "aaa")
	insertWorld(t, d, b, "bbb")
	tenant := tenantTables(t, d)
	if got := slices.Sorted(slices.Values(parentsFirst)); !slices.Equal(got, tenant) {
		t.Fatalf("this test has rows for %v, the tenant tables are %v", got, tenant)
	}
	count := func(open func(func(*postgres.Tx) error) error, table, where string, args ...any) (n int) {
		t.Helper()
		if err := open(func(tx *postgres.Tx) error { return tx.Row("select count(*) from "+table+" where "+where, args, &n) }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	global := func(fn func(*postgres.Tx) error) error { return d.Global(t.Context(), fn) }
	inA := func(fn func(*postgres.Tx) error) error { return d.Tenant(t.Context(), a.institution, fn) }
	inNone := func(fn func(*postgres.Tx) error) error { return d.TenantBySlug(t.Context(), "no-such", fn) }
	asPerson := func(fn func(*postgres.Tx) error) error { return d.AsPerson(t.Context(), a.person, fn) }
	for _, table := range tenant {
		t.Run(table, func(t *testing.T) {
			if n := count(global, table, "true"); n != 0 {
				t.Errorf("without an institution %d rows are seen", n)
			}
			if n := count(inNone, table, "true"); n != 0 {
				t.Errorf("with an unknown institution %d rows are seen", n)
			}
			if n := count(inA, table, "institution_id = $1", a.institution); n != 1 {
				t.Errorf("of its own rows an institution sees %d, want 1", n)
			}
			if n := count(inA, table, "institution_id <> $1", a.institution); n != 0 {
				t.Errorf("of another institution's rows %d are seen", n)
			}
			own := 0
			if table == "membership" {
				own = 1 // the policy own: one's own memberships, and no others
			}
			if n := count(asPerson, table, "true"); n != own {
				t.Errorf("as a person %d rows are seen, want %d", n, own)
			}
			for _, statement := range []string{"update " + table + " set institution_id = institution_id where institution_id = $1", "delete from " + table + " where institution_id = $1"} {
				var touched int
				err := inA(func(tx *postgres.Tx) error {
					return tx.Row("with done as ("+statement+" returning 1) select count(*) from done", []any{b.institution}, &touched)
				})
				if slices.Contains(postgres.AppendOnly, table) {
					if err == nil || !strings.Contains(err.Error(), "permission denied") {
						t.Errorf("%s: %v, and its rows are only ever added", statement, err)
					}
					continue
				}
				if err != nil || touched != 0 {
					t.Errorf("%s: touched %d rows of another institution, %v", statement, touched, err)
				}
			}
			// A whole new world of B, whose parents are really there, written while A is set.
			fresh := b.rows()[table]
			for column := range fresh {
				if column == "id" || column == "subject_id" || column == "cause" {
					fresh[column] = uuid.New()
				}
			}
			if table == "office" {
				fresh["slug"] = "another"
			}
			if table == "membership" {
				fresh["role"] = "adviser"
			}
			if number := counted[table]; number != "" {
				fresh[number] = 2
			}
			sql, row := insert(table, fresh)
			exec := func(tx *postgres.Tx) error { return tx.Exec(sql, row) }
			if err := inA(exec); err == nil || !strings.Contains(err.Error(), "row-level security") {
				t.Errorf("a row of B written as A: %v", err)
			}
			if err := global(exec); err == nil || !strings.Contains(err.Error(), "row-level security") {
				t.Errorf("a row of B written without an institution: %v", err)
			}
			if err := asPerson(exec); err == nil || !strings.Contains(err.Error(), "row-level security") {
				t.Errorf("a row of B written as a person: %v", err)
			}
			inB := func(tx *postgres.Tx) error {
				if _, named := fresh["id"]; table == "citation" || !named && table != "presence" && counted[table] == "" { // there is one for its parents
					if err := tx.Exec("delete from " + table); err != nil {
						return err
					}
				}
				return exec(tx)
			}
			if err := d.Tenant(t.Context(), b.institution, inB); err != nil {
				t.Errorf("the same row written as B: %v", err)
			}
			if slices.Contains(postgres.AppendOnly, table) {
				return
			}
			give := "update " + table + " set institution_id = $1"
			if err := inA(func(tx *postgres.Tx) error { return tx.Exec(give, b.institution) }); err == nil || !strings.Contains(err.Error(), "row-level security") {
				t.Errorf("a row of A given to B: %v", err)
			}
		})
	}
}

// inTheWay is what would refuse the change of a table's columns before its own keys do.
var inTheWay = map[string]string{
	"ballot":  `delete from vote; delete from rating`,
	"mention": `alter table mention drop constraint mention_check`,

	"citation":         `alter table citation drop constraint citation_check`,
	"strategy_version": `alter table strategy_version disable trigger kept`,
}

// The database itself refuses a child of one institution under a parent of another, even to the
// superuser, whom no policy stops.
func TestCompositeForeignKeys(t *testing.T) {
	d := postgrestest.New(t)
	a, b := newWorld(), newWorld()
	insertWorld(t, d, a, "aaa")
	insertWorld(t, d, b, "bbb")
	admin := connect(t, d.AdminURL)
	tenant := tenantTables(t, d)
	keys := list(t, d.OwnerURL, `select k.conrelid::regclass::text || ' ' || k.conname || ' ' || a.attname from pg_constraint k
		join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[2]
		where k.contype = 'f' and k.conrelid::regclass::text = any($1) and k.confrelid::regclass::text = any($1)`, tenant)
	if len(keys) == 0 {
		t.Fatal("no foreign keys between tenant tables were found")
	}
	for _, key := range keys {
		table, name, column := fields(key)
		t.Run(name, func(t *testing.T) {
			parent := b.parent(table, column)
			if parent == uuid.Nil {
				t.Fatalf("this test does not know what %s points to", column)
			}
			tx, err := admin.Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
			if before := inTheWay[table]; before != "" {
				if _, err := tx.Exec(t.Context(), before); err != nil {
					t.Fatal(err)
				}
			}
			_, err = tx.Exec(t.Context(), "update "+table+" set "+column+" = $1 where institution_id = $2", parent, a.institution)
			if !postgres.Violates(err, name) {
				t.Errorf("%s of A pointing to B: %v", column, err)
			}
		})
	}
}
