package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/app/demo"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/problem"
	"meridian/internal/swot"
)

func addInstitution(ctx context.Context, c Config, args []string, out io.Writer) error {
	var slug, name string
	words, err := flags(args, func(f *flag.FlagSet) { f.StringVar(&slug, "slug", "", ""); f.StringVar(&name, "name", "", "") })
	if err != nil || len(words) != 1 || words[0] != "add" || slug == "" || name == "" {
		return errUsage
	}
	return withDatabase(ctx, c, func(db *database) error {
		in, err := institution.Registry{DB: db.DB}.Add(ctx, slug, name, false)
		if err == nil {
			fmt.Fprintf(out, "%s is there, at /%s. Invite its international office, which brings the offices in: meridian invite --institution %s --email E --role international_office\n", in.Name, in.Slug, in.Slug)
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
		if err == nil {
			fmt.Fprintf(out, "Give this link to %s. It opens once, for 14 days:\n%s\n", email, base+link.Invitation(secret))
		}
		return err
	})
}

// linkBase is the base of links that are printed by a command, which has no listener.
func (c Config) linkBase() (string, error) {
	if running, err := os.ReadFile(c.addressFile()); err == nil && c.BaseURL == "" && c.Embedded() {
		return strings.TrimSpace(string(running)), nil
	}
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
		drafts, err := newDrafts(db.DB, maker.Board.Hub)
		if err != nil {
			return err
		}
		maker.Strategies = drafts
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
