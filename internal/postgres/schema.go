package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"
)

// dumps are the parts of DumpSchema in the order in which they could be run; each gives one line of
// text a row. The catalogue is asked only for what PostgreSQL 15 to 18 answer alike: that a column is
// not null, for one, is a constraint of its own from 18 on, and is read from the column.
var dumps = []string{
	`select format('create extension if not exists %I;', extname) from pg_extension where extname <> 'plpgsql' order by extname collate "C"`,
	`select format(E'create %stable %I (\n%s\n)%s;', case c.relpersistence when 'u' then 'unlogged ' else '' end, c.relname,
	        (select string_agg(format('    %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
	                  case when a.attcollation <> t.typcollation then format(' collate %I', l.collname) else '' end,
	                  case when a.attgenerated <> '' then format(' generated always as (%s) %s', pg_get_expr(d.adbin, d.adrelid), case a.attgenerated when 's' then 'stored' else 'virtual' end)
	                       when a.attidentity <> '' then format(' generated %s as identity', case a.attidentity when 'a' then 'always' else 'by default' end)
	                       when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
	                  case when a.attnotnull then ' not null' else '' end), E',\n' order by a.attnum)
	         from pg_attribute a join pg_type t on t.oid = a.atttypid
	         left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
	         left join pg_collation l on l.oid = a.attcollation
	         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
	        case when c.reloptions is null then '' else format(' with (%s)', array_to_string(array(select unnest(c.reloptions) order by 1), ', ')) end)
	 from ours c order by c.relname collate "C"`,
	// Foreign keys come after what they point at.
	`select format('alter table %I add constraint %I %s;', c.relname, k.conname, pg_get_constraintdef(k.oid))
	 from ours c join pg_constraint k on k.conrelid = c.oid where k.contype in ('p', 'u', 'c', 'x')
	 order by c.relname collate "C", array_position(array['p', 'u', 'c', 'x'], k.contype::text), k.conname collate "C"`,
	`select pg_get_indexdef(i.indexrelid) || ';'
	 from ours c join pg_index i on i.indrelid = c.oid join pg_class n on n.oid = i.indexrelid
	 where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
	 order by c.relname collate "C", n.relname collate "C"`,
	`select format('alter table %I add constraint %I %s;', c.relname, k.conname, pg_get_constraintdef(k.oid))
	 from ours c join pg_constraint k on k.conrelid = c.oid where k.contype = 'f'
	 order by c.relname collate "C", k.conname collate "C"`,
	`select format('alter table %I enable row level security;', relname) from ours where relrowsecurity order by relname collate "C"`,
	`select format('alter table %I force row level security;', relname) from ours where relforcerowsecurity order by relname collate "C"`,
	// Trailing blanks are the function's own and stay out of the file.
	`select regexp_replace(trim(trailing E'\n' from pg_get_functiondef(p.oid)), '[ \t]+$', '', 'gn') || ';'
	 from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.proname !~ '^river_'
	 and not exists (select from pg_depend where objid = p.oid and deptype = 'e') order by p.proname collate "C"`,
	`select pg_get_triggerdef(t.oid) || ';' from ours c join pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal
	 order by c.relname collate "C", t.tgname collate "C"`,
	`select format('create policy %I on %I as %s for %s to %s%s%s;', p.polname, c.relname, case when p.polpermissive then 'permissive' else 'restrictive' end,
	        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
	        case when p.polroles = '{0}' then 'public' else array_to_string(array(select pg_get_userbyid(r)::text from unnest(p.polroles) r order by 1), ', ') end,
	        E'\n    using (' || pg_get_expr(p.polqual, p.polrelid) || ')', E'\n    with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
	 from ours c join pg_policy p on p.polrelid = c.oid order by c.relname collate "C", p.polname collate "C"`,
}

// DumpSchema writes the schema of the database at url as SQL that would make it again, the same on
// every version that Meridian runs on. The migration tool's own table is left out, and so are the job queue's.
func DumpSchema(ctx context.Context, url string) (string, error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	var out strings.Builder
	for _, query := range dumps {
		rows, err := conn.Query(ctx, `with ours as (
			select c.* from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
			and c.relname <> 'schema_migrations' and c.relname !~ '^river_') `+query)
		if err != nil {
			return "", err
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return "", err
		}
		for _, line := range lines {
			out.WriteString(line + "\n")
		}
		if len(lines) > 0 {
			out.WriteString("\n")
		}
	}
	return strings.TrimSpace(out.String()) + "\n", nil
}
