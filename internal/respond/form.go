package respond

import (
	"mime"
	"net/http"
	"net/url"
	"slices"

	"meridian/internal/problem"
)

// Form reads a posted form of which only the named fields, and "as", are taken. A body of another
// type is WrongType, an unknown or repeated field Invalid.
func Form(r *http.Request, names ...string) (url.Values, error) {
	fields, err := parseForm(r)
	if err != nil {
		return nil, err
	}
	for name, values := range fields {
		switch {
		case name != "as" && !slices.Contains(names, name):
			return fields, problem.At("", "The form has a field that is not known here. Please load the page anew and send it again.")
		case len(values) > 1:
			return fields, problem.At(name, "The form has a field twice. Please load the page anew and send it again.")
		}
	}
	return fields, nil
}

// FormLists is Form for a form that also has lists: the repeated fields may come any number of times.
func FormLists(r *http.Request, single, repeated []string) (url.Values, error) {
	fields, err := parseForm(r)
	if err != nil {
		return nil, err
	}
	for name, values := range fields {
		switch {
		case slices.Contains(repeated, name):
		case name != "as" && !slices.Contains(single, name):
			return fields, problem.At("", "The form has a field that is not known here. Please load the page anew and send it again.")
		case len(values) > 1:
			return fields, problem.At(name, "The form has a field twice. Please load the page anew and send it again.")
		}
	}
	return fields, nil
}

// memoryForForms is how much of a multipart form is kept in memory; the rest waits in a file.
const memoryForForms = 1 << 20

func parseForm(r *http.Request) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Header.Get("Content-Type") == "" && r.ContentLength == 0:
		return url.Values{}, nil
	case err != nil:
		return nil, &problem.Problem{Kind: problem.WrongType}
	case kind == "application/x-www-form-urlencoded":
		err = r.ParseForm()
	case kind == "multipart/form-data":
		err = r.ParseMultipartForm(memoryForForms)
	default:
		return nil, &problem.Problem{Kind: problem.WrongType}
	}
	if err != nil {
		if p := asProblem(err); p.Kind == problem.TooLarge {
			return nil, p
		}
		return nil, &problem.Problem{Kind: problem.Invalid, Text: "The form could not be read. Please load the page anew and send it again.", Err: err}
	}
	return r.PostForm, nil
}
