// Package institution is the first stage: the institutions of an installation and their offices.
package institution

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// Institution is a university that plans with Meridian. Institutions never see each other's work.
type Institution struct {
	ID   uuid.UUID
	Slug string
	Name string
	Demo bool
}

// Kind is the sort of an office.
type Kind string

// The kinds of offices.
const (
	KindOffice Kind = "office"
	KindCentre Kind = "centre"
	KindSchool Kind = "school"
	KindBody   Kind = "body"
)

// Office is a part of an institution that speaks with one voice in the process.
type Office struct {
	ID        uuid.UUID
	Slug      string
	Name      string
	Kind      Kind
	HeadEmail string // who heads it; may be empty
}

// Registry keeps institutions and offices.
type Registry struct{ DB *postgres.DB }
