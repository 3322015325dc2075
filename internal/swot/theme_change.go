package swot

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewTheme is a group of one's own frame as a person makes it.
type NewTheme struct {
	ID    string // UUID; empty: the server makes one
	Name  string
	Items []string // ids of the items that go into it at once; may be empty
}

// themeRow is what changes of themes read of an analysis while nobody else writes in it.
type themeRow struct {
	own    []ownTheme
	stored []placed
	free   []uuid.UUID // of the items asked for, those that stand on the board by themselves
	before born
	exists bool
}

// changeThemes is the common way of every change of the themes themselves: one transaction in which nobody else writes
// in the analysis. write answers the query that raises the live version, or nil when nothing is to be written.
func (s *Board) changeThemes(ctx context.Context, c access.Caller, analysis, theme uuid.UUID, items []uuid.UUID,
	write func(tx *postgres.Tx, seat access.Seat, a Analysis, r themeRow) (*pgx.QueuedQuery, error)) (Done, error) {
	done := Done{Item: theme}
	var a Analysis
	var found, wrote bool
	var r themeRow
	var key live.Key
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueThemes(b, analysis, &r.own)
		queuePlaced(b, analysis, &r.stored)
		b.Queue(`select i.id from item i where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.id = any ($2) and i.withdrawn_at is null
			and not exists (select from merged_source s where s.institution_id = i.institution_id and s.analysis_id = i.analysis_id and s.source_id = i.id)`, analysis, items).
			Query(postgres.All(&r.free, pgx.RowTo[uuid.UUID]))
		postgres.Find(b, &r.before, &r.exists, `select digest, analysis_id as analysis, 0::bigint as live from theme where institution_id = `+postgres.ThisInstitution+` and id = $1`, theme)
		b.Queue(`select version from live where institution_id = `+postgres.ThisInstitution+` and id = $1`, analysis).
			Query(postgres.First(&done.Live, new(bool), pgx.RowTo[int64]))
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		key = live.Key{Institution: seat.Institution, ID: analysis}
		last, err := write(tx, seat, a, r)
		if err == nil && last != nil {
			wrote = true
			last.QueryRow(func(row pgx.Row) error { return row.Scan(&done.Live) })
		}
		return err
	})
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// MakeTheme makes a group of one's own frame, out of the items named if there are any. The same request twice makes
// one. Whoever runs the analysis may, but not while people vote; the doer can undo it. Done.Item is the theme's id.
func (s *Board) MakeTheme(ctx context.Context, c access.Caller, analysis uuid.UUID, in NewTheme) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	items, itemsErr := parseIDs(in.Items)
	done, err := s.changeThemes(ctx, c, analysis, id, items, func(tx *postgres.Tx, seat access.Seat, a Analysis, r themeRow) (*pgx.QueuedQuery, error) {
		if err := mayRegroup(seat.Actor, a); err != nil {
			return nil, err
		}
		sum := once.Digest(seat.Person, append([]string{analysis.String(), strings.Join(strings.Fields(in.Name), " ")}, in.Items...)...)
		if r.exists {
			if r.before.Analysis != analysis || !bytes.Equal(r.before.Digest, sum) {
				return nil, once.Reused()
			}
			return nil, nil
		}
		if err := checkThemeName(&in.Name, standingThemes(r.own)); err != nil {
			return nil, err
		}
		if itemsErr != nil || len(r.free) < len(items) {
			return nil, problem.At("items", "One of the items is no longer on the board. Please choose them again.")
		}
		if len(standingThemes(r.own)) >= maxThemes {
			return nil, problem.At("name", "There are 60 groups already. Please end one of them first, or use one that is there.")
		}
		written := tx.Last(`with `+live.RaiseSQL+`,
			made as (insert into theme (institution_id, analysis_id, id, name, place, digest)
				values ($1, $2, $3, $4, coalesce((select max(place) + 1 from theme where institution_id = $1 and analysis_id = $2), 0), $5)),
			put as (insert into item_theme (institution_id, analysis_id, item_id, frame, theme, live_version)
				select $1, $2, item, 'own', $3::uuid::text, raised.version from raised, unnest($6::uuid[]) item
				on conflict (institution_id, item_id, frame) do update set theme = excluded.theme, live_version = excluded.live_version)
			select version from raised`, seat.Institution, analysis, id, in.Name, sum, items)
		before := regrouping{Frame: FrameOwn, Items: map[uuid.UUID]string{}, Theme: id, Name: in.Name, Ended: true}
		after := regrouping{Frame: FrameOwn, Items: map[uuid.UUID]string{}, Theme: id, Name: in.Name}
		g := groupingOf(r.own, r.stored)
		for _, item := range items {
			was, _ := g.Theme(item, FrameOwn)
			before.Items[item], after.Items[item] = was.Key, id.String()
		}
		return written, noteRegroup(tx, seat, a, "group made", before, after)
	})
	if postgres.Violates(err, "theme_pkey") { // the same request at the same moment, in another analysis
		return s.MakeTheme(ctx, c, analysis, in)
	}
	return done, err
}

// RenameTheme gives a group of one's own frame another name. The doer can undo it.
func (s *Board) RenameTheme(ctx context.Context, c access.Caller, analysis, theme uuid.UUID, name string) (Done, error) {
	return s.changeTheme(ctx, c, analysis, theme, func(tx *postgres.Tx, seat access.Seat, a Analysis, t ownTheme, own []ownTheme) (*pgx.QueuedQuery, error) {
		others := slices.DeleteFunc(standingThemes(own), func(o Theme) bool { return o.Key == theme.String() })
		if err := checkThemeName(&name, others); err != nil || name == t.Name {
			return nil, err
		}
		written := tx.Last(`with `+live.RaiseSQL+` update theme set name = $4 from raised
			where institution_id = $1 and analysis_id = $2 and id = $3 returning raised.version`, seat.Institution, analysis, theme, name)
		return written, noteRegroup(tx, seat, a, "group renamed",
			regrouping{Frame: FrameOwn, Theme: theme, Name: t.Name}, regrouping{Frame: FrameOwn, Theme: theme, Name: name})
	})
}

// EndTheme takes a group of one's own frame away; its items stand in none then. The doer can undo it. A group that has
// ended stays so.
func (s *Board) EndTheme(ctx context.Context, c access.Caller, analysis, theme uuid.UUID) (Done, error) {
	return s.changeTheme(ctx, c, analysis, theme, func(tx *postgres.Tx, seat access.Seat, a Analysis, t ownTheme, _ []ownTheme) (*pgx.QueuedQuery, error) {
		written := tx.Last(`with `+live.RaiseSQL+` update theme set ended_at = now() from raised
			where institution_id = $1 and analysis_id = $2 and id = $3 returning raised.version`, seat.Institution, analysis, theme)
		return written, noteRegroup(tx, seat, a, "group ended",
			regrouping{Frame: FrameOwn, Theme: theme, Name: t.Name}, regrouping{Frame: FrameOwn, Theme: theme, Name: t.Name, Ended: true})
	})
}

// changeTheme is changeThemes for one that is there; to one that has ended nothing is done any more.
func (s *Board) changeTheme(ctx context.Context, c access.Caller, analysis, theme uuid.UUID,
	write func(tx *postgres.Tx, seat access.Seat, a Analysis, t ownTheme, own []ownTheme) (*pgx.QueuedQuery, error)) (Done, error) {
	return s.changeThemes(ctx, c, analysis, theme, nil, func(tx *postgres.Tx, seat access.Seat, a Analysis, r themeRow) (*pgx.QueuedQuery, error) {
		n := slices.IndexFunc(r.own, func(t ownTheme) bool { return t.ID == theme })
		if n < 0 {
			return nil, problem.Absent()
		}
		if err := mayRegroup(seat.Actor, a); err != nil {
			return nil, err
		}
		if r.own[n].Ended {
			return nil, nil
		}
		return write(tx, seat, a, r.own[n], r.own)
	})
}

func noteRegroup(tx *postgres.Tx, seat access.Seat, a Analysis, kind string, before, after regrouping) error {
	_, err := recordStep(tx, seat, a.ID, a.PhaseNo, StepRegroup, before, after)
	activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfAnalysis, ID: a.ID, Detail: after.Name})
	return err
}

// parseIDs reads ids, each once.
func parseIDs(texts []string) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, 0, len(texts))
	for _, text := range texts {
		id, err := uuid.Parse(text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
