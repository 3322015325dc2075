package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Server is the mail server that messages are handed to.
type Server struct {
	host, user, password string
	port                 int
	demandTLS            bool
}

// ParseServer reads the address of a mail server: smtp://[user:password@]host[:port], with TLS where the server
// offers it, or smtps://, which demands it. The error is a sentence for operators that holds no password.
func ParseServer(address string) (*Server, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("MERIDIAN_SMTP_URL must be smtp://host:port or smtps://host:port, with user:password@ before the host where the mail server asks for it (special characters percent-encoded)")
	}
	s := &Server{host: u.Hostname(), demandTLS: u.Scheme == "smtps", port: 25, user: u.User.Username()}
	s.password, _ = u.User.Password()
	switch port := u.Port(); {
	case port != "":
		if s.port, err = strconv.Atoi(port); err != nil || s.port < 1 || s.port > 65535 {
			return nil, errors.New("MERIDIAN_SMTP_URL has a port that is none")
		}
	case s.demandTLS:
		s.port = 465
	case s.user != "":
		s.port = 587
	}
	return s, nil
}

// Address is where the server listens, for operators.
func (s *Server) Address() string { return net.JoinHostPort(s.host, strconv.Itoa(s.port)) }

// domain is what stands behind the @ of our own address and of the messages' ids: the host that people use.
func domain(base *url.URL) string {
	host := base.Hostname()
	if _, err := netip.ParseAddr(host); err == nil {
		return "localhost" // an address of numbers needs brackets there, which many servers refuse
	}
	return host
}

// from is the address that messages come from. The account that a mail server asks for is one that it lets send;
// without such an account it is meridian@ the host that people use, whose mail the university's server relays.
func (s *Server) from(base *url.URL) string {
	if bare(s.user) {
		return s.user
	}
	return "meridian@" + domain(base)
}

// deliver hands one message over and waits for the server's answer.
func (s *Server) deliver(ctx context.Context, base *url.URL, m *gomail.Msg) error {
	options := []gomail.Option{
		gomail.WithPort(s.port), gomail.WithTimeout(15 * time.Second), gomail.WithHELO(domain(base)), gomail.WithoutNoop(),
		gomail.WithTLSPolicy(gomail.TLSOpportunistic),
		// Where TLS is only used if offered, a certificate that nobody vouches for is still better than none at all.
		// It must be good where it is demanded, and before a password is told.
		gomail.WithTLSConfig(&tls.Config{ServerName: s.host, MinVersion: tls.VersionTLS12, InsecureSkipVerify: !s.demandTLS && s.user == ""}),
	}
	switch {
	case s.demandTLS && (s.port == 25 || s.port == 587): // where servers begin in the clear
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case s.demandTLS:
		options = append(options, gomail.WithSSL())
	}
	if s.user != "" {
		options = append(options, gomail.WithUsername(s.user), gomail.WithPassword(s.password),
			gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthCramMD5, gomail.SMTPAuthPlainNoEnc, gomail.SMTPAuthLoginNoEnc))
	}
	client, err := gomail.NewClient(s.host, options...)
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, m)
	if m.IsDelivered() {
		return nil // the server has it, however the goodbye went
	}
	return err
}

// The words of mail.failure, which pages show.
const (
	FailureRefused   = "refused by the receiving server"
	FailureWithdrawn = "withdrawn"
	FailureNotTaken  = "the mail server did not take it"
	FailureSealed    = "its link was sealed with another server's key"
)

// refusal tells whether the server's answer is final for this message: its recipient or its content was refused. All
// else, such as a sender that is not allowed yet or a server that is away, may be mended.
func refusal(err error) bool {
	e, ok := errors.AsType[*gomail.SendError](err)
	if !ok || e.ErrorCode() < 500 {
		return false
	}
	switch e.Reason {
	case gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose:
		return true
	}
	return false
}

// plain is an error for the log and the queue: what the server said may hold addresses, so its code must do.
func plain(err error) error {
	if e, ok := errors.AsType[*gomail.SendError](err); ok {
		return fmt.Errorf("the mail server answered %d (%s)", e.ErrorCode(), e.Reason)
	}
	if e, ok := errors.AsType[*net.OpError](err); ok {
		return fmt.Errorf("the mail server cannot be reached: %s: %w", e.Op, e.Err)
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return err
	}
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return fmt.Errorf("the mail server's certificate is not good: %w", e.Err)
	}
	return errors.New("the mail server did not take the message: it could not be greeted, or did not accept user and password")
}
