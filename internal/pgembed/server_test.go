package pgembed

import (
	"net"
	"testing"
)

// occupied is a port that something else listens on.
func occupied(t *testing.T, port int) int {
	t.Helper()
	l, err := listen(port)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

func TestPortTakenBeforeTheStart(t *testing.T) {
	t.Parallel()
	o, f, _ := made(t)
	last := lastPort(f.path)
	if last == 0 {
		t.Fatal("the last port is not known")
	}
	occupied(t, last)
	startsAndAnswers(t, o)
}

func TestPortTakenDuringTheStart(t *testing.T) {
	t.Parallel()
	o, f, a := made(t)
	s, err := readSecrets(f.path + ".secret")
	if err != nil {
		t.Fatal(err)
	}
	c := &Cluster{secrets: s}
	ports := []int{occupied(t, 0), 0}
	err = c.launch(t.Context(), o, f, a, func() (int, error) {
		port := ports[0]
		ports = ports[1:]
		if port != 0 {
			return port, nil
		}
		return freePort(0)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := tryConnect(t.Context(), c.AppURL()); err != nil {
		t.Error(err)
	}
	if err := c.server.stop(t.Context()); err != nil {
		t.Error(err)
	}
}
