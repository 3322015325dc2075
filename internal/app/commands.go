package app

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strconv"
	"strings"

	"meridian/internal/pgembed"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/migrations"
)

const usage = `Meridian: a university plans its internationalisation strategy together.

  meridian serve                          run the server (with its own PostgreSQL unless DATABASE_URL is set)
  meridian database                       run the embedded PostgreSQL alone, until stopped
  meridian migrate up|status|force N      bring the schema up to date, or look at it
  meridian demo [--remove]                add the parts of the demo that are missing, or take it away
  meridian administrator add --email E    print the link by which somebody creates institutions
  meridian institution add --slug S --name N
  meridian invite --institution S --email E --role R [--office O]
  meridian import offices|people FILE --institution S [--preview]
  meridian import swot FILE --institution S (--analysis ID | --title T) [--preview]
  meridian version
`

// errUsage: the words of the command were off; the usage has been printed.
var errUsage = errors.New("usage")

// errNotYet: the command belongs to a stage that this version does not have.
var errNotYet = errors.New("not in this version")

// Main runs one command and returns the exit code: 0 done, 1 failed, 2 the command's words were off.
func Main(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	err := run(ctx, args, in, out, errOut)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errUsage):
		fmt.Fprint(errOut, usage)
		return 2
	case errors.Is(err, errNotYet):
		fmt.Fprintln(errOut, "meridian:", strings.Join(args, " ")+": not in this version")
		return 2
	}
	message := err.Error()
	if p, ok := errors.AsType[*problem.Problem](err); ok && p.Kind != problem.Internal && p.Text != "" {
		message = p.Text
	}
	fmt.Fprintln(errOut, "meridian:", message)
	return 1
}

func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	c, err := ReadConfig()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(errOut, nil))
	rest := args[1:]
	switch args[0] {
	case "serve", "database", "version": // take no words
		if len(rest) > 0 {
			return errUsage
		}
	}
	switch args[0] {
	case "serve":
		return Serve(ctx, c, out, log)
	case "database":
		return runDatabase(ctx, c, out)
	case "migrate":
		return migrate(ctx, c, rest, out)
	case "demo":
		return runDemo(ctx, c, rest, out, log)
	case "administrator":
		return addAdministrator(ctx, c, rest, out)
	case "institution":
		return addInstitution(ctx, c, rest, out)
	case "invite":
		return invite(ctx, c, rest, out)
	case "import":
		return runImport(ctx, c, rest, in, out, log)
	case "version":
		_, err := fmt.Fprintln(out, "meridian", version(), "schema", migrations.Latest)
		return err
	case "export", "backup", "restore":
		return errNotYet
	case "help", "-h", "--help":
		_, err := fmt.Fprint(out, usage)
		return err
	}
	return errUsage
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return info.Main.Version
}

// flags parses a command's flags, which may stand before and after its words; the words are returned.
func flags(args []string, define func(*flag.FlagSet)) ([]string, error) {
	f := flag.NewFlagSet("", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	define(f)
	var words []string
	for {
		if err := f.Parse(args); err != nil {
			return nil, errUsage
		}
		if f.NArg() == 0 {
			return words, nil
		}
		words, args = append(words, f.Arg(0)), f.Args()[1:]
	}
}

// runDatabase runs the embedded PostgreSQL alone, in the foreground.
func runDatabase(ctx context.Context, c Config, out io.Writer) error {
	cluster, err := startCluster(ctx, c, false)
	if err != nil {
		return err
	}
	stop := func() error { return cluster.Stop(context.WithoutCancel(ctx)) }
	if err := bringUpToDate(ctx, cluster); err != nil {
		return errors.Join(err, stop())
	}
	if err := pgembed.WriteAddresses(cluster, c.Data); err != nil {
		return errors.Join(err, stop())
	}
	fmt.Fprintf(out, "The database is ready. Its addresses stand in %[1]s/database.url and %[1]s/migrate.url\n", c.Data)
	select {
	case <-ctx.Done():
	case err = <-cluster.Done():
		err = fmt.Errorf("PostgreSQL has ended: %w", err)
	}
	return errors.Join(err, pgembed.RemoveAddresses(c.Data), stop())
}

func migrate(ctx context.Context, c Config, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errUsage
	}
	owner, app := c.MigrateURL, c.DatabaseURL
	if c.Embedded() {
		cluster, err := startCluster(ctx, c, true)
		if err != nil {
			return err
		}
		defer func() { _ = cluster.Stop(context.WithoutCancel(ctx)) }()
		owner, app = cluster.OwnerURL(), cluster.AppURL()
	} else if owner == "" {
		return errors.New("MERIDIAN_MIGRATE_URL is not set: it must be the address of the role that owns the tables")
	}
	switch {
	case args[0] == "up" && len(args) == 1:
		if err := postgres.Migrate(ctx, owner, app); err != nil {
			return err
		}
	case args[0] == "status" && len(args) == 1:
	case args[0] == "force" && len(args) == 2:
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return errUsage
		}
		if err := postgres.Force(owner, n); err != nil {
			return err
		}
	default:
		return errUsage
	}
	at, dirty, err := postgres.SchemaVersionAt(ctx, owner)
	if err != nil {
		return err
	}
	queue, err := postgres.QueueVersionAt(ctx, owner)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "The schema is at version %d of %d.\n", at, migrations.Latest)
	fmt.Fprintf(out, "The tables of the job queue are at version %d of %d.\n", queue, postgres.QueueLatest)
	if dirty {
		fmt.Fprintln(out, "Its last migration failed half-way.")
	}
	return nil
}

// readFile reads a command's file; "-" is the standard input.
func readFile(name string, in io.Reader) ([]byte, error) {
	const most = 32 << 20
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && len(data) > most {
		err = fmt.Errorf("%s is larger than 32 MB", name)
	}
	return data, err
}
