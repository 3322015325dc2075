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
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewJoint is what a joint item is to be made of.
type NewJoint struct {
	ID       string   // UUID; empty: the server makes one
	Items    []string // ids of the sources
	Into     string   // id of the joint item that the sources are added to; empty: a new one
	Text     string   // empty with a single source: that one's own words
	Evidence string
	Quadrant string // empty: where most of the sources stand
	Reason   string // needed where not all of the sources stand there
}

// Merged is what a merge answers: the joint item, and the step that undoes it.
type Merged struct {
	Done
	Step    uuid.UUID // zero where the merge had been done before
	Sources int
	From    Quadrant // where the first source stands
}

// merge is a step that made a joint item, or added to one.
type merge struct {
	Joint    uuid.UUID   `json:"joint"`
	Added    []uuid.UUID `json:"added"`
	Sources  []uuid.UUID `json:"sources"` // all of the joint item's, in order
	Made     bool        `json:"made"`
	Version  int         `json:"version"`
	Quadrant Quadrant    `json:"quadrant"`
	Reason   string      `json:"reason"`
}

// mergeBefore is what undoing an addition brings back.
type mergeBefore struct {
	Reason string `json:"reason"`
}

const insertJoint = `with ` + live.RaiseSQL + `,
	touched as (update item set live_version = raised.version from raised where institution_id = $1 and analysis_id = $2 and id = any($12))
	insert into item (institution_id, analysis_id, id, quadrant, position, text, evidence, author_id, digest, reason, votes, joint, live_version, first_version)
	select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, true, raised.version, raised.version from raised returning live_version`

const insertSources = `insert into merged_source (institution_id, analysis_id, joint_id, source_id) select $1, $2, $3, unnest($4::uuid[])`

// Merge makes one joint item of items of the analysis, of its chosen sources and of closed analyses, or adds them to
// one that is there. The sources stay what they are and are kept with the joint item. The same request twice makes one
// joint item, and items that are in the one that they are added to stay so; an item that is part of another is a Conflict.
func (s *Board) Merge(ctx context.Context, c access.Caller, analysis uuid.UUID, in NewJoint) (Merged, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Merged{}, err
	}
	sources, badItems := parseSources(in.Items)
	into, badInto := parseInto(in.Into)
	done := Merged{Sources: len(sources)}
	done.Item = id
	var key live.Key
	var a Analysis
	var list []Source
	var joint Item
	var before born
	var found, exists, foundJoint, room, wrote bool
	var clock string
	err = account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueBornItem(b, id, &before, &exists)
		queueMergeLocks(b, analysis, into, sources)
		queueSources(b, analysis, sources, &list)
		if into != uuid.Nil {
			queueJoint(b, Target{Analysis: analysis, Item: into}, &joint, &foundJoint)
		}
		queueClock(b, &clock)
		queueRoom(b, analysis, 1, &room)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayMerge(seat.Actor, a) {
			return problem.New(problem.Refused, "Only those who merge the items of this analysis may do that.")
		}
		in.clean()
		sum := once.Digest(seat.Person, analysis.String(), strings.Join(in.Items, " "), in.Into, in.Text, in.Evidence, in.Quadrant, in.Reason)
		if exists {
			done.Live = before.Live
			if before.Analysis != analysis || !bytes.Equal(before.Digest, sum) {
				return once.Reused()
			}
			return nil
		}
		if foundJoint && len(sources) > 0 && allIn(list, len(sources), into) {
			done.Item, done.Live, done.From = into, joint.LiveVersion, list[0].Quadrant
			return nil
		}
		if err := firstError(badItems, badInto, a.merges(), in.check(), checkSources(list, len(sources))); err != nil {
			return err
		}
		wrote = true
		done.From = list[0].Quadrant
		key = live.Key{Institution: seat.Institution, ID: a.ID}
		if into != uuid.Nil {
			if !foundJoint || !joint.Joint || joint.Withdrawn() {
				return problem.At("into", "The joint item that this is to be added to does not exist any more.")
			}
			done.Item = into
			done.Step, err = addSources(tx, seat, a, joint, list, in, &done.Live)
			return err
		}
		if !room {
			return full()
		}
		done.Step, err = makeJoint(tx, seat, a, id, list, in, sum, atEnd(clock, tie(id)), &done.Live)
		return err
	})
	if postgres.Violates(err, "item_pkey") { // the same request, at the same moment
		return s.Merge(ctx, c, analysis, in)
	}
	if postgres.Violates(err, "merged_once") { // somebody else, at the same moment
		return Merged{}, mergedAlready()
	}
	if err == nil && wrote {
		s.Hub.Wake(key, done.Live)
	}
	return done, err
}

// allIn tells whether all the items that were asked for are in a joint item: who adds them once more has lost the answer.
func allIn(list []Source, wanted int, joint uuid.UUID) bool {
	return len(list) == wanted && !slices.ContainsFunc(list, func(x Source) bool { return x.JointID != joint })
}

func makeJoint(tx *postgres.Tx, seat access.Seat, a Analysis, id uuid.UUID, list []Source, in NewJoint, sum []byte, position string, raised *int64) (uuid.UUID, error) {
	if in.Text == "" && len(list) == 1 {
		in.Text, in.Evidence = list[0].Text, list[0].Evidence
	}
	if in.Text == "" {
		return uuid.Nil, problem.At("text", "Please write the words of the joint item.")
	}
	q, err := jointHeading(list, in.Quadrant, in.Reason)
	if err != nil {
		return uuid.Nil, err
	}
	ids := idsOf(list)
	tx.Last(insertJoint, seat.Institution, a.ID, id, q, position, in.Text, in.Evidence, seat.Membership, sum, in.Reason, votesOf(a, list), ids).
		QueryRow(func(row pgx.Row) error { return row.Scan(raised) })
	tx.Last(insertSources, seat.Institution, a.ID, id, ids)
	activity.Record(tx, seat.Actor, activity.Entry{Kind: "items merged", Subject: activity.OfItem, ID: id})
	return recordStep(tx, seat, a.ID, a.PhaseNo, StepMerge, mergeBefore{},
		merge{Joint: id, Added: ids, Sources: inOrder(ids), Made: true, Version: 1, Quadrant: q, Reason: in.Reason})
}

func addSources(tx *postgres.Tx, seat access.Seat, a Analysis, joint Item, list []Source, in NewJoint, raised *int64) (uuid.UUID, error) {
	before := mergeBefore{Reason: joint.Reason}
	if in.Reason == "" {
		in.Reason = joint.Reason
	}
	if _, err := jointHeading(list, string(joint.Quadrant), in.Reason); err != nil {
		return uuid.Nil, err
	}
	ids := idsOf(list)
	tx.Last(`with `+live.RaiseSQL+`,
		touched as (update item set live_version = raised.version from raised where institution_id = $1 and analysis_id = $2 and id = any($4))
		update item set reason = $5, votes = item.votes + $6, live_version = raised.version from raised where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`,
		seat.Institution, a.ID, joint.ID, ids, in.Reason, votesOf(a, list)).
		QueryRow(func(row pgx.Row) error { return row.Scan(raised) })
	tx.Last(insertSources, seat.Institution, a.ID, joint.ID, ids)
	activity.Record(tx, seat.Actor, activity.Entry{Kind: "items merged", Subject: activity.OfItem, ID: joint.ID})
	return recordStep(tx, seat, a.ID, a.PhaseNo, StepMerge, before,
		merge{Joint: joint.ID, Added: ids, Sources: inOrder(append(ids, joint.Sources...)), Version: joint.Version, Quadrant: joint.Quadrant, Reason: in.Reason})
}

// votesOf is what sources bring to a joint item: nothing before the voting of its analysis has ended, when all are counted.
func votesOf(a Analysis, list []Source) int {
	n := 0
	for _, s := range list {
		if a.Phase == Closed {
			n += s.Votes
		}
	}
	return n
}

func (in *NewJoint) clean() {
	in.Text, in.Evidence, in.Reason = typed.Clean(in.Text), typed.Clean(in.Evidence), typed.Clean(in.Reason)
}

func (in *NewJoint) check() error {
	return firstError(typed.Check("text", in.Text, textLimit), typed.Check("evidence", in.Evidence, textLimit), typed.Check("reason", in.Reason, textLimit))
}

func parseInto(s string) (uuid.UUID, error) {
	if s == "" {
		return uuid.Nil, nil
	}
	id, err := uuid.Parse(s)
	if err != nil {
		return uuid.Nil, problem.At("into", "The joint item that this is to be added to does not exist any more.")
	}
	return id, nil
}

// parseSources reads the ids of the items that are to be merged, each once.
func parseSources(list []string) ([]uuid.UUID, error) {
	var ids []uuid.UUID
	for _, s := range list {
		id, err := uuid.Parse(s)
		if err != nil {
			return nil, problem.At("items", "One of the items does not exist any more. Please load the page anew and choose again.")
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		if len(ids) > maxSources {
			return nil, problem.At("items", "At most 200 items can be merged at once.")
		}
	}
	if len(ids) == 0 {
		return nil, problem.At("items", "Please choose the items first.")
	}
	return ids, nil
}

func idsOf(list []Source) []uuid.UUID {
	ids := make([]uuid.UUID, len(list))
	for n, s := range list {
		ids[n] = s.ID
	}
	return ids
}

// inOrder is a list of ids in the order in which an item has its sources.
func inOrder(ids []uuid.UUID) []uuid.UUID {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	return ids
}

func firstError(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}
