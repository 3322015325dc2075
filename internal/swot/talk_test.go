package swot

import (
	"strings"
	"sync"
	"testing"

	"meridian/internal/access"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/seal"
	"meridian/internal/thread"

	"github.com/google/uuid"
)

func (w *world) talk() *Talk { return &Talk{Board: w.board, Post: &mail.Post{Key: seal.Random()}} }

// readOne reads a single value in an institution's transaction.
func readOne(into any, sql string, args ...any) func(*postgres.Tx) error {
	return func(tx *postgres.Tx) error { return tx.Row(sql, args, into) }
}

func (w *world) comment(who string, t Target, in thread.New) uuid.UUID {
	w.Helper()
	id, _, err := w.talk().Add(w.Context(), w.as(who), t, in)
	w.must(err)
	return id
}

func (w *world) threads(who string, t Target) []thread.Thread {
	w.Helper()
	v, err := w.talk().Item(w.Context(), w.as(who), t)
	w.must(err)
	return v.Threads
}

func TestSeesItem(t *testing.T) {
	office, other := uuid.New(), uuid.New()
	me, somebody := uuid.New(), uuid.New()
	actor := access.Actor{Person: me, Role: access.MemberOffice, Office: office}
	guest := access.Actor{Person: me, Role: access.MemberOffice, Office: office, Guest: uuid.New()}
	mine, ours, theirs := Item{AuthorPerson: me}, Item{AuthorPerson: somebody, OfficeID: &office}, Item{AuthorPerson: somebody, OfficeID: &other}
	for _, c := range []struct {
		what  string
		by    access.Actor
		a     Analysis
		i     Item
		wrote bool
		want  bool
	}{
		{"at once", actor, Analysis{Phase: Collecting, Reveal: RevealAtOnce}, theirs, false, true},
		{"together", actor, Analysis{Phase: Collecting, Reveal: RevealTogether}, theirs, true, false},
		{"together, own", actor, Analysis{Phase: Collecting, Reveal: RevealTogether}, mine, true, true},
		{"together, own office's", actor, Analysis{Phase: Collecting, Reveal: RevealTogether}, ours, true, true},
		{"together, the office that a guest chose", guest, Analysis{Phase: Collecting, Reveal: RevealTogether}, ours, true, false},
		{"together, revealed", actor, Analysis{Phase: Collecting, Reveal: RevealTogether, Revealed: true}, theirs, false, true},
		{"together, grouping", actor, Analysis{Phase: Grouping, Reveal: RevealTogether}, theirs, false, true},
		{"after own, none written", actor, Analysis{Phase: Collecting, Reveal: RevealAfterOwn}, theirs, false, false},
		{"after own, written", actor, Analysis{Phase: Collecting, Reveal: RevealAfterOwn}, theirs, true, true},
		{"hidden, without author", actor, Analysis{Phase: Collecting, Reveal: RevealTogether, Authors: AuthorsNobody}, Item{}, true, false},
		{"nobody's person", access.Actor{}, Analysis{Phase: Collecting, Reveal: RevealTogether}, Item{}, true, false},
	} {
		if got := seesItem(c.by, c.a, c.i, c.wrote); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func TestCommenting(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "We answer in three days")
	live := w.item(item).LiveVersion
	for _, who := range []string{"io", "sm", "registrar", "library", "body", "adviser"} {
		w.comment(who, item, thread.New{Text: "said by " + who})
	}
	i := w.item(item)
	if i.Comments != 6 || i.LiveVersion <= live || i.Version != 1 {
		t.Errorf("after 6 comments: %+v", i)
	}
	first := w.threads("adviser", item)[0]
	if first.Name != "io" || first.Office != "international" || first.Text != "said by io" {
		t.Errorf("the first is %+v", first)
	}
	reply := w.comment("library", item, thread.New{Text: "a reply", ReplyTo: first.ID.String()})
	w.comment("io", item, thread.New{Text: "a reply to the reply", ReplyTo: reply.String()})
	if got := w.threads("io", item)[0]; len(got.Replies) != 2 || got.Replies[1].ReplyTo != first.ID {
		t.Errorf("replies: %+v", got.Replies)
	}
	talk := w.talk()
	// Resolving and opening again; a reply opens a thread too.
	for range 2 {
		_, err := talk.Resolve(t.Context(), w.as("adviser"), w.wide, first.ID)
		w.must(err)
	}
	if got := w.threads("io", item)[0]; !got.Resolved() || got.ResolvedBy != "adviser" {
		t.Errorf("resolved: %+v", got)
	}
	w.comment("sm", item, thread.New{Text: "not so", ReplyTo: first.ID.String()})
	if w.threads("io", item)[0].Resolved() {
		t.Error("a reply leaves its thread resolved")
	}
	_, err := talk.Resolve(t.Context(), w.as("io"), w.wide, reply)
	w.wantKind(err, problem.Invalid)
	// One's own words.
	_, err = talk.Edit(t.Context(), w.as("library"), w.wide, reply, "better words")
	w.must(err)
	for _, who := range []string{"io", "registrar", "adviser"} {
		_, err = talk.Edit(t.Context(), w.as(who), w.wide, reply, "not mine")
		w.wantKind(err, problem.Refused)
	}
	_, err = talk.Withdraw(t.Context(), w.as("registrar"), w.wide, first.ID)
	w.wantKind(err, problem.Refused)
	// Withdrawing keeps the place of a first comment that has replies, and counts once.
	before := w.item(item).Comments
	for range 2 {
		_, err = talk.Withdraw(t.Context(), w.as("io"), w.wide, reply)
		w.must(err)
		_, err = talk.Withdraw(t.Context(), w.as("io"), w.wide, first.ID)
		w.must(err)
	}
	if got := w.item(item).Comments; got != before-2 {
		t.Errorf("%d comments, want %d", got, before-2)
	}
	if got := w.threads("adviser", item)[0]; got.Text != "" || !got.Withdrawn() || len(got.Replies) != 2 {
		t.Errorf("a withdrawn first comment: %+v", got)
	}
	_, err = talk.Edit(t.Context(), w.as("library"), w.wide, reply, "again")
	w.wantKind(err, problem.Conflict)
	if n := w.count(`select count(*) from activity where kind = 'comment withdrawn'`); n != 2 {
		t.Errorf("%d log entries of 2 withdrawals", n)
	}
	// An item that was withdrawn is not talked about, whatever was said stays.
	_, err = w.board.Withdraw(t.Context(), w.as("registrar"), item)
	w.must(err)
	_, _, err = talk.Add(t.Context(), w.as("registrar"), item, thread.New{Text: "late"})
	w.wantKind(err, problem.Conflict)
	_, _, err = talk.Add(t.Context(), w.as("adviser"), item, thread.New{Text: "late"})
	w.wantKind(err, problem.NotFound)
}

func TestCommentTwice(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "We answer in three days")
	in := thread.New{ID: uuid.NewString(), Text: "once", Mentions: []string{"library", w.as("sm").As.String(), w.as("library").As.String(), ""}}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if _, _, err := w.talk().Add(t.Context(), w.as("io"), item, in); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := w.item(item); got.Comments != 1 || len(w.threads("io", item)) != 1 {
		t.Errorf("%d comments are counted", got.Comments)
	}
	// The library's person is called in twice, by name and by office, and gets one letter.
	if n := w.count(`select count(*) from mail where kind = 'mention'`); n != 2 {
		t.Errorf("%d letters, want 2", n)
	}
	if n := w.count(`select count(*) from mail where kind = 'mention' and (body like '%three days%' or body like '%once%' or path not like '%/items/' || $1 || '#comment-' || $2)`, item.Item.String(), in.ID); n != 0 {
		t.Errorf("%d letters quote the item, the comment, or lead elsewhere", n)
	}
	if got := strings.Join(w.threads("io", item)[0].Mentioned, ","); got != "library,library,sm" {
		t.Errorf("mentioned: %s", got)
	}
	for _, other := range []thread.New{{ID: in.ID, Text: "other words", Mentions: in.Mentions}, {ID: in.ID, Text: "once"}} {
		_, _, err := w.talk().Add(t.Context(), w.as("io"), item, other)
		w.wantKind(err, problem.Invalid)
	}
	_, _, err := w.talk().Add(t.Context(), w.as("sm"), item, in)
	w.wantKind(err, problem.Invalid)
	// Nobody gets a letter for calling in oneself.
	w.comment("io", item, thread.New{Text: "me", Mentions: []string{w.as("io").As.String(), "international"}})
	if n := w.count(`select count(*) from mail where kind = 'mention'`); n != 2 {
		t.Errorf("%d letters after a mention of oneself", n)
	}
}

func TestCommentsAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "We answer in three days")
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			who := []string{"io", "sm", "library", "adviser"}[n%4]
			id, _, err := w.talk().Add(t.Context(), w.as(who), item, thread.New{Text: "at once"})
			if err == nil && n%2 == 0 {
				_, err = w.talk().Withdraw(t.Context(), w.as(who), w.wide, id)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := w.item(item).Comments; got != 10 || len(w.threads("io", item)) != 10 {
		t.Errorf("%d are counted, want 10", got)
	}
}

func TestWhatACommentMaySay(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "We answer in three days")
	abroad := w.as("io abroad").As.String()
	for what, in := range map[string]thread.New{
		"nothing": {Text: " \n"}, "control characters": {Text: "a\x00b"}, "too long": {Text: strings.Repeat("é", thread.MaxText+1)},
		"no id": {ID: "x", Text: "a"}, "somebody of another institution": {Text: "a", Mentions: []string{abroad}},
		"nobody": {Text: "a", Mentions: []string{"nobody"}}, "everybody": {Text: "a", Mentions: strings.Fields(strings.Repeat("x y z a b c d ", 1) + "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15")},
	} {
		_, _, err := w.talk().Add(t.Context(), w.as("io"), item, in)
		if !problem.Is(err, problem.Invalid) {
			t.Errorf("%s: %v", what, err)
		}
	}
	w.comment("io", item, thread.New{Text: strings.Repeat("👩‍👩‍👧", 2000)})
	w.comment("io", item, thread.New{Text: strings.Repeat("ü", thread.MaxText)})
	for _, to := range []string{"x", uuid.NewString()} {
		_, _, err := w.talk().Add(t.Context(), w.as("io"), item, thread.New{Text: "a", ReplyTo: to})
		w.wantKind(err, problem.NotFound)
	}
	// A reply stays with its item.
	there := w.comment("io", w.add("registrar", w.wide, Threat, "another"), thread.New{Text: "there"})
	_, _, err := w.talk().Add(t.Context(), w.as("io"), item, thread.New{Text: "a", ReplyTo: there.String()})
	w.wantKind(err, problem.NotFound)
}

func TestCommentsFromOutside(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "We answer in three days")
	id := w.comment("io", item, thread.New{Text: "said"})
	inLibrary := Target{w.library, w.add("library", w.library, Strength, "quiet").Item}
	talk := w.talk()
	all := func(who access.Caller, at Target, comment uuid.UUID, kind problem.Kind) {
		t.Helper()
		_, err := talk.Item(t.Context(), who, at)
		w.wantKind(err, kind)
		_, _, err = talk.Add(t.Context(), who, at, thread.New{Text: "outside"})
		w.wantKind(err, kind)
		for _, do := range []func() (Done, error){
			func() (Done, error) { return talk.Edit(t.Context(), who, at.Analysis, comment, "outside") },
			func() (Done, error) { return talk.Withdraw(t.Context(), who, at.Analysis, comment) },
			func() (Done, error) { return talk.Resolve(t.Context(), who, at.Analysis, comment) },
			func() (Done, error) { return talk.Reopen(t.Context(), who, at.Analysis, comment) },
		} {
			_, err = do()
			w.wantKind(err, kind)
		}
	}
	w.unchanged(w.wide, func() {
		abroad := w.as("io abroad")
		all(abroad, item, id, problem.NotFound)
		abroad.Slug = "here"
		all(abroad, item, id, problem.NotFound)
		all(w.as("io"), Target{w.foreign, item.Item}, id, problem.NotFound)
		all(w.as("io"), Target{w.library, item.Item}, id, problem.NotFound) // the item of another analysis
		all(w.as("io"), Target{w.wide, uuid.New()}, uuid.New(), problem.NotFound)
		ended := w.as("adviser")
		w.sql(`update membership set valid_until = now() where id = $1`, ended.As)
		all(ended, item, id, problem.NotFound)
	})
	r := roomOf(w)
	guest, _ := r.guest("Ana", "registrar", "")
	// A guest talks about the own analysis, names no people, and changes nobody else's words.
	if _, _, err := talk.Add(t.Context(), guest, item, thread.New{Text: "from the room"}); err != nil {
		t.Error(err)
	}
	_, _, err := talk.Add(t.Context(), guest, item, thread.New{Text: "a", Mentions: []string{"library"}})
	w.wantKind(err, problem.Invalid)
	_, _, err = talk.Add(t.Context(), guest, item, thread.New{Text: "a", Mentions: []string{w.as("sm").As.String()}})
	w.wantKind(err, problem.Invalid)
	once := thread.New{Text: "a", Mentions: []string{"library"}}
	for range 2 { // two comments, two threads: a letter each; and an answer, which brings no second one
		w.comment("io", item, once)
	}
	w.comment("io", item, thread.New{Text: "b", ReplyTo: w.comment("io", item, once).String(), Mentions: once.Mentions})
	if n := w.count(`select count(*) from mail where kind = 'mention'`); n != 3 {
		t.Errorf("%d letters for three threads", n)
	}
	w.sql(`insert into mail (institution_id, id, person_id, kind, address, subject, body, path) select institution_id, gen_random_uuid(), person_id, kind, address, subject, body, path
		from (select * from mail where kind = 'mention' limit 1) m, generate_series(4, 60)`)
	_, _, err = talk.Add(t.Context(), w.as("io"), item, once)
	w.wantKind(err, problem.TooMany)
	if v, err := talk.Item(t.Context(), guest, item); err != nil || len(v.People.Persons) != 0 || len(v.People.Offices) != 0 {
		t.Errorf("a guest is shown %d people, %v", len(v.People.Persons), err)
	}
	_, err = talk.Withdraw(t.Context(), guest, w.wide, id)
	w.wantKind(err, problem.Refused)
	guest.Analysis = w.library
	all(guest, inLibrary, id, problem.NotFound)
	guest.Analysis = w.wide
	_, err = w.board.Compare(t.Context(), guest, w.wide, Sides{With: w.library})
	w.wantKind(err, problem.Refused)
}

func TestCommentsOnHiddenItems(t *testing.T) {
	w := newWorld(t)
	item := w.add("registrar", w.wide, Strength, "hidden words")
	id := w.comment("registrar", item, thread.New{Text: "said among us"})
	sees := func(who string, kind problem.Kind) {
		t.Helper()
		_, err := w.talk().Item(t.Context(), w.as(who), item)
		w.wantKind(err, kind)
		_, _, err = w.talk().Add(t.Context(), w.as(who), item, thread.New{Text: "me too"})
		w.wantKind(err, kind)
		_, err = w.talk().Resolve(t.Context(), w.as(who), w.wide, id)
		w.wantKind(err, kind)
	}
	w.sql(`update analysis set reveal = 'after_own' where id = $1`, w.wide)
	sees("library", problem.NotFound)
	sees("colleague", "")
	sees("io", problem.NotFound) // whoever runs it waits like everybody else
	w.add("library", w.wide, Threat, "mine")
	sees("library", "")
	w.sql(`update analysis set reveal = 'together' where id = $1`, w.wide)
	sees("library", problem.NotFound)
	v, err := w.talk().Item(t.Context(), w.as("registrar"), item)
	w.must(err)
	for _, p := range v.People.Persons {
		if v.Sees(p) != (p.OfficeName == "registrar") {
			t.Errorf("%s of %q sees the item: %v", p.Name, p.OfficeName, v.Sees(p))
		}
	}
	w.sql(`update analysis set revealed_at = now() where id = $1`, w.wide)
	sees("library", "")
	// Where nobody may see the author a comment still has its name, and the item nobody's.
	w.sql(`update analysis set authors = 'nobody' where id = $1`, w.wide)
	w.sql(`update item set author_id = null, office_id = null, created_at = null, changed_at = null, pen = sha256('x') where id = $1`, item.Item)
	w.comment("adviser", item, thread.New{Text: "under my name"})
	v, err = w.talk().Item(t.Context(), w.as("sm"), item)
	w.must(err)
	if last := v.Threads[len(v.Threads)-1]; last.Name != "adviser" || v.Item.AuthorID != uuid.Nil || v.Item.ChangedAt != nil {
		t.Errorf("%+v", last)
	}
}
