package strategy

import (
	"encoding/json"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// stepRow is a stored step.
type stepRow struct {
	SectionID   uuid.UUID
	Version     int
	Client      string
	Step        json.RawMessage
	LiveVersion int64
}

// queueStepsSince queues the reading of the steps of all sections of a strategy after a live version, of the first most of
// them; a Step is nil from where they are together larger than mostBytes of JSON.
func queueStepsSince(b *postgres.Batch, strategy uuid.UUID, since int64, most, mostBytes int, into *[]stepRow) {
	postgres.Collect(b, into, `select section_id, version, client, live_version,
			case when sum(octet_length(step::text)) over (order by live_version, section_id, version) <= $4 then step end as step
		from (select section_id, version, client, step, live_version from section_step
			where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and live_version > $2 order by live_version, section_id, version limit $3) s
		order by live_version, section_id, version`, strategy, since, most, mostBytes)
}

// portion bounds how much of the steps of a section is read at once. A single step is always read, however large.
type portion struct {
	steps int
	bytes int // of their JSON
}

// queueSteps queues the reading of the steps of one section after one of its versions, of the first of them where they
// are more than a portion.
func queueSteps(b *postgres.Batch, section uuid.UUID, since int, most portion, into *[]stepRow) {
	postgres.Collect(b, into, `select section_id, version, client, step, live_version from (
			select section_id, version, client, step, live_version,
				sum(octet_length(step::text)) over (order by version) as bytes, row_number() over (order by version) as n
			from section_step
			where institution_id = `+postgres.ThisInstitution+` and section_id = $1 and version > $2 order by version limit $3) s
		where n = 1 or bytes <= $4 order by version`, section, since, most.steps, most.bytes)
}

// runs gathers steps that are sorted into one run for each section, the sections in the order of their first.
func runs(steps []stepRow) []Run {
	var list []Run
	at := map[uuid.UUID]int{}
	for _, s := range steps {
		n, known := at[s.SectionID]
		if !known {
			n = len(list)
			at[s.SectionID] = n
			list = append(list, Run{Section: s.SectionID})
		}
		list[n].Version = s.Version
		list[n].Steps = append(list[n].Steps, s.Step)
		list[n].Clients = append(list[n].Clients, s.Client)
	}
	return list
}
