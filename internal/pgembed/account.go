package pgembed

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// account says as whom the server's programs run. They refuse to run as root.
type account struct {
	credential *syscall.Credential // nil: as this process
	namespace  bool                // root under another number, see namespaceAttr
}

// attr are the attributes that start a program in this account.
func (a account) attr() *syscall.SysProcAttr {
	if a.namespace {
		return namespaceAttr()
	}
	return &syscall.SysProcAttr{Credential: a.credential}
}

// give hands a file to the account.
func (a account) give(path string) error {
	if a.credential == nil {
		return nil
	}
	return os.Lchown(path, int(a.credential.Uid), int(a.credential.Gid))
}

// chooseAccount picks the account for a folder. The owner of an existing folder
// decides. For a new one root prefers an account that owns nothing else, and
// where such an account cannot pass the folders above, takes a namespace.
func chooseAccount(f folder) (account, error) {
	if os.Geteuid() != 0 {
		return account{}, ownedByUs(f)
	}
	candidates, err := candidates(f)
	if err != nil {
		return account{}, err
	}
	var obstacles []string
	for _, a := range candidates {
		if err := usable(a, f); err != nil {
			obstacles = append(obstacles, err.Error())
			continue
		}
		return a, nil
	}
	return account{}, fmt.Errorf("PostgreSQL refuses to run as root, and there is no other way here: %s. "+
		"Run this program as an ordinary account, or set MERIDIAN_DATA to a folder that other accounts can pass, "+
		"or set DATABASE_URL", strings.Join(obstacles, "; "))
}

func ownedByUs(f folder) error {
	if !f.exists {
		return nil
	}
	st, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	if uid := st.Sys().(*syscall.Stat_t).Uid; int(uid) != os.Geteuid() {
		return fmt.Errorf("%s belongs to account %d and this program runs as %d: run it as that one or as root", f.path, uid, os.Geteuid())
	}
	return nil
}

// candidates are the ways for root, the best first.
func candidates(f folder) ([]account, error) {
	if f.exists {
		st, err := os.Stat(f.path)
		if err != nil {
			return nil, err
		}
		sys := st.Sys().(*syscall.Stat_t)
		if sys.Uid == 0 {
			return []account{{namespace: true}}, nil
		}
		return []account{{credential: &syscall.Credential{Uid: sys.Uid, Gid: sys.Gid, Groups: []uint32{}}}}, nil
	}
	var all []account
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			all = append(all, account{credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid), Groups: []uint32{}}})
		}
	}
	return append(all, account{namespace: true}), nil
}

// usable reports what keeps an account from running the server in a folder.
func usable(a account, f folder) error {
	if a.namespace && namespaceAttr() == nil {
		return errors.New("this system has no user namespaces")
	}
	postgres := filepath.Join(f.binaries, "postgres")
	if a.credential != nil {
		for _, path := range []string{postgres, filepath.Dir(f.path)} {
			if closed := closedTo(path, a.credential); closed != "" {
				return fmt.Errorf("account %d cannot pass %s", a.credential.Uid, closed)
			}
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, postgres, "--version")
	cmd.SysProcAttr = a.attr()
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		how := "in a user namespace"
		if a.credential != nil {
			how = fmt.Sprintf("as account %d", a.credential.Uid)
		}
		return fmt.Errorf("%s does not run %s: %w %s", postgres, how, err, strings.TrimSpace(string(out)))
	}
	return nil
}

// closedTo is the first folder or program from path upwards that the account
// may not pass or run, or "".
func closedTo(path string, c *syscall.Credential) string {
	for {
		st, err := os.Stat(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return path
		}
		if err == nil && !mayPass(st, c) {
			return path
		}
		if path == filepath.Dir(path) {
			return ""
		}
		path = filepath.Dir(path)
	}
}

func mayPass(st fs.FileInfo, c *syscall.Credential) bool {
	sys, mode := st.Sys().(*syscall.Stat_t), st.Mode().Perm()
	switch {
	case sys.Uid == c.Uid:
		return mode&0o100 != 0
	case sys.Gid == c.Gid:
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}
