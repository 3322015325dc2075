package once_test

import (
	"strings"
	"testing"

	"meridian/internal/once"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"pgregory.net/rapid"
)

func TestIDs(t *testing.T) {
	good := "0190a5f4-0000-7000-8000-0123456789ab"
	for in, fine := range map[string]bool{
		"": true, good: true, strings.ToUpper(good): true,
		"x": false, uuid.Nil.String(): false, "{" + good + "}": false, "urn:uuid:" + good: false, strings.ReplaceAll(good, "-", ""): false, good + " ": false, good[:35] + "g": false,
	} {
		id, err := once.ID(in)
		if (err == nil) != fine || fine == (id == uuid.Nil) || !fine && problem.Of(err).Field != "id" {
			t.Errorf("%q: %v, %v", in, id, err)
		}
	}
}

// Two forms that differ anywhere, also only in where one field ends and the next begins, differ in their digest.
func TestDigest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		person := uuid.UUID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "person"))
		fields := rapid.SliceOfN(rapid.SampledFrom([]string{"", "a", "b", "ab", "ba"}), 3, 3)
		one, two := fields.Draw(t, "one"), fields.Draw(t, "two")
		same := strings.Join(one, "\x01") == strings.Join(two, "\x01")
		if equal := string(once.Digest(person, one...)) == string(once.Digest(person, two...)); equal != same {
			t.Fatalf("%q and %q: equal is %t", one, two, equal)
		}
		other := person
		other[3] ^= 1
		if string(once.Digest(person, one...)) == string(once.Digest(other, one...)) {
			t.Fatal("the person does not count")
		}
	})
}
