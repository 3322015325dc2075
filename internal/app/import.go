package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"

	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/problem"
	"meridian/internal/sheet"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// maxRows is the most rows that a file of offices or people may have.
const maxRows = 5000

func runImport(ctx context.Context, c Config, args []string, in io.Reader, out io.Writer, log *slog.Logger) error {
	var slug, analysis, title string
	var preview bool
	words, err := flags(args, func(f *flag.FlagSet) {
		f.StringVar(&slug, "institution", "", "")
		f.StringVar(&analysis, "analysis", "", "")
		f.StringVar(&title, "title", "", "")
		f.BoolVar(&preview, "preview", false, "")
	})
	if err != nil || len(words) != 2 || slug == "" {
		return errUsage
	}
	if words[0] != "swot" && (analysis != "" || title != "") || words[0] == "swot" && (analysis == "") == (title == "") {
		return errUsage
	}
	data, err := readFile(words[1], in)
	if err != nil {
		return err
	}
	return withInstitution(ctx, c, slug, func(db *database, institutionOf institution.Institution) error {
		var done institution.Import
		var err error
		switch words[0] {
		case "offices", "people":
			var t sheet.Table
			if t, err = sheet.Read(bytes.NewReader(data), sheet.Limits{MaxBytes: 32 << 20, MaxRows: maxRows}); err != nil {
				return err
			}
			if words[0] == "offices" {
				done, err = institution.Registry{DB: db.DB}.ImportOffices(ctx, institutionOf, t, preview)
			} else {
				done, err = account.NewDesk(db.DB).ImportPeople(ctx, institutionOf, t, preview)
			}
		case "swot":
			done, err = importSWOT(ctx, db, institutionOf, data, analysis, title, preview, log)
		default:
			return errUsage
		}
		if err != nil {
			return err
		}
		return report(out, done, preview)
	})
}

// report prints what an import did; bad rows are an error that names each by line and reason.
func report(out io.Writer, done institution.Import, preview bool) error {
	if len(done.Bad) > 0 {
		for _, b := range done.Bad {
			fmt.Fprintf(out, "line %d: %s\n", b.Line, b.Reason)
		}
		return errors.New("nothing was imported: please correct these lines")
	}
	for _, s := range done.Steps {
		fmt.Fprintln(out, s)
	}
	if preview {
		fmt.Fprintf(out, "%d rows would be imported. Nothing was written.\n", len(done.Steps))
	} else {
		fmt.Fprintf(out, "%d rows were imported.\n", len(done.Steps))
	}
	return nil
}

// importSWOT brings items in as the first person of the international office.
func importSWOT(ctx context.Context, db *database, in institution.Institution, data []byte, analysis, title string, preview bool, log *slog.Logger) (institution.Import, error) {
	var done institution.Import
	rows, err := swot.ReadRows(data)
	if err != nil {
		return done, err
	}
	caller, err := account.NewDesk(db.DB).CallerFor(ctx, in, "")
	if problem.Is(err, problem.NotFound) {
		return done, errors.New("there is nobody in the international office yet: invite somebody first, the items are imported in that person's name")
	}
	if err != nil {
		return done, err
	}
	board := newBoard(db, log)
	var id uuid.UUID
	switch {
	case title != "" && preview:
		plan, err := board.Plan(ctx, caller, rows)
		return steps(plan), err
	case title != "":
		// The rows are judged before the analysis is opened: an import with a bad row leaves nothing behind.
		plan, err := board.Plan(ctx, caller, rows)
		if err != nil || len(plan.Bad) > 0 {
			return steps(plan), err
		}
		if id, err = board.Open(ctx, caller, swot.NewAnalysis{Title: title, Scope: string(swot.ScopeInstitution)}); err != nil {
			return done, err
		}
	default:
		if id, err = uuid.Parse(analysis); err != nil {
			return done, fmt.Errorf("--analysis %q is not the id of an analysis", analysis)
		}
	}
	sum := sha256.Sum256(data)
	plan, err := board.Import(ctx, caller, id, uuid.NewSHA1(id, sum[:]), rows, preview)
	if problem.Is(err, problem.NotFound) {
		return done, fmt.Errorf("there is no analysis %s in %s", analysis, in.Slug)
	}
	return steps(plan), err
}

func steps(plan swot.ImportPlan) institution.Import {
	done := institution.Import{Bad: plan.Bad}
	for _, r := range plan.Rows {
		text := []rune(r.Text)
		if len(text) > 60 {
			text = append(text[:60], '…')
		}
		done.Steps = append(done.Steps, fmt.Sprintf("add %s: %s", r.Quadrant, string(text)))
	}
	return done
}
