package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"
)

const (
	textWriters = 10
	textWords   = 1_000
	// oneInSix of the readers asks for the steps, as a page does that has an editor; the others get the text as it reads.
	oneInSix = 6
)

// textLoad is what is asked of the servers.
type textLoad struct {
	readers  int
	duration time.Duration
}

// measureWriting lets the people write in one section that readers have open, all spread over the servers.
func (s *servers) measureWriting(ctx context.Context, people []*client, l textLoad) (*textResult, error) {
	r := &textResult{Writers: len(people), Readers: l.readers}
	strategy, err := people[0].newStrategy(ctx)
	if err != nil {
		return nil, err
	}
	first, version, live, err := people[0].newSection(ctx, strategy, textWords, 0)
	if err != nil {
		return nil, err
	}
	if r.MemoryBefore, err = s.memory(); err != nil {
		return nil, err
	}
	writers := newWriters(first, people, version)
	most := len(people) * int(l.duration/pauseFrom+2)
	shown, read := newArrivals(int64(version), lettersAtOnce*most), newArrivals(live, 2*most)
	pens, err := openPens(ctx, writers, live, shown)
	if err != nil {
		return nil, err
	}
	defer pens.close()
	var open []*streams
	defer func() {
		for _, o := range open {
			o.close()
		}
	}()
	for _, view := range s.views(people, l.readers) {
		o, err := view.client.openStreams(ctx, strategy+"/events"+view.query, live, view.count, read)
		if err != nil {
			return nil, err
		}
		open = append(open, o)
	}
	if err := sleep(ctx, settle); err != nil {
		return nil, err
	}
	before, err := s.usage()
	if err != nil {
		return nil, err
	}
	began := time.Now()
	var wg sync.WaitGroup
	for _, w := range writers {
		wg.Go(func() { w.write(ctx, l.duration) })
	}
	wg.Wait()
	for _, w := range writers {
		var edits, lives []edit
		for _, e := range w.made {
			edits, lives = append(edits, e.edit), append(lives, edit{due: e.due, version: e.live, err: e.err})
		}
		if len(edits) > 0 {
			awaitArrivals(ctx, edits, shown, len(writers), patience)
			awaitArrivals(ctx, lives, read, l.readers, patience)
		}
	}
	r.Seconds = time.Since(began).Seconds()
	after, err := s.usage()
	if err != nil {
		return nil, err
	}
	r.addEdits(writers, shown, read)
	r.addUsage(after.since(before))
	if r.Memory, err = s.memory(); err != nil {
		return nil, err
	}
	r.Lost, r.Resets = pens.lost.Load(), pens.resets.Load()
	for _, o := range open {
		r.Lost, r.Resets = r.Lost+o.lost.Load(), r.Resets+o.resets.Load()
	}
	if l.readers > 0 {
		r.BytesToReader = open[0].bytes.Load() / int64(len(open[0].conns))
	}
	return r, r.compareTexts(ctx, writers)
}

// newWriters puts each writer into a paragraph of its own.
func newWriters(s section, people []*client, version int) []*writer {
	blocks := paragraphs(textWords, 0)
	var writers []*writer
	place := 0
	for n, person := range people {
		block := blocks[n%len(blocks)]
		if n%len(blocks) == 0 {
			place = 0
		}
		w := &writer{section: s.at(person), random: rand.New(rand.NewPCG(uint64(n), 1))}
		w.client, w.letter = fmt.Sprintf("writer-%d", n), string(rune('0'+n%10))
		w.version, w.place = version, place+block.size()/2
		writers = append(writers, w)
		place += block.size()
	}
	return writers
}

// view is how some readers have the strategy open at one server.
type view struct {
	client *client
	query  string
	count  int
}

// views spreads the readers over the servers.
func (s *servers) views(people []*client, readers int) []view {
	var list []view
	for at := range s.all {
		count := readers / len(s.all)
		if at == 0 {
			count += readers % len(s.all)
		}
		steps := count / oneInSix
		for _, v := range []view{{people[at], "?view=read", count - steps}, {people[at], "", steps}} {
			if v.count > 0 {
				list = append(list, v)
			}
		}
	}
	return list
}

// compareTexts asks each server for the text and counts what was written.
func (r *textResult) compareTexts(ctx context.Context, writers []*writer) error {
	r.Whole = true
	for _, asked := range writers {
		_, text, err := asked.section.text(ctx)
		if err != nil {
			return err
		}
		r.Letters = 0
		for _, w := range writers {
			r.Letters += w.taken
			if strings.Count(text, w.letter) != w.taken || w.waiting != 0 {
				r.Whole = false
			}
		}
	}
	return nil
}
