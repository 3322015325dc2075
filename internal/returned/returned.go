// Package returned reads a Word document that somebody sends back: the comments in it and its tracked changes, each with
// the words of the original text that it is about, and finds those words in a strategy. It keeps nothing and writes
// nothing; what becomes of a remark is for its callers to say.
package returned

import (
	"cmp"
	"io"
	"slices"
	"time"

	"meridian/internal/richtext"
)

// Bounds of a document. Sizes count bytes that were really unpacked: what a ZIP says about its sizes is the word of
// whoever made it.
const (
	MaxUnpacked   = 32 << 20 // bytes of all parts that are read
	MaxRemarks    = 5_000    // comments and changes, those that are not suggested among them
	maxParagraphs = 200_000
	maxEntries    = 5_000 // of the ZIP; every picture is one
	maxDepth      = 256   // of elements; tables in tables and text boxes stay under a hundred
)

// LongestExact is the most characters that words have on which Match sets an anchor.
const LongestExact = 10_000

// Context is how many characters a remark keeps of what stands before and after its words.
const Context = 32

// Kind says what a remark is.
type Kind string

// The kinds of a remark. All but a comment are tracked changes.
const (
	Comment     Kind = "comment"
	Insertion   Kind = "insertion"
	Deletion    Kind = "deletion"
	Replacement Kind = "replacement"
)

// Remark is a comment with its replies, or a tracked change. The original text is the one that was sent out: what was
// added since does not belong to it, what was taken away does. Every run of blanks in it is one blank.
type Remark struct {
	Kind   Kind
	Author string    // as Word knew them; may be empty
	Date   time.Time // by the clock of the author's machine, which is taken for UTC unless the file says more; may be zero
	// Exact is the words of the original text that it is about, a new line between paragraphs. A comment without words
	// of its own is about its paragraph. A change that only adds, or that cuts a word, has the word beside it or the
	// whole word. It is empty only of a comment where there are no words.
	Exact  string
	Prefix string // up to Context characters before Exact
	Suffix string // and after it
	// Replacement is what is to stand instead of Exact, all of it; empty: Exact is taken out. It has a new line where
	// a paragraph was added or a line was broken. Empty of a comment.
	Replacement string
	Text        string   // of a comment: its words; each reply follows on a new line as "Name: words"
	Resolved    bool     // of a comment: somebody has marked it as done
	Moved       bool     // of a deletion or an insertion: one of the two ends of a passage that was moved
	Headings    []string // the headings that its words stand under, or are one of; the outermost first
}

// Ignored is a change that cannot be a suggestion, or a comment that says nothing.
type Ignored struct {
	Author string
	Date   time.Time
	Words  string // that it is about, or their beginning; may be empty
	Reason string // a sentence for people
}

// Paragraph is a paragraph of the original text.
type Paragraph struct {
	Text  string // not empty
	Level int    // of a heading, from 1; 0: no heading
}

// File is a document that has been read.
type File struct {
	Paragraphs []Paragraph // of the body
	Remarks    []Remark    // in the order of the text: first the body, then text boxes, notes, headers and footers
	Ignored    []Ignored
	Formatting int // changes of nothing but the form or of blanks
}

// Read reads a Word document (.docx, .docm) of size bytes. It opens no other file and follows no address. A file that
// cannot be used gives a Problem of the field "file"; any other error is of r, which could not be read at all.
func Read(r io.ReaderAt, size int64) (File, error) {
	a, err := open(r, size)
	if err != nil {
		return File{}, err
	}
	names, err := a.names()
	if err != nil {
		return File{}, err
	}
	d := &document{archive: a, levels: map[string]int{}, comments: map[string]*comment{}}
	if err := d.readStyles(names.styles); err != nil {
		return File{}, err
	}
	if err := d.readComments(names); err != nil {
		return File{}, err
	}
	if err := d.readStory(names.main, ""); err != nil {
		return File{}, err
	}
	for _, other := range names.others {
		if err := d.readStory(other.part, other.where); err != nil {
			return File{}, err
		}
	}
	d.unplaced()
	return d.File, nil
}

// document is a File on its way.
type document struct {
	File
	archive  *archive
	levels   map[string]int // of headings, by the id of their style
	comments map[string]*comment
	ids      []string // of comments, in their order
	counted  int
}

// count counts a comment or a change, and refuses one too many.
func (d *document) count() error {
	if d.counted++; d.counted > MaxRemarks {
		return fault("The document has more than 5,000 comments and changes. Please divide it, and bring the parts one after the other.")
	}
	return nil
}

func (d *document) ignore(of who, words, reason string) error {
	d.Ignored = append(d.Ignored, Ignored{of.author, of.date, firstWords(richtext.Line(words), 200), reason})
	return d.count()
}

// unplaced tells of the comments that the text does not refer to.
func (d *document) unplaced() {
	for _, id := range d.ids {
		if c := d.comments[id]; !c.told {
			c.told = true
			d.Remarks = append(d.Remarks, c.remark())
		}
	}
}

// placedRemark is a remark with where it stands in its story.
type placedRemark struct {
	Remark
	at int
}

func inOrder(all []placedRemark) []Remark {
	slices.SortStableFunc(all, func(a, b placedRemark) int { return cmp.Compare(a.at, b.at) })
	list := make([]Remark, len(all))
	for i, r := range all {
		list[i] = r.Remark
	}
	return list
}
