// Command meridian is the server of Meridian and its tools.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"meridian/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(app.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
