package institutionweb

import (
	"net/http"

	"meridian/internal/access"
)

// smallBody is a body that is read before anything is asked, because it may name the membership to act as.
const smallBody = 1 << 20

// mayUpload refuses those who may not manage before a large body of theirs is read.
func (p *Pages) mayUpload(r *http.Request, c access.Caller) error {
	if r.ContentLength >= 0 && r.ContentLength <= smallBody {
		return nil
	}
	_, err := p.Registry.Settings(r.Context(), c)
	return err
}
