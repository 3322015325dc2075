package swot

import (
	"testing"

	"meridian/internal/postgres/postgrestest"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }

func TestTemplate(t *testing.T) { _ = postgrestest.New(t) }
