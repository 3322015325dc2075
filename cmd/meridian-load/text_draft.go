package main

import "sync"

// draft is what an editor knows of the text it writes in: a place in it, and the letters that stand there and are not in
// the server's text yet. The stream and the answers to its own POSTs tell it of steps, in whatever order they come.
type draft struct {
	client string
	letter string

	mu      sync.Mutex
	version int // of the text that place belongs to
	place   int // where the first letter goes that is not taken yet
	waiting int // letters that are not taken yet
	taken   int
}

// typed adds letters.
func (d *draft) typed(letters int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.waiting += letters
}

// steps are what is to be sent, and the version that they fit; none when all is taken.
func (d *draft) steps() (version int, list []step) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for n := range d.waiting {
		list = append(list, insertion(d.place+n, d.letter))
	}
	return d.version, list
}

// confirmed: the server has taken steps that the draft sent, and the text with them is at version.
func (d *draft) confirmed(version, steps int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for v := version - steps + 1; v <= version; v++ {
		d.own(v)
	}
}

// heard takes over a run of steps that leads to version. What is known already is passed over; so is a run that begins
// later than the next step: the answer to the next POST brings all.
func (d *draft) heard(version int, steps []step, clients []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for n, s := range steps {
		switch v := version - len(steps) + n + 1; {
		case v != d.version+1:
		case clients[n] == d.client:
			d.own(v)
		default:
			d.version = v
			if s.From <= d.place {
				d.place += s.grown()
			}
		}
	}
}

// own takes note of one's own step; the caller holds the mutex.
func (d *draft) own(version int) {
	if version != d.version+1 || d.waiting == 0 {
		return
	}
	d.version = version
	d.place++
	d.waiting--
	d.taken++
}
