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
	"net"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/problem"
	"meridian/internal/sheet"
	"meridian/internal/swot"

	"github.com/google/uuid"
)

// maxRows is the most rows that a file of offices or people may have.
const maxRows = 5000

func addInstitution(ctx context.Context, c Config, args []string, out io.Writer) error {
	var slug, name string
	words, err := flags(args, func(f *flag.FlagSet) { f.StringVar(&slug, "slug", "", ""); f.StringVar(&name, "name", "", "") })
	if err != nil || len(words) != 1 || words[0] != "add" || slug == "" || name == "" {
		return errUsage
	}
	return withDatabase(ctx, c, func(db *database) error {
		in, err := institution.Registry{DB: db.DB}.Add(ctx, slug, name, false)
		if err == nil {
			fmt.Fprintf(out, "%s is there, at /%s. Invite its international office: meridian invite --institution %s --email E --role international_office\n", in.Name, in.Slug, in.Slug)
		}
		return err
	})
}

func invite(ctx context.Context, c Config, args []string, out io.Writer) error {
	var slug, email, role, office string
	words, err := flags(args, func(f *flag.FlagSet) {
		f.StringVar(&slug, "institution", "", "")
		f.StringVar(&email, "email", "", "")
		f.StringVar(&role, "role", "", "")
		f.StringVar(&office, "office", "", "")
	})
	if err != nil || len(words) != 0 || slug == "" || email == "" || role == "" {
		return errUsage
	}
	base, err := c.linkBase()
	if err != nil {
		return err
	}
	return withInstitution(ctx, c, slug, func(db *database, in institution.Institution) error {
		secret, err := account.NewDesk(db.DB).Invite(ctx, in, email, access.Role(role), office)
		if errors.Is(err, account.ErrHasAccount) {
			fmt.Fprintf(out, "%s has an account already and now belongs to %s: %s\n", email, in.Name, base+link.SignIn(""))
			return nil
		}
		if err == nil {
			fmt.Fprintf(out, "Give this link to %s. It opens once, for 14 days:\n%s\n", email, base+link.Invitation(secret))
		}
		return err
	})
}

// linkBase is the base of links that are printed by a command, which has no listener.
func (c Config) linkBase() (string, error) {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return "", fmt.Errorf("MERIDIAN_ADDR: %w", err)
	}
	ip := net.ParseIP(host)
	if host == "localhost" {
		ip = net.IPv4(127, 0, 0, 1)
	}
	if ip == nil {
		ip = net.IPv4zero
	}
	var number int
	_, _ = fmt.Sscan(port, &number)
	base, err := c.base(&net.TCPAddr{IP: ip, Port: number})
	if err != nil {
		return "", err
	}
	return base.String(), nil
}

func runDemo(ctx context.Context, c Config, args []string, out io.Writer, log *slog.Logger) error {
	var remove bool
	words, err := flags(args, func(f *flag.FlagSet) { f.BoolVar(&remove, "remove", false, "") })
	if err != nil || len(words) != 0 {
		return errUsage
	}
	return withDatabase(ctx, c, func(db *database) error {
		maker := demo.Maker{Registry: institution.Registry{DB: db.DB}, Desk: account.NewDesk(db.DB), Board: newBoard(db, log)}
		if remove {
			if err := maker.Remove(ctx); err != nil {
				return err
			}
			fmt.Fprintln(out, "The demo is gone, with its accounts. It stays away until `meridian demo` is run, or MERIDIAN_DEMO=1 asks for it.")
			return c.rememberDemo(true)
		}
		if err := maker.Add(ctx); err != nil {
			return err
		}
		if err := c.rememberDemo(false); err != nil {
			return err
		}
		fmt.Fprintf(out, "The demo is there: sign in as international@demo.example with the password %s.\n", demo.Password)
		return nil
	})
}

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

func newBoard(db *database, log *slog.Logger) *swot.Board {
	return &swot.Board{DB: db.DB, Hub: live.NewHub(db.DB, log)}
}

func withDatabase(ctx context.Context, c Config, fn func(*database) error) error {
	db, err := openDatabase(ctx, c, true)
	if err != nil {
		return err
	}
	return errors.Join(fn(db), db.close())
}

func withInstitution(ctx context.Context, c Config, slug string, fn func(*database, institution.Institution) error) error {
	return withDatabase(ctx, c, func(db *database) error {
		in, err := institution.Registry{DB: db.DB}.BySlug(ctx, slug)
		if problem.Is(err, problem.NotFound) {
			return fmt.Errorf("there is no institution with the slug %s", slug)
		}
		if err != nil {
			return err
		}
		return fn(db, in)
	})
}
