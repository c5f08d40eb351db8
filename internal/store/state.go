package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// state is the sidecar file stet.state: what was true of both copies when
// they were last known to be on disk. It is a help, not a truth: without it
// the whole journal is read, and where it and the files disagree the journal
// decides.
type state struct {
	Format   int    `json:"format"`
	Newsroom string `json:"newsroom"` // hex
	Clean    bool   `json:"clean"`    // closed in order, nothing written since
	// Durable is the newest fact of which every key is on disk in Badger.
	Durable uint64 `json:"durable"`
	// Segment and Offset are where the record after Durable begins.
	Segment uint32 `json:"segment"`
	Offset  int64  `json:"offset"`
	// Making is the newest fact of the journal from which Badger is just being
	// made: what is in its folder is not whole. 0 = it is not being made.
	Making uint64 `json:"making,omitempty"`
	// Unsound says what was found damaged in Badger while it was open; the
	// next opening makes it anew.
	Unsound string `json:"unsound,omitempty"`
	// First is a firstScreen; a newsroom that is open has none.
	First json.RawMessage `json:"first,omitempty"`
	// Badger are its tables and its MANIFEST.
	Badger map[string]fingerprint `json:"badger"`
}

// fingerprint tells a file's contents again.
type fingerprint struct {
	Size int64  `json:"size"` // bytes
	Sum  uint32 `json:"crc32c"`
}

const stateFormat = 1

// known is the newest fact that the newsroom was known to hold.
func (s *state) known() uint64 { return max(s.Durable, s.Making) }

func (s *state) position() position {
	return position{segment: s.Segment, offset: s.Offset, next: s.Durable + 1}
}

// readState reads the sidecar: one line of JSON, one line with its CRC-32C. A
// missing or damaged one is the zero state.
func readState(dir string) (state, error) {
	data, err := os.ReadFile(filepath.Join(dir, stateName))
	if errors.Is(err, os.ErrNotExist) {
		return state{}, nil
	}
	if err != nil {
		return state{}, fmt.Errorf("read state: %w", err)
	}
	line, sum, _ := strings.Cut(string(data), "\n")
	var s state
	if strings.TrimSpace(sum) != stateSum(line) || json.Unmarshal([]byte(line), &s) != nil {
		return state{}, nil
	}
	if s.Format > stateFormat {
		return state{}, fmt.Errorf("state format %d: %w", s.Format, ErrNewer)
	}
	return s, nil
}

func stateSum(line string) string { return fmt.Sprintf("%08x", checksum([]byte(line))) }

// writeState replaces the sidecar; sync makes it durable before it returns.
func writeState(dir string, s state, sync bool) error {
	s.Format = stateFormat
	line, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	data := string(line) + "\n" + stateSum(string(line)) + "\n"
	if err := replaceFile(filepath.Join(dir, stateName), []byte(data), sync); err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	return nil
}

// replaceFile gives a file new contents, so that a crash leaves the old or the
// new ones whole.
func replaceFile(path string, data []byte, sync bool) error {
	err := putFile(path, data, sync)
	if err == nil && sync {
		return syncDir(filepath.Dir(path))
	}
	return err
}

// putFile is replaceFile for who syncs the folder: until then the name may go.
func putFile(path string, data []byte, sync bool) error {
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return fullDisk(err)
	}
	_, err = f.Write(data)
	if err == nil && sync {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return fullDisk(err)
	}
	return nil
}
