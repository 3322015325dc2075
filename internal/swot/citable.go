package swot

import (
	"strings"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// CitableKind says what somebody can refer to.
type CitableKind string

// The kinds. A joint item is an item.
const (
	CitableItem   CitableKind = "item"
	CitableOption CitableKind = "option"
)

// Citable is an item or an option as a later stage refers to it: with what stands behind it, and nothing of who wrote it
// where nobody can know.
type Citable struct {
	ID          uuid.UUID
	Kind        CitableKind
	Text        string
	Quadrant    Quadrant   // of an item
	Option      OptionKind // of an option
	Analysis    uuid.UUID
	Title       string // of the analysis
	Office      string // name of the office that said it; empty: several, or nobody can know
	Offices     int    // how many offices stand behind a joint item, or behind the items that an option uses
	Joint       bool
	Shortlisted bool
	Votes       int  // of an item; 0 while they are not counted
	Counted     bool // the voting of the analysis has ended
	Withdrawn   bool // taken back since; it is still what was referred to
	Hidden      bool // its analysis does not show its items now: text and offices are left out
}

// CitableSearch narrows what is offered. Its zero value takes everything.
type CitableSearch struct {
	Words    string    // all of them occur in the text, in the office's name or in the analysis's title
	About    string    // a quadrant or an option kind
	Analysis uuid.UUID // zero: of all analyses
}

// maxCitable is the most that is offered at once; a search narrows it.
const maxCitable = 200

// CitableAnalysis is an analysis of which something is offered.
type CitableAnalysis struct {
	ID    uuid.UUID
	Title string
}

var citableSQL = `with candidate as (
	select i.id, 'item' as kind, i.text, i.quadrant, '' as option, i.analysis_id as analysis, a.title, coalesce(o.name, '') as office,
		case when i.joint then (select count(distinct coalesce(si.office_id, sa.office_id)) from merged_source ms
			join item si on si.institution_id = ms.institution_id and si.id = ms.source_id
			join analysis sa on sa.institution_id = si.institution_id and sa.id = si.analysis_id
			where ms.institution_id = i.institution_id and ms.joint_id = i.id) else 0 end as offices,
		i.joint, i.shortlisted, i.votes, a.phase = 'closed' as counted, i.withdrawn_at is not null as withdrawn, ` + hidesSQL("a") + ` as hidden,
		exists (select from merged_source s where s.institution_id = i.institution_id and s.analysis_id = i.analysis_id and s.source_id = i.id) as part
	from item i
	join analysis a on a.institution_id = i.institution_id and a.id = i.analysis_id
	left join office o on o.institution_id = i.institution_id and o.id = i.office_id
	where i.institution_id = ` + postgres.ThisInstitution + `
	union all
	select o.id, 'option', o.text, '', o.kind, o.analysis_id, a.title, '',
		(select count(distinct f.office) from option_item oi, lateral (
			select ui.office_id as office from item ui where ui.institution_id = oi.institution_id and ui.id = oi.item_id
			union all
			select coalesce(si.office_id, sa.office_id) from merged_source ms
			join item si on si.institution_id = ms.institution_id and si.id = ms.source_id
			join analysis sa on sa.institution_id = si.institution_id and sa.id = si.analysis_id
			where ms.institution_id = oi.institution_id and ms.joint_id = oi.item_id) f
			where oi.institution_id = o.institution_id and oi.option_id = o.id),
		false, false, 0, a.phase = 'closed', o.withdrawn_at is not null, ` + hidesSQL("a") + `, false
	from strategic_option o
	join analysis a on a.institution_id = o.institution_id and a.id = o.analysis_id
	where o.institution_id = ` + postgres.ThisInstitution + `
) select c.id, c.kind, c.text, c.quadrant, c.option, c.analysis, c.title, c.office, c.offices, c.joint, c.shortlisted, c.votes, c.counted, c.withdrawn, c.hidden
from candidate c `

func scanCitable(row pgx.CollectableRow) (Citable, error) {
	var c Citable
	err := row.Scan(&c.ID, &c.Kind, &c.Text, &c.Quadrant, &c.Option, &c.Analysis, &c.Title, &c.Office, &c.Offices, &c.Joint, &c.Shortlisted, &c.Votes,
		&c.Counted, &c.Withdrawn, &c.Hidden)
	if !c.Counted {
		c.Votes = 0
	}
	if c.Hidden {
		c.Text, c.Office, c.Offices, c.Votes = "", "", 0, 0
	}
	return c, err
}

// QueueCited queues the reading of items and options that something refers to already, whatever became of them; ids is
// an SQL query, from the tables of the asking stage and with its own institution condition, of their ids. For everybody who
// reads the institution's pages. Ids that are of neither, or of another institution, are left out.
func QueueCited(b *postgres.Batch, into *[]Citable, ids string, args ...any) {
	b.Queue(citableSQL+`where c.id in (`+ids+`)`, args...).Query(postgres.All(into, scanCitable))
}

// QueueCitable queues the reading of what can be referred to: items and options that stand on the board for themselves,
// of analyses that show their items, the joint ones first, then those in the short list, then those with more votes;
// 200 at most. For everybody who reads the institution's pages.
func QueueCitable(b *postgres.Batch, s CitableSearch, into *[]Citable) {
	b.Queue(citableSQL+`where not c.hidden and not c.withdrawn and not c.part
		and ($1 = '' or c.quadrant = $1 or c.option = $1) and ($2::uuid is null or c.analysis = $2)
		and not exists (select from unnest($3::text[]) w where position(w in lower(c.text || ' ' || c.office || ' ' || c.title)) = 0)
		order by c.joint desc, c.shortlisted desc, c.votes desc, c.offices desc, c.title, c.id limit $4`,
		s.About, postgres.Optional(s.Analysis), strings.Fields(strings.ToLower(s.Words)), maxCitable).Query(postgres.All(into, scanCitable))
}

// QueueCitableAnalyses queues the analyses that show their items and have any, by title.
func QueueCitableAnalyses(b *postgres.Batch, into *[]CitableAnalysis) {
	postgres.Collect(b, into, `select a.id, a.title from analysis a where a.institution_id = `+postgres.ThisInstitution+` and not `+hidesSQL("a")+`
		and exists (select from item i where i.institution_id = a.institution_id and i.analysis_id = a.id) order by a.title, a.id`)
}
