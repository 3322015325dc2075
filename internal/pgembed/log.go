package pgembed

import (
	"io"
	"os"
)

// logSize is the size at which the server's log is put aside at the next start,
// as one older file.
const logSize = 10 << 20

// serverLog is the file of the server's messages, and where this start's begin.
type serverLog struct {
	file  *os.File
	begin int64
}

func openLog(path string) (serverLog, error) {
	if st, err := os.Stat(path); err == nil && st.Size() > logSize {
		if err := os.Rename(path, path+".1"); err != nil {
			return serverLog{}, err
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return serverLog{}, err
	}
	begin, err := f.Seek(0, io.SeekEnd)
	return serverLog{f, begin}, err
}

// tail is the end of what the server said since it was started.
func (l serverLog) tail() string {
	const most = 1500
	st, err := l.file.Stat()
	if err != nil {
		return err.Error()
	}
	b := make([]byte, most)
	n, _ := l.file.ReadAt(b, max(l.begin, st.Size()-most))
	return string(b[:n])
}
