// Package app is the only place that knows everything: configuration, wiring, the whole route map, the
// commands and the life of the process.
package app

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"meridian/internal/mail"
	"meridian/internal/seal"

	"github.com/caarlos0/env/v11"
)

// Config is the environment, read and checked once.
type Config struct {
	Addr           string   `env:"MERIDIAN_ADDR" envDefault:"127.0.0.1:8080"`
	BaseURL        string   `env:"MERIDIAN_BASE_URL"`
	Data           string   `env:"MERIDIAN_DATA" envDefault:".data"`
	InternalAddr   string   `env:"MERIDIAN_INTERNAL_ADDR" envDefault:"127.0.0.1:8081"`
	DatabaseURL    string   `env:"DATABASE_URL"`
	MigrateURL     string   `env:"MERIDIAN_MIGRATE_URL"`
	Demo           string   `env:"MERIDIAN_DEMO"`
	TrustedProxies []string `env:"MERIDIAN_TRUSTED_PROXIES"`
	SMTP           string   `env:"MERIDIAN_SMTP_URL"`
	SecretFile     string   `env:"MERIDIAN_SECRET_FILE"`
}

// ReadConfig reads the environment; what is wrong is said in a sentence that names the variable.
func ReadConfig() (Config, error) {
	c, err := env.ParseAs[Config]()
	if err != nil {
		return c, err
	}
	if c.Demo != "" && c.Demo != "0" && c.Demo != "1" {
		return c, errors.New("MERIDIAN_DEMO must be 0 or 1")
	}
	if _, err := c.mailServer(); err != nil {
		return c, err
	}
	for i, p := range c.TrustedProxies {
		c.TrustedProxies[i] = strings.TrimSpace(p)
		if _, err := netip.ParsePrefix(c.TrustedProxies[i]); err != nil {
			return c, fmt.Errorf("MERIDIAN_TRUSTED_PROXIES must be networks such as 10.0.0.0/8, separated by commas: %q is not", p)
		}
	}
	return c, nil
}

// Embedded tells whether Meridian runs its own PostgreSQL.
func (c Config) Embedded() bool { return c.DatabaseURL == "" }

// mailServer is the server that messages are handed to; nil when there is none.
func (c Config) mailServer() (*mail.Server, error) {
	if c.SMTP == "" {
		return nil, nil
	}
	return mail.ParseServer(c.SMTP)
}

// secret reads the key that encrypts stored secrets. Where no file is named, one is made beside the data.
func (c Config) secret() (*seal.Key, error) {
	if c.SecretFile != "" {
		return seal.File(c.SecretFile, false)
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("MERIDIAN_DATA cannot be made: %w", err)
	}
	return seal.File(filepath.Join(c.Data, "secret.key"), true)
}

// base works out the address that people use, once the listener is known.
func (c Config) base(listening net.Addr) (*url.URL, error) {
	if c.BaseURL == "" {
		host, _, err := net.SplitHostPort(listening.String())
		if err != nil || !loopbackName(host) {
			return nil, fmt.Errorf("MERIDIAN_ADDR is %s, which others can reach: set MERIDIAN_BASE_URL to the address that people use, such as https://meridian.example.edu", c.Addr)
		}
		return &url.URL{Scheme: "http", Host: listening.String()}, nil
	}
	u, err := url.Parse(strings.TrimSuffix(c.BaseURL, "/"))
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.String() != u.Scheme+"://"+u.Host {
		return nil, errors.New("MERIDIAN_BASE_URL must be http:// or https:// and a host, without a path")
	}
	if port := map[string]string{"http": ":80", "https": ":443"}[u.Scheme]; strings.HasSuffix(u.Host, port) {
		u.Host = strings.TrimSuffix(u.Host, port) // as browsers send it
	}
	return u, nil
}

// demoOn tells whether the demo is shown: asked for, or an embedded database on a loopback address
// whose demo nobody has taken away.
func (c Config) demoOn(base *url.URL) bool {
	if c.Demo != "" {
		return c.Demo == "1"
	}
	host, _, err := net.SplitHostPort(c.Addr)
	return err == nil && c.Embedded() && loopbackName(host) && loopbackName(base.Hostname()) && !c.demoRemoved()
}

// addressFile holds, while a server with the embedded database runs, the address that people use.
func (c Config) addressFile() string { return filepath.Join(c.Data, "site.url") }

// demoMark is the file that remembers, beside an embedded database, that the demo was taken away.
func (c Config) demoMark() string { return filepath.Join(c.Data, "demo.removed") }

func (c Config) demoRemoved() bool {
	_, err := os.Stat(c.demoMark())
	return c.Embedded() && err == nil
}

// rememberDemo writes or removes the mark; without an embedded database MERIDIAN_DEMO alone decides.
func (c Config) rememberDemo(removed bool) error {
	switch {
	case !c.Embedded():
		return nil
	case removed:
		return os.WriteFile(c.demoMark(), []byte("The demo was taken away by `meridian demo --remove`; `meridian demo` brings it back.\n"), 0o600)
	case c.demoRemoved():
		return os.Remove(c.demoMark())
	}
	return nil
}

func loopbackName(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.IsLoopback()
}
