package institutionweb

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"

	"meridian/internal/i18n"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/web/ui"
)

// ShowLogo answers GET of the logo. A browser keeps it but asks each time whether it is still the one.
func (p *Pages) ShowLogo(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	logo, err := p.Registry.Logo(r.Context(), c)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", logo.MediaType)
	h.Set("Content-Disposition", "inline")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+strconv.FormatInt(logo.ChangedAt.UnixMicro(), 36)+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(logo.Content))
	return nil
}

// SetLogo answers the POST of a new logo.
func (p *Pages) SetLogo(w http.ResponseWriter, r *http.Request) error {
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if err := p.mayUpload(r, c); err != nil {
		return err
	}
	if _, err = respond.Form(r, "file"); err != nil && !problem.Is(err, problem.Invalid) {
		return err
	}
	c, callerErr := p.Site.Caller(r) // now with the membership that the form names
	if callerErr != nil {
		return callerErr
	}
	if err == nil {
		var content []byte
		if content, err = picture(r); err == nil {
			err = p.Registry.SetLogo(r.Context(), c, content)
		}
	}
	switch {
	case problem.Is(err, problem.Invalid):
		return p.showSettings(w, r, c, http.StatusUnprocessableEntity, func(v *SettingsView) { v.LogoError = i18n.Say(r.Context(), problem.Of(err).Text) })
	case err != nil:
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The logo was saved.")})
	return p.Site.Go(w, r, link.Settings(c.Slug))
}

// picture reads the chosen file, and no more of it than tells that it is too large.
func picture(r *http.Request) ([]byte, error) {
	file, _, err := r.FormFile("file")
	if err != nil {
		return nil, problem.At("file", "Please choose a picture first.")
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, institution.MaxLogo+1))
}

// RemoveLogo answers the POST that takes the logo away.
func (p *Pages) RemoveLogo(w http.ResponseWriter, r *http.Request) error {
	_, formErr := respond.Form(r)
	c, err := p.Site.Caller(r)
	if err != nil {
		return err
	}
	if formErr != nil {
		return formErr
	}
	if err := p.Registry.RemoveLogo(r.Context(), c); err != nil {
		return err
	}
	p.Site.Flash(r, ui.Flash{Kind: "done", Text: i18n.T(r.Context(), "The logo was removed.")})
	return p.Site.Go(w, r, link.Settings(c.Slug))
}
