package institution_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"testing"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/problem"
)

func TestSaveSettings(t *testing.T) {
	w := newWorld(t)
	w.exec(`update institution set sender_name = 'The office', invitation_text = 'Come' where id = $1`, w.here.ID)
	in := institution.Settings{Name: " University of Here ", ShortName: "UoH", TimeZone: "Asia/Karachi", Language: "en", WorkingDays: []int16{7, 1, 1},
		YearStart: "10-15", ContactName: "Ada", ContactEmail: "ada@here.example", SenderName: "never asked for"}
	changed, err := w.registry.SaveSettings(t.Context(), w.as("io"), in)
	w.must(err)
	if want := []string{"name", "short name", "time zone", "working days", "start of the academic year", "contact"}; !slices.Equal(changed, want) {
		t.Errorf("changed were %q", changed)
	}
	s, err := w.registry.Settings(t.Context(), w.as("io"))
	w.must(err)
	got := s.Settings
	if got.Name != "University of Here" || got.ShortName != "UoH" || got.TimeZone != "Asia/Karachi" || !slices.Equal(got.WorkingDays, []int16{1, 7}) ||
		got.YearStart != "10-15" || got.ContactName != "Ada" || got.ContactEmail != "ada@here.example" {
		t.Errorf("stored were %+v", got)
	}
	if got.SenderName != "The office" || got.InvitationText != "Come" {
		t.Errorf("what the mails say became %q, %q", got.SenderName, got.InvitationText)
	}
	if s.Seat.ContactName != "Ada" || s.Seat.InstitutionName != "University of Here" {
		t.Errorf("the pages show %+v", s.Seat)
	}
	changed, err = w.registry.SaveSettings(t.Context(), w.as("io"), in)
	if err != nil || len(changed) > 0 || w.logged("settings changed") != 1 {
		t.Errorf("the same again changed %q, %v", changed, err)
	}
	in.TimeZone = "Mars"
	_, err = w.registry.SaveSettings(t.Context(), w.as("io"), in)
	w.wantKind("a zone that is none", err, problem.Invalid)
}

func pixel(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestLogo(t *testing.T) {
	w := newWorld(t)
	_, err := w.registry.Logo(t.Context(), w.as("adviser"))
	w.wantKind("no logo yet", err, problem.NotFound)
	w.must(w.registry.SetLogo(t.Context(), w.as("io"), pixel(t)))
	for _, who := range []string{"io", "sm", "registrar", "body", "adviser"} {
		logo, err := w.registry.Logo(t.Context(), w.as(who))
		if err != nil || logo.MediaType != "image/png" || !bytes.Equal(logo.Content, pixel(t)) {
			t.Errorf("%s reads %s, %v", who, logo.MediaType, err)
		}
	}
	_, err = w.registry.Logo(t.Context(), w.as("io@abroad"))
	w.wantKind("the other institution's logo", err, problem.NotFound)
	_, err = w.registry.Logo(t.Context(), access.Caller{Person: w.as("io@abroad").Person, Slug: "here"})
	w.wantKind("the logo for a stranger", err, problem.NotFound)
	w.wantKind("text", w.registry.SetLogo(t.Context(), w.as("io"), []byte("text")), problem.Invalid)
	for range 2 {
		w.must(w.registry.RemoveLogo(t.Context(), w.as("io")))
	}
	_, err = w.registry.Logo(t.Context(), w.as("io"))
	w.wantKind("after removing it", err, problem.NotFound)
	if w.logged("logo changed") != 1 || w.logged("logo removed") != 1 {
		t.Error("the log tells another story")
	}
}
