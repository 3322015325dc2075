package strategy

import (
	"testing"

	"meridian/internal/postgres/postgrestest"
)

func TestMain(m *testing.M) { postgrestest.Main(m) }
