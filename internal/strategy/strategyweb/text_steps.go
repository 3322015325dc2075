package strategyweb

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"meridian/internal/problem"
	"meridian/internal/respond"
	"meridian/internal/strategy"

	"github.com/google/uuid"
)

// missed are the steps that an editor does not have, as it reads them.
type missed struct {
	Version int               `json:"version"`
	Steps   []json.RawMessage `json:"steps"`
	Clients []string          `json:"clients"`
}

func missedOf(run strategy.Run) missed {
	return missed{Version: run.Version, Steps: run.Steps, Clients: run.Clients}
}

// ShowSteps answers GET of a section's steps since a version; without one, of all.
func (p *Pages) ShowSteps(w http.ResponseWriter, r *http.Request) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	out, err := p.costly(w, r, c)
	if err != nil {
		return err
	}
	defer out.end()
	since := 0
	if text := r.URL.Query().Get("since"); text != "" {
		if since, err = strconv.Atoi(text); err != nil {
			since = -1 // refused after what is absent
		}
	}
	run, err := p.Desk.StepsSince(r.Context(), c, id, section, since)
	if err != nil {
		return err
	}
	return respond.JSON(out, http.StatusOK, missedOf(run))
}

// TakeSteps answers the POST of an editor's steps: 200 with the version that they made, or 409 with the steps that the
// editor does not have.
func (p *Pages) TakeSteps(w http.ResponseWriter, r *http.Request) error {
	c, id, section, err := p.askedSection(r)
	if err != nil {
		return err
	}
	var in struct {
		Version *int            `json:"version"`
		Client  string          `json:"client"`
		Steps   json.RawMessage `json:"steps"`
		As      string          `json:"as"`
	}
	if err := respond.ReadJSON(r, &in); err != nil {
		return p.misread(r, err)
	}
	if in.Version == nil {
		return p.misread(r, problem.At("version", "The version is not a number."))
	}
	if in.As != "" {
		if c.As, err = uuid.Parse(in.As); err != nil {
			return problem.Absent()
		}
	}
	done, err := p.Desk.Accept(r.Context(), c, id, section, strategy.Steps{Version: *in.Version, Client: in.Client, Steps: in.Steps})
	if behind, ok := errors.AsType[*strategy.Behind](err); ok {
		return respond.JSON(w, http.StatusConflict, missedOf(behind.Run))
	}
	if err != nil {
		return err
	}
	w.Header().Set("Live-Version", strconv.FormatInt(done.Live, 10))
	return respond.JSON(w, http.StatusOK, struct {
		Version int `json:"version"`
	}{done.Version})
}

// misread answers a body that could not be read. What is wrong with it says nothing to who may not write here.
func (p *Pages) misread(r *http.Request, wrong error) error {
	if !problem.Is(wrong, problem.Invalid) {
		return wrong
	}
	c, id, section, err := p.askedSection(r)
	if err == nil {
		_, err = p.Desk.MayWriteIn(r.Context(), c, id, section)
	}
	if err != nil {
		return err
	}
	return wrong
}
