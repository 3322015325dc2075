// Package web carries the built front end and serves it.
package web

import "embed"

// dist is filled by web/build.mjs; in a bare clone it holds nothing, and Built answers false.
//
//go:embed all:dist
var dist embed.FS
