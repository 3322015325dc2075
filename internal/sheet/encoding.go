package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a text file into UTF-8 without a byte order mark.
//
// A mark decides; without one, text that is valid UTF-8 is UTF-8, since other
// encodings produce that by accident only in pure ASCII. The rest is taken for
// Windows-1252, in which Excel on Windows saves plain “CSV” in Western Europe.
func decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return checkText(strings.ToValidUTF8(string(data[3:]), "\uFFFD"))
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", problem("The characters of the file cannot be read. " + saveAs)
		}
		return checkText(string(text))
	case utf8.Valid(data):
		return checkText(string(data))
	}
	if binary(data) {
		return "", errBinary()
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	// Windows-1252 leaves five bytes undefined. A file that has one is written
	// in some other encoding, and guessing would garble the names in it.
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", problem("The characters of the file cannot be read. " + saveAs)
	}
	return checkText(string(text))
}

func checkText(text string) (string, error) {
	if binary(text) {
		return "", errBinary()
	}
	return text, nil
}

func errBinary() error {
	return problem("The file is not a table: it holds data that is not text. Bring an Excel workbook (.xlsx) or a CSV file.")
}
