package swot

import (
	"bytes"
	"context"
	"crypto/sha256"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// notHost is what somebody reads who may not run the analysis.
const notHost = "Only those who run this analysis let people in to it."

// View reads the room of an analysis; Refused for those who may not run it.
func (s *Room) View(ctx context.Context, c access.Caller, analysis uuid.UUID) (RoomView, error) {
	var v RoomView
	var found bool
	var arrivals []Arrival
	var err error
	v.Seat, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		queueAnalysis(b, analysis, &v.Analysis, &found)
		queueArrivals(b, analysis, &arrivals)
		s.Desk.QueueDoor(b, analysis, &v.door, &v.Open)
	})
	switch {
	case err != nil:
		return v, err
	case !found:
		return RoomView{}, problem.Absent()
	case !MayRun(v.Seat.Actor, v.Analysis):
		return RoomView{}, problem.New(problem.Refused, notHost)
	}
	v.Until = v.door.ExpiresAt
	for _, a := range arrivals {
		if a.Inside {
			v.Inside = append(v.Inside, a)
		} else {
			v.Waiting = append(v.Waiting, a)
		}
	}
	return v, nil
}

// Opens tells whether the secret is that of the door that is open now.
func (v RoomView) Opens(secret string) bool {
	sum := sha256.Sum256([]byte(secret))
	return v.Open && secret != "" && bytes.Equal(v.door.Hash, sum[:])
}

// Open makes the link of the analysis's door; an earlier one ends. The secret is returned once.
func (s *Room) Open(ctx context.Context, c access.Caller, analysis uuid.UUID) (secret string, err error) {
	var settings institution.Settings
	err = s.host(ctx, c, analysis, func(b *postgres.Batch) { institution.QueueSettings(b, &settings) },
		func(tx *postgres.Tx, seat access.Seat, on Analysis) error {
			secret = s.Desk.OpenDoor(tx, seat.Institution, on.ID, settings.TimeZone)
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "door opened", Subject: activity.OfAnalysis, ID: on.ID, Detail: on.Title})
			return nil
		})
	return secret, err
}

// Close ends the link. Who waits still waits, and who is inside stays.
func (s *Room) Close(ctx context.Context, c access.Caller, analysis uuid.UUID) error {
	var door account.Door
	var open bool
	return s.host(ctx, c, analysis, func(b *postgres.Batch) { s.Desk.QueueDoor(b, analysis, &door, &open) },
		func(tx *postgres.Tx, seat access.Seat, on Analysis) error {
			if !open {
				return nil
			}
			s.Desk.CloseDoor(tx, seat.Institution, on.ID)
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "door closed", Subject: activity.OfAnalysis, ID: on.ID, Detail: on.Title})
			return nil
		})
}

// host seats somebody who may run the analysis, and runs fn.
func (s *Room) host(ctx context.Context, c access.Caller, analysis uuid.UUID, queue func(*postgres.Batch), fn func(*postgres.Tx, access.Seat, Analysis) error) error {
	var on Analysis
	var found bool
	return account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueAnalysis(b, analysis, &on, &found)
		if queue != nil {
			queue(b)
		}
	}, func(tx *postgres.Tx, seat access.Seat) error {
		switch {
		case !found:
			return problem.Absent()
		case !MayRun(seat.Actor, on):
			return problem.New(problem.Refused, notHost)
		}
		return fn(tx, seat, on)
	})
}
