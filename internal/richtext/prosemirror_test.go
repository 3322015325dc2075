package richtext

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"
)

// recorded is what ProseMirror said; testdata/record.mjs writes it.
type recorded struct {
	Documents []struct {
		JSON json.RawMessage
		Size int
	}
	Maps []struct {
		Ranges  []int
		Results [][3]int // position, assoc, result
	}
}

func asRecorded(t testing.TB) recorded {
	t.Helper()
	data, err := os.ReadFile("testdata/prosemirror.json")
	if err != nil {
		t.Fatal(err)
	}
	var r recorded
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMapAsProseMirror(t *testing.T) {
	count := 0
	for _, m := range asRecorded(t).Maps {
		for _, r := range m.Results {
			count++
			if got := Map(m.Ranges, r[0], r[1]); got != r[2] {
				t.Errorf("Map(%v, %d, %d) = %d, ProseMirror says %d", m.Ranges, r[0], r[1], got, r[2])
			}
		}
	}
	if count < 1000 {
		t.Errorf("only %d positions were compared", count)
	}
}

func TestDocumentsAsProseMirror(t *testing.T) {
	for i, d := range asRecorded(t).Documents {
		n := mustParse(t, string(d.JSON))
		if got := n.Size(); got != d.Size {
			t.Errorf("document %d: Size %d, ProseMirror says %d", i, got, d.Size)
		}
		var was, is any
		if err := json.Unmarshal(d.JSON, &was); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(n.JSON(), &is); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(was, is) {
			t.Errorf("document %d:\nwas %s\nis  %s", i, d.JSON, n.JSON())
		}
	}
}
