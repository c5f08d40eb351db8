package picture

import (
	"encoding/binary"
	"iter"
)

// chunk is a part of a file: bytes is all of it, body what it holds.
type chunk struct {
	name  string
	bytes []byte
	body  []byte
}

// jpegSegments yields the segments up to the first scan, by their marker:
// "\xe1" is APP1.
func jpegSegments(data []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		for at := 2; at+4 <= len(data) && data[at] == 0xff; {
			marker := data[at+1]
			if marker == 0xff { // a fill byte
				at++
				continue
			}
			if marker == 0xda || marker == 0xd9 {
				return
			}
			size := int(binary.BigEndian.Uint16(data[at+2:]))
			end := at + 2 + size
			if size < 2 || end > len(data) || !yield(chunk{string(data[at+1 : at+2]), data[at:end], data[at+4 : end]}) {
				return
			}
			at = end
		}
	}
}

// pngChunks yields the chunks, each with its length, name and checksum.
func pngChunks(data []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		for at := 8; at+12 <= len(data); {
			size := int(binary.BigEndian.Uint32(data[at:]))
			if size > len(data)-at-12 {
				return
			}
			c := chunk{string(data[at+4 : at+8]), data[at : at+12+size], data[at+8 : at+8+size]}
			if !yield(c) || c.name == "IEND" {
				return
			}
			at += 12 + size
		}
	}
}

// webpChunks yields the parts of the RIFF; odd ones are padded.
func webpChunks(data []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		for at := 12; at+8 <= len(data); {
			size := int(binary.LittleEndian.Uint32(data[at+4:]))
			if size > len(data)-at-8 {
				return
			}
			end := min(at+8+size+size&1, len(data))
			if !yield(chunk{string(data[at : at+4]), data[at:end], data[at+8 : at+8+size]}) {
				return
			}
			at = end
		}
	}
}

// gifBlocks yields the blocks behind the first colour table: "control" (its
// bytes[3] are the flags), "frame", "comment", "NETSCAPE2.0" and other
// applications by their name, "text", "end".
func gifBlocks(data []byte) iter.Seq[chunk] {
	return func(yield func(chunk) bool) {
		if len(data) < 13 {
			return
		}
		at := 13 + gifTable(data[10])
		for at < len(data) {
			name, end := gifBlock(data, at)
			if end > len(data) || end <= at || !yield(chunk{name: name, bytes: data[at:end]}) || name == "end" {
				return
			}
			at = end
		}
	}
}

// gifBlock names the block at a place and says where it ends; 0 = nowhere.
func gifBlock(data []byte, at int) (name string, end int) {
	switch data[at] {
	case 0x3b:
		return "end", at + 1
	case 0x2c:
		if at+10 > len(data) {
			return "", 0
		}
		return "frame", gifRun(data, at+10+gifTable(data[at+9])+1)
	case 0x21:
		if at+3 > len(data) {
			return "", 0
		}
		switch name = "text"; data[at+1] {
		case 0xf9:
			name = "control"
		case 0xfe:
			name = "comment"
		case 0xff:
			if size := int(data[at+2]); at+3+size <= len(data) {
				name = string(data[at+3 : at+3+size])
			}
		}
		return name, gifRun(data, at+2)
	}
	return "", 0
}

// gifTable is the length of the colour table that flags speak of.
func gifTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifRun is where a run of sub-blocks ends, 0 = it does not.
func gifRun(data []byte, at int) int {
	for at < len(data) {
		size := int(data[at])
		at += 1 + size
		if size == 0 {
			return at
		}
	}
	return 0
}
