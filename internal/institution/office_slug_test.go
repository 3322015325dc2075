package institution

import (
	"strings"
	"testing"

	"meridian/internal/link"
)

func TestSlugOf(t *testing.T) {
	taken := map[string]bool{"law": true, "law-2": true}
	for _, c := range []struct {
		name string
		kind Kind
		want string
	}{
		{"Library", KindOffice, "library"},
		{"Office of the Registrar", KindOffice, "office-of-the-registrar"},
		{"Zentrum für Sprachen & Kultur", KindCentre, "zentrum-fur-sprachen-and-kultur"},
		{"Straße", KindOffice, "strasse"},
		{"Łódź Øst", KindOffice, "lodz-ost"},
		{"Law", KindSchool, "law-3"},
		{"3D Lab", KindCentre, "centre-3d-lab"},
		{"دفتر", KindOffice, "office"},
		{"图书馆", KindCentre, "centre"},
		{"", KindOffice, "office"},
		{"A", KindSchool, "school-a"},
		{"--- ...", KindBody, "body"},
		{strings.Repeat("long ", 50), KindOffice, "long-long-long-long-long-long"},
		{strings.Repeat("x", 300), KindOffice, "office"},
		{"\xff\x00Law\n", KindSchool, "law-3"},
	} {
		if got := SlugOf(c.name, c.kind, func(s string) bool { return taken[s] }); got != c.want || !link.ValidSlug(got) {
			t.Errorf("SlugOf(%.40q) = %q, want %q", c.name, got, c.want)
		}
	}
}
