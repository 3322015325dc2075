package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// AddIndicator adds an indicator at the end of an objective: for those who may write in the strategy. The same request
// twice gives the same indicator; the same id with other fields is Invalid.
func (d *Desk) AddIndicator(ctx context.Context, c access.Caller, strategy, objective uuid.UUID, in IndicatorFields) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	done := Done{ID: id}
	var before born
	var exists bool
	var count int
	var stored storedObjective
	done.Live, err = d.addToPlan(ctx, c, strategy, atObjective(objective), func(b *postgres.Batch) {
		queueBorn(b, "indicator", id, &before, &exists)
		b.Queue(`select count(*) from indicator where institution_id = `+postgres.ThisInstitution+` and objective_id = $1`, objective).
			QueryRow(func(row pgx.Row) error { return row.Scan(&count) })
		stored.queue(b, objective)
	}, func(tx *postgres.Tx, seat access.Seat, p pillar, closed error) (bool, error) {
		o, err := stored.objective()
		if err != nil {
			return false, err
		}
		i, err := in.parse()
		if err != nil {
			return false, err
		}
		sum := once.Digest(seat.Person, append([]string{strategy.String(), objective.String()}, i.said()...)...)
		if exists {
			return false, before.again(strategy, sum)
		}
		switch {
		case closed != nil:
			return false, closed
		case o.Withdrawn():
			return false, problem.New(problem.Locked, "This objective was taken out. What you wrote is kept on this page; put the objective back to go on.")
		case count >= MaxIndicators:
			return false, problem.At("name", "This objective has 30 indicators and can take no more. Your text is kept.")
		}
		note(tx, seat, "indicator added", strategy, start(i.Name))
		tx.Last(`insert into indicator (institution_id, strategy_id, objective_id, id, name, numerator, denominator, unit, direction, baseline, baseline_year, source, frequency,
				library_key, place, digest)
			select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11::smallint, 0), $12, $13, $14, coalesce(max(place), 0) + 1, $15
			from indicator where institution_id = $1 and objective_id = $3`,
			seat.Institution, strategy, objective, id, i.Name, i.Numerator, i.Denominator, i.Unit, i.Direction, i.Baseline, i.BaselineYear, i.Source, i.Frequency,
			i.LibraryKey, sum)
		target(tx, seat.Institution, id, i.Targets)
		return true, nil
	})
	if postgres.Violates(err, "indicator_pkey") { // the same request, at the same moment, for another objective
		return d.AddIndicator(ctx, c, strategy, objective, in)
	}
	return done, err
}

// ChangeIndicator replaces what an indicator says. version is the one that was read: when the stored one is higher, or the
// indicator was taken out, the answer is a Conflict that carries Stale[Indicator], and nothing is written.
func (d *Desk) ChangeIndicator(ctx context.Context, c access.Caller, strategy, indicator uuid.UUID, in IndicatorFields, version int) (Done, error) {
	var stored storedIndicator
	live, err := d.changePlan(ctx, c, strategy, atIndicator(indicator), func(b *postgres.Batch) { stored.queue(b, indicator) },
		func(tx *postgres.Tx, seat access.Seat, _ pillar) (bool, error) {
			old, err := stored.indicator()
			if err != nil {
				return false, err
			}
			i, err := in.parse()
			if err != nil {
				return false, err
			}
			write, err := judge(old, old.Withdrawn(), i.same(old), version, old.Version)
			if !write {
				return false, err
			}
			note(tx, seat, "indicator changed", strategy, start(i.Name))
			tx.Last(`update indicator set name = $3, numerator = $4, denominator = $5, unit = $6, direction = $7, baseline = $8, baseline_year = nullif($9::smallint, 0),
					source = $10, frequency = $11, library_key = $12, version = version + 1
				where institution_id = $1 and id = $2`, seat.Institution, indicator,
				i.Name, i.Numerator, i.Denominator, i.Unit, i.Direction, i.Baseline, i.BaselineYear, i.Source, i.Frequency, i.LibraryKey)
			target(tx, seat.Institution, indicator, i.Targets)
			return true, nil
		})
	return Done{ID: indicator, Live: live}, err
}

// storedIndicator is the reading of one indicator with its targets.
type storedIndicator struct{ planRows }

func (s *storedIndicator) queue(b *postgres.Batch, id uuid.UUID) {
	b.Queue(`select `+indicatorColumns+` from indicator i where i.institution_id = `+postgres.ThisInstitution+` and i.id = $1`, id).Query(postgres.All(&s.indicators, scanIndicator))
	b.Queue(`select indicator_id, year, value::float8 from indicator_target where institution_id = `+postgres.ThisInstitution+` and indicator_id = $1 order by year`, id).
		Query(postgres.All(&s.targets, scanTarget))
}

func (s *storedIndicator) indicator() (Indicator, error) {
	for _, list := range s.measures() {
		return list[0], nil
	}
	return Indicator{}, problem.Absent()
}

// target makes an indicator have exactly these targets, with the transaction's commit.
func target(tx *postgres.Tx, in, indicator uuid.UUID, targets []Target) {
	years, values := make([]int16, len(targets)), make([]float64, len(targets))
	for n, t := range targets {
		years[n], values[n] = int16(t.Year), t.Value // #nosec G115 -- parseYear keeps to four figures
	}
	tx.Last(`delete from indicator_target where institution_id = $1 and indicator_id = $2 and year <> all($3)`, in, indicator, years)
	tx.Last(`insert into indicator_target (institution_id, indicator_id, year, value)
		select $1, $2, x.year, x.value::numeric(18, 4) from unnest($3::smallint[], $4::float8[]) x(year, value)
		on conflict (institution_id, indicator_id, year) do update set value = excluded.value`, in, indicator, years, values)
}
