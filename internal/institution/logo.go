package institution

import (
	"bytes"
	"context"
	"errors"
	"image"
	_ "image/jpeg" // the formats that a logo may have
	_ "image/png"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	_ "golang.org/x/image/webp"
)

// The limits of a logo. MaxLogo is in bytes, MaxLogoSide in pixels.
const (
	MaxLogo     = 512 << 10
	MaxLogoSide = 1000
)

// unpacking bounds how many pictures are unpacked at once: each takes up to 8 MB for a moment.
var unpacking = make(chan struct{}, 2)

// Logo is an institution's picture.
type Logo struct {
	MediaType string
	Content   []byte
	ChangedAt time.Time
}

// Logo reads the logo for anybody in the institution; none is NotFound.
func (r Registry) Logo(ctx context.Context, c access.Caller) (Logo, error) {
	var logo Logo
	var found bool
	_, err := r.Look(ctx, c, func(b *postgres.Batch) {
		postgres.Find(b, &logo, &found, `select media_type, content, changed_at from logo where institution_id = `+postgres.ThisInstitution)
	})
	if err == nil && !found {
		err = problem.Absent()
	}
	return logo, err
}

// SetLogo puts a picture in the place of the logo. Its content says what it is, whatever its name; what
// is no PNG, JPEG or WebP within the limits is Invalid.
func (r Registry) SetLogo(ctx context.Context, c access.Caller, content []byte) error {
	// Who may not, waits for no picture to be unpacked; and while one is, no connection to the database waits.
	if err := r.Sit(ctx, c, nil, func(_ *postgres.Tx, seat access.Seat) error { return mayManage(seat) }); err != nil {
		return err
	}
	mediaType, err := checkLogo(ctx, content)
	if err != nil {
		return err
	}
	return r.Sit(ctx, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		tx.Last(`insert into logo (institution_id, media_type, content) values ($1, $2, $3)
			on conflict (institution_id) do update set media_type = excluded.media_type, content = excluded.content, changed_at = now()`,
			seat.Institution, mediaType, content)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "logo changed", Subject: activity.OfInstitution, ID: seat.Institution})
		return nil
	})
}

// RemoveLogo takes the logo away; without one it changes nothing.
func (r Registry) RemoveLogo(ctx context.Context, c access.Caller) error {
	return r.Sit(ctx, c, nil, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		if !seat.HasLogo {
			return nil
		}
		tx.Last(`delete from logo where institution_id = $1`, seat.Institution)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "logo removed", Subject: activity.OfInstitution, ID: seat.Institution})
		return nil
	})
}

// checkLogo tells the media type of a picture, or what is wrong with it. The size is read from the header
// before anything is unpacked: a small file can claim to be very large.
func checkLogo(ctx context.Context, content []byte) (mediaType string, err error) {
	if len(content) == 0 {
		return "", problem.At("file", "Please choose a picture first.")
	}
	if len(content) > MaxLogo {
		return "", problem.At("file", "The picture has more than 512 KB. Please make it smaller; 400 pixels across are plenty.")
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case errors.Is(err, image.ErrFormat) && bytes.Contains(bytes.ToLower(content[:min(len(content), 4096)]), []byte("<svg")):
		return "", problem.At("file", "An SVG can hold programs, so it is not taken. Please save the logo as PNG, with 400 pixels across.")
	case errors.Is(err, image.ErrFormat) || err == nil && format != "png" && format != "jpeg" && format != "webp":
		return "", problem.At("file", "This is not a PNG, JPEG or WebP picture.")
	case err != nil:
		return "", errUnreadable(err)
	case size.Width > MaxLogoSide || size.Height > MaxLogoSide:
		return "", problem.At("file", "The picture has more than 1,000 pixels across or down. Please make it smaller.")
	}
	select {
	case unpacking <- struct{}{}:
		defer func() { <-unpacking }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if _, _, err := image.Decode(bytes.NewReader(content)); err != nil {
		return "", errUnreadable(err)
	}
	return "image/" + format, nil
}

func errUnreadable(err error) error {
	return &problem.Problem{Kind: problem.Invalid, Field: "file", Text: "The picture could not be read. Please save it anew as PNG and try again.", Err: err}
}
