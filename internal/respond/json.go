package respond

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"

	"meridian/internal/problem"
)

// JSON answers with a value as JSON.
func JSON(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body)
	return nil
}

// ReadJSON reads a posted JSON object into a struct that names all its fields. A body of another type is WrongType, one
// larger than the route takes TooLarge, an unknown field or anything else that does not fit Invalid.
func ReadJSON(r *http.Request, into any) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return &problem.Problem{Kind: problem.WrongType, Text: "This address takes JSON only.", Err: err}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		if p := asProblem(err); p.Kind == problem.TooLarge {
			return p
		}
		return unreadable(err)
	}
	if !json.Valid(body) { // also of what stands behind the object
		return unreadable(errors.New("no JSON"))
	}
	in := json.NewDecoder(bytes.NewReader(body))
	in.DisallowUnknownFields()
	if err := in.Decode(into); err != nil {
		return unreadable(err)
	}
	return nil
}

func unreadable(err error) error {
	return &problem.Problem{Kind: problem.Invalid, Text: "The JSON could not be read.", Err: err}
}
