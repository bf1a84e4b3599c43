package report

import (
	"archive/zip"
	"hash/crc32"
	"io"
	"time"
)

// part is one file inside a package such as an ODT.
type part struct{ name, text string }

// writeZip writes parts in order with one fixed time; the first is stored
// uncompressed and without extra fields, as ODF asks of "mimetype".
func writeZip(w io.Writer, made time.Time, parts []part) error {
	z := zip.NewWriter(w)
	for i, p := range parts {
		var f io.Writer
		var err error
		if i == 0 {
			f, err = z.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Store,
				CRC32: crc32.ChecksumIEEE([]byte(p.text)), CompressedSize64: uint64(len(p.text)), UncompressedSize64: uint64(len(p.text))})
		} else {
			f, err = z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: fileTime(made)})
		}
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, p.text); err != nil {
			return err
		}
	}
	return z.Close()
}

// fileTime is the time written into packages: made, or the earliest a zip can hold.
func fileTime(made time.Time) time.Time {
	if made.Year() < 1980 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return made.UTC()
}
