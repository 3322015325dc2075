package institution

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"meridian/internal/problem"

	"github.com/google/uuid"
)

func TestReordered(t *testing.T) {
	var list []Office
	for _, slug := range []string{"a", "b", "c", "d"} {
		list = append(list, Office{Slug: slug})
	}
	for _, c := range []struct {
		at               int
		direction, place string
		want             string
	}{
		{1, "up", "", "bacd"}, {0, "up", "", "abcd"}, {2, "down", "", "abdc"}, {3, "down", "", "abcd"},
		{3, "", "1", "dabc"}, {0, "", "3", "bcad"}, {1, "", "99", "acdb"}, {2, "", "3", "abcd"},
	} {
		to, err := newPlace(c.at, c.direction, c.place)
		got := ""
		for _, o := range reordered(list, c.at, to) {
			got += o.Slug
		}
		if err != nil || got != c.want {
			t.Errorf("%+v gives %s, %v", c, got, err)
		}
	}
	for _, c := range [][2]string{{"left", ""}, {"", ""}, {"", "0"}, {"", "-1"}, {"", "two"}, {"left", "1"}} {
		if _, err := newPlace(1, c[0], c[1]); !problem.Is(err, problem.Invalid) {
			t.Errorf("newPlace(%q, %q): %v", c[0], c[1], err)
		}
	}
}

func TestCheckMerger(t *testing.T) {
	a, b, c, old := Office{ID: uuid.New(), Slug: "a"}, Office{ID: uuid.New(), Slug: "b"}, Office{ID: uuid.New(), Slug: "c"}, Office{ID: uuid.New(), Slug: "old", Archived: true}
	gone := Office{ID: uuid.New(), Slug: "gone", Archived: true, MergedInto: a.ID}
	all := []Office{a, b, c, old, gone}
	for _, x := range []struct {
		from, into string
		want       problem.Kind
	}{
		{"a", "b", ""}, {"old", "a", ""}, {"gone", "a", ""}, {"a", "a", problem.Invalid}, {"a", "old", problem.Invalid}, {"gone", "b", problem.Invalid},
		{"a", "nowhere", problem.Invalid}, {"a", "", problem.Invalid}, {"nowhere", "a", problem.NotFound},
	} {
		if _, _, err := checkMerger(all, x.from, x.into); (err == nil) != (x.want == "") || err != nil && !problem.Is(err, x.want) {
			t.Errorf("%s into %s: %v", x.from, x.into, err)
		}
	}
}

func TestSettingsCheck(t *testing.T) {
	good := Settings{Name: "The University", TimeZone: "Europe/Berlin", Language: "en", WorkingDays: []int16{1, 2, 3, 4, 5}, YearStart: "09-01"}
	for name, c := range map[string]struct {
		change func(*Settings)
		field  string
	}{
		"as it is":               {func(*Settings) {}, ""},
		"no name":                {func(s *Settings) { s.Name = " " }, "name"},
		"a name with a line end": {func(s *Settings) { s.Name = "a\nb" }, "name"},
		"a long short name":      {func(s *Settings) { s.ShortName = strings.Repeat("é", 41) }, "short_name"},
		"a short name":           {func(s *Settings) { s.ShortName = strings.Repeat("é", 40) }, ""},
		"no zone":                {func(s *Settings) { s.TimeZone = "" }, "time_zone"},
		"the machine's zone":     {func(s *Settings) { s.TimeZone = "Local" }, "time_zone"},
		"a zone that is none":    {func(s *Settings) { s.TimeZone = "Europe/Atlantis" }, "time_zone"},
		"a path":                 {func(s *Settings) { s.TimeZone = "../../etc/passwd" }, "time_zone"},
		"a zone not suggested":   {func(s *Settings) { s.TimeZone = "Antarctica/Troll" }, ""},
		"another language":       {func(s *Settings) { s.Language = "tlh" }, "language"},
		"no days":                {func(s *Settings) { s.WorkingDays = nil }, "working_days"},
		"an eighth day":          {func(s *Settings) { s.WorkingDays = []int16{1, 8} }, "working_days"},
		"a day before Monday":    {func(s *Settings) { s.WorkingDays = []int16{0, 1} }, "working_days"},
		"days twice":             {func(s *Settings) { s.WorkingDays = []int16{7, 1, 7} }, ""},
		"a leap day":             {func(s *Settings) { s.YearStart = "02-29" }, "year_start"},
		"no such day":            {func(s *Settings) { s.YearStart = "04-31" }, "year_start"},
		"no day":                 {func(s *Settings) { s.YearStart = "-" }, "year_start"},
		"the last day":           {func(s *Settings) { s.YearStart = "12-31" }, ""},
		"a contact":              {func(s *Settings) { s.ContactName, s.ContactEmail = "Ada", "ada@uni.example" }, ""},
		"a contact's header":     {func(s *Settings) { s.ContactName = "Ada\r\nBcc: x@y.example" }, "contact_name"},
		"no address":             {func(s *Settings) { s.ContactEmail = "ada" }, "contact_email"},
	} {
		s := good
		s.WorkingDays = slices.Clone(good.WorkingDays)
		c.change(&s)
		err := s.check()
		if (err == nil) != (c.field == "") || err != nil && (problem.Of(err).Field != c.field || !problem.Is(err, problem.Invalid)) {
			t.Errorf("%s: %v, want a problem of %q", name, err, c.field)
		}
	}
	for _, zone := range Zones {
		if !ValidZone(zone) {
			t.Errorf("the list suggests %s, which is not taken", zone)
		}
	}
}

// A WebP of one pixel, as no encoder for it is at hand.
const webp = "UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA="

func picture(t *testing.T, width, height int, write func(*bytes.Buffer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCheckLogo(t *testing.T) {
	asPNG := func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) }
	asJPEG := func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) }
	asGIF := func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) }
	small := picture(t, 40, 20, asPNG)
	bomb := picture(t, 2001, 1, asPNG)
	asWebP, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		want    string // the media type, or the beginning of what is said
	}{
		"PNG":                   {small, "image/png"},
		"JPEG":                  {picture(t, 40, 20, asJPEG), "image/jpeg"},
		"WebP":                  {asWebP, "image/webp"},
		"the largest":           {picture(t, 1000, 1000, asPNG), "image/png"},
		"GIF":                   {picture(t, 40, 20, asGIF), "This is not a PNG"},
		"too wide":              {bomb, "The picture has more than 1,000 pixels"},
		"too high":              {picture(t, 1, 1001, asPNG), "The picture has more than 1,000 pixels"},
		"a claim of a terabyte": {claim(small), "The picture"},
		"cut off":               {small[:len(small)-20], "The picture could not be read."},
		"the beginning alone":   {small[:10], "The picture could not be read."},
		"too many bytes":        {append(slices.Clone(small), make([]byte, MaxLogo)...), "The picture has more than 512 KB."},
		"nothing":               {nil, "Please choose a picture"},
		"SVG":                   {[]byte(`<?xml version="1.0"?><SVG xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></SVG>`), "An SVG can hold programs"},
		"HTML":                  {[]byte("<!doctype html><script>alert(1)</script>"), "This is not a PNG"},
		"text":                  {[]byte("hello"), "This is not a PNG"},
	} {
		got, err := checkLogo(t.Context(), c.content)
		if err != nil {
			if p := problem.Of(err); p.Kind != problem.Invalid || p.Field != "file" {
				t.Errorf("%s: %v", name, err)
			}
			got = problem.Of(err).Text
		}
		if !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// claim rewrites the header of a PNG so that it says to have 2³¹−1 pixels on each side.
func claim(content []byte) []byte {
	c := slices.Clone(content)
	copy(c[16:24], []byte{0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff})
	return c
}
