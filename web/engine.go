package web

import (
	"fmt"
	"io/fs"
)

// Engine is the script that the server itself runs to apply the steps of the editors (richtext.NewEngine takes
// it): ECMAScript 2017, with one global variable richtext. It is an error when the front end was not built.
func Engine() (string, error) {
	source, err := fs.ReadFile(dist, "dist/engine.js")
	if err != nil {
		return "", fmt.Errorf("web: the front end is not built (make build): %w", err)
	}
	return string(source), nil
}
