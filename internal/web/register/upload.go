package register

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/exchange"
	"chancencheck/internal/tabular"
	"chancencheck/internal/web/site"
)

// The tables of an import, in the order of the form. They name the fields.
const (
	unitsTable    = "units"
	servicesTable = "services"
	peopleTable   = "people"
)

var tables = []string{unitsTable, servicesTable, peopleTable}

// Fields that carry a file from the preview to the second click: its name and
// its content, compressed, so that nothing is kept on the server meanwhile.
const (
	nameSuffix   = "-name"
	packedSuffix = "-packed"
)

// upload is a file somebody has handed in.
type upload struct {
	Table, Name string
	Data        []byte
}

// Errors of handing in.
var (
	errTooMuch    = fault.New(fault.Invalid, "import.too_much", "megabytes", tabular.Upload.Bytes>>20)
	errUnreadable = fault.New(fault.Invalid, "import.unreadable")
	errNoFile     = fault.New(fault.Invalid, "import.no_file")
)

// readUploads takes the files out of the form: chosen ones, or those the
// preview has carried over.
func readUploads(r *site.Request) ([]upload, error) {
	err := r.ParseMultipartForm(int64(len(tables)+1) * tabular.Upload.Bytes)
	var tooMuch *http.MaxBytesError
	switch {
	case errors.As(err, &tooMuch):
		return nil, errTooMuch
	case err != nil:
		return nil, errUnreadable
	}
	var out []upload
	for _, table := range tables {
		u := upload{Table: table, Name: r.FormValue(table + nameSuffix)}
		if packed := r.FormValue(table + packedSuffix); packed != "" {
			u.Data, err = unpack(packed)
		} else {
			u, err = chosen(r, table)
		}
		if err != nil {
			return nil, errUnreadable
		}
		if u.Name != "" {
			out = append(out, u)
		}
	}
	if len(out) == 0 {
		return nil, errNoFile
	}
	return out, nil
}

// chosen reads a file input; the name is "" if none was chosen.
func chosen(r *site.Request, table string) (upload, error) {
	f, header, err := r.FormFile(table)
	if errors.Is(err, http.ErrMissingFile) {
		return upload{Table: table}, nil
	}
	if err != nil {
		return upload{}, err
	}
	defer f.Close()
	data, err := limited(f)
	return upload{table, header.Filename, data}, err
}

// limited reads one byte more than a table may have, which reading the table
// then refuses.
func limited(r io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(r, tabular.Upload.Bytes+1))
}

// packed is the content as a hidden field carries it.
func (u upload) packed() (string, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(u.Data); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

func unpack(packed string) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return limited(z)
}

// files gives the uploads to the reader of tables.
func files(uploads []upload) exchange.Files {
	var f exchange.Files
	for _, u := range uploads {
		one := &exchange.File{Name: u.Name, Data: bytes.NewReader(u.Data)}
		switch u.Table {
		case unitsTable:
			f.Units = one
		case servicesTable:
			f.Services = one
		case peopleTable:
			f.People = one
		}
	}
	return f
}

// forget removes what a large form has left on disk.
func forget(form *multipart.Form) error {
	if form == nil {
		return nil
	}
	return form.RemoveAll()
}
