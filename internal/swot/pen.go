package swot

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"

	"meridian/internal/access"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Pen is what makes items of an analysis in which nobody can see the author a browser's own: random bytes that this
// browser alone keeps, made for one analysis and for nothing else. Of an item only SHA-256(pen + id) is stored, which
// tells two items of one pen no more from each other's than from anybody's. A lost pen is lost.
type Pen []byte

const penLength = 32

// NewPen makes a pen.
func NewPen() Pen {
	p := make(Pen, penLength)
	_, _ = rand.Read(p) // never fails
	return p
}

// ReadPen reads what String wrote; anything else is no pen.
func ReadPen(s string) Pen {
	p, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(p) != penLength {
		return nil
	}
	return p
}

// String is the pen as its browser keeps it.
func (p Pen) String() string { return base64.RawURLEncoding.EncodeToString(p) }

// Held tells whether there is a pen at all.
func (p Pen) Held() bool { return len(p) == penLength }

// sign is what is stored of the pen beside an item.
func (p Pen) sign(item uuid.UUID) []byte {
	sum := sha256.Sum256(append(append([]byte{}, p...), item[:]...))
	return sum[:]
}

func (p Pen) wrote(i Item) bool {
	return p.Held() && i.Unsigned() && subtle.ConstantTimeCompare(p.sign(i.ID), i.pen) == 1
}

// By is the board for the browser that holds a pen: what was written with it is its own. Everything that shows or
// changes items on behalf of a browser goes by this way.
func (s *Board) By(p Pen) *Board {
	with := *s
	with.pen = p
	return &with
}

// Fresh is an id for the form of a new item. Where nobody can know the author it does not tell when it was made.
func (a Analysis) Fresh() uuid.UUID {
	if a.Anonymous() {
		return uuid.New()
	}
	return once.Fresh()
}

// digest makes the same creation recognisable when it is sent again: by its person, or by the pen where nobody can
// know the person.
func (s *Board) digest(a Analysis, seat access.Seat, fields ...string) []byte {
	if a.Anonymous() {
		return once.Digest(uuid.Nil, append([]string{string(s.pen)}, fields...)...)
	}
	return once.Digest(seat.Person, fields...)
}

// checkPen is the rule for who writes in an anonymous analysis.
func (s *Board) checkPen() error {
	if s.pen.Held() {
		return nil
	}
	return problem.New(problem.Invalid, "Nobody can see the authors of this analysis, so its items are written on its page: the browser keeps what lets their author change them later.")
}

// checkTimeless is the rule for the id of an item whose author nobody can know: the usual ids tell the millisecond.
func checkTimeless(id uuid.UUID) error {
	if id.Version() == 4 && id.Variant() == uuid.RFC4122 {
		return nil
	}
	return problem.At("id", "Nobody can see the authors of this analysis, and this form's id tells when it was made. What you wrote is kept: please send it once more.")
}

// Unsigned tells whether nobody can know who writes in an analysis; it asks for nobody, and answers no where there is none.
func (s *Board) Unsigned(ctx context.Context, slug string, analysis uuid.UUID) (unsigned bool, err error) {
	b := &postgres.Batch{}
	b.Queue(`select exists (select from analysis where institution_id = `+postgres.ThisInstitution+` and id = $1 and authors = $2)`, analysis, AuthorsNobody).
		QueryRow(func(row pgx.Row) error { return row.Scan(&unsigned) })
	err = s.DB.LookBySlug(ctx, slug, b)
	return unsigned, err
}
