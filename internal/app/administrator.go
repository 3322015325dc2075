package app

import (
	"context"
	"flag"
	"fmt"
	"io"

	"meridian/internal/account"
	"meridian/internal/link"
)

// addAdministrator prints the link by which somebody becomes an administrator of the installation.
func addAdministrator(ctx context.Context, c Config, args []string, out io.Writer) error {
	var email string
	words, err := flags(args, func(f *flag.FlagSet) { f.StringVar(&email, "email", "", "") })
	if err != nil || len(words) != 1 || words[0] != "add" || email == "" {
		return errUsage
	}
	base, err := c.linkBase()
	if err != nil {
		return err
	}
	return withDatabase(ctx, c, func(db *database) error {
		secret, err := account.NewDesk(db.DB).AddAdministrator(ctx, email)
		if err == nil {
			fmt.Fprintf(out, "Give this link to %s, who can then create institutions. It opens once, for 14 days:\n%s\n", email, base+link.Invitation(secret))
		}
		return err
	})
}
