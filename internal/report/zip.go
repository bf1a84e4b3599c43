package report

import (
	"archive/zip"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
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

// ZipOf makes a spreadsheet library write its package with one fixed time and
// its files in order, so that the same workbook gives the same bytes.
func ZipOf(made time.Time) func(io.Writer) excelize.ZipWriter {
	return func(w io.Writer) excelize.ZipWriter {
		return &sortedZip{w: w, made: made, files: map[string]*strings.Builder{}}
	}
}

// sortedZip collects files and writes them in the order of their names with
// one fixed time; a spreadsheet library hands them over in random order.
type sortedZip struct {
	w     io.Writer
	made  time.Time
	files map[string]*strings.Builder
}

// Create starts a file.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	z.files[name] = &strings.Builder{}
	return z.files[name], nil
}

// AddFS is asked for by excelize.ZipWriter and never called for a new workbook.
func (z *sortedZip) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close writes all files.
func (z *sortedZip) Close() error {
	zw := zip.NewWriter(z.w)
	for _, name := range slices.Sorted(maps.Keys(z.files)) {
		f, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: fileTime(z.made)})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, z.files[name].String()); err != nil {
			return err
		}
	}
	return zw.Close()
}

// fileTime is the time written into packages: made, or the earliest a zip can hold.
func fileTime(made time.Time) time.Time {
	if made.Year() < 1980 {
		return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return made.UTC()
}
