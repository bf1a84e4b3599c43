package scorefile

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// decode returns the text of a file as UTF-8, read as a stream, and its
// separator. UTF-16 is known by its mark or its zero bytes; a byte that is not
// UTF-8 is read as Windows-1252, which Excel writes in western Europe.
func decode(r io.Reader) (*bufio.Reader, rune, error) {
	raw := bufio.NewReaderSize(r, 1<<16)
	head, err := raw.Peek(1024)
	if err != nil && err != io.EOF {
		return nil, 0, err
	}
	if order, wide := utf16(head); wide {
		d := unicode.UTF16(order, unicode.UseBOM).NewDecoder()
		raw = bufio.NewReaderSize(transform.NewReader(raw, d), 1<<16)
	} else {
		raw = bufio.NewReaderSize(transform.NewReader(raw, western{}), 1<<16)
	}
	if mark, err := raw.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = raw.Discard(3)
	}
	separator, err := separatorOf(raw)
	return raw, separator, err
}

// utf16 recognises UTF-16 by its byte order mark, or by zero bytes in every
// other place.
func utf16(head []byte) (unicode.Endianness, bool) {
	zeros := [2]int{}
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), zeros[1] > len(head)/4 && zeros[0] == 0:
		return unicode.LittleEndian, true
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), zeros[0] > len(head)/4 && zeros[1] == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// western passes UTF-8 on and reads every other byte as Windows-1252.
type western struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (western) Transform(dst, src []byte, atEOF bool) (written, read int, err error) {
	if n := min(len(dst), len(src)); utf8.Valid(src[:n]) {
		copy(dst, src[:n])
		if n < len(src) {
			err = transform.ErrShortDst
		}
		return n, n, err
	}
	for read < len(src) {
		r, size := utf8.DecodeRune(src[read:])
		if r == utf8.RuneError && size <= 1 {
			if !atEOF && !utf8.FullRune(src[read:]) {
				return written, read, transform.ErrShortSrc
			}
			r = charmap.Windows1252.DecodeByte(src[read])
		}
		if written+utf8.RuneLen(r) > len(dst) {
			return written, read, transform.ErrShortDst
		}
		written += utf8.EncodeRune(dst[written:], r)
		read += size
	}
	return written, read, nil
}

// separatorOf looks at the first line: at Excel's "sep=", or else for the
// separator that occurs most often. It consumes the line "sep=".
func separatorOf(r *bufio.Reader) (rune, error) {
	head, err := r.Peek(4096)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return 0, err
	}
	line, _, _ := strings.Cut(strings.TrimLeft(string(head), "\r\n"), "\n")
	line = strings.TrimRight(line, "\r")
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && strings.Contains(";,\t", line[4:]) {
		_, err := r.ReadString('\n')
		if err == io.EOF {
			err = nil
		}
		return rune(line[4]), err
	}
	best := ','
	for _, c := range ";\t" {
		if strings.Count(line, string(c)) > strings.Count(line, string(best)) {
			best = c
		}
	}
	return best, nil
}
