package strategy

import (
	"context"
	"strconv"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// RenameSection gives a section another title: for those who may write in the strategy. version is the TitleVersion that
// was read; when somebody else has renamed it since, the answer is Conflict and the title stays theirs.
func (d *Desk) RenameSection(ctx context.Context, c access.Caller, strategy, section uuid.UUID, title, version string) (Done, error) {
	return d.changeSection(ctx, c, strategy, section, func(tx *postgres.Tx, seat access.Seat, sec Section) (*pgx.QueuedQuery, error) {
		if err := checkTitle(&title); err != nil {
			return nil, err
		}
		read, err := strconv.Atoi(version)
		switch {
		case err != nil:
			return nil, problem.At("version", "The form's version is not a number. What you wrote is kept: please send it once more.")
		case title == sec.Title:
			return nil, nil
		case read != sec.TitleVersion:
			return nil, problem.New(problem.Conflict, "Somebody else has renamed this section meanwhile. Both titles are shown: please choose.")
		}
		note(tx, seat, "section renamed", strategy, title)
		return reshapeSection(tx, seat, strategy, section, `title = $5, title_version = title_version + 1`, title), nil
	})
}
