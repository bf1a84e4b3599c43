package pdf

import (
	"bytes"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

var (
	trailerAt = regexp.MustCompile(`(?s)trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$`)
	rootRef   = regexp.MustCompile(`/Root (\d+) 0 R`)
	infoRef   = regexp.MustCompile(`/Info (\d+) 0 R`)
	sizeEntry = regexp.MustCompile(`/Size (\d+)`)
	pageLang  = regexp.MustCompile(`/Lang\s*(\([^()]*\)|<[0-9A-Fa-f]*>)`)
	dateEntry = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)`)
)

// finish gives the file its properties by an incremental update (ISO 32000-1,
// 7.5.6): title, language and time in the document information, the catalog and
// an XMP packet, so that viewers and archives find them wherever they look. It
// makes no claim of PDF/UA. Files without tags are refused.
func finish(file []byte, o Options) ([]byte, error) {
	if !bytes.Contains(file, []byte("/StructTreeRoot")) {
		return nil, fmt.Errorf("%w: the PDF has no tags", ErrFailed)
	}
	u, err := newUpdate(dated(file, o.Made))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFailed, err)
	}
	catalog, err := u.object(u.root)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFailed, err)
	}
	catalog = pageLang.ReplaceAllString(catalog, "") + "/Lang " + pdfText(o.Lang)
	u.put(u.size, "<</Type /Metadata /Subtype /XML /Length "+strconv.Itoa(len(xmp(o)))+">>\nstream\n"+xmp(o)+"\nendstream")
	u.put(u.root, fmt.Sprintf("<<%s\n/Metadata %d 0 R>>", catalog, u.size))
	u.put(u.info, "<</Title "+pdfText(o.Title)+"\n/Creator (ChancenCheck)\n/Producer (Chromium, Skia/PDF)\n"+
		"/CreationDate "+pdfDate(o.Made)+"\n/ModDate "+pdfDate(o.Made)+">>")
	return u.end(), nil
}

// update is an incremental update being appended to a file with one classic
// cross-reference table.
type update struct {
	file             []byte
	root, info, size int
	previous         string
	at               map[int]int // where each rewritten object starts
	order            []int
}

func newUpdate(file []byte) (*update, error) {
	t := trailerAt.FindSubmatch(file)
	if t == nil {
		return nil, fmt.Errorf("no trailer at the end of the PDF")
	}
	u := &update{file: bytes.TrimRight(file, "\n"), previous: string(t[2]), at: map[int]int{}}
	for _, f := range []struct {
		entry *regexp.Regexp
		value *int
	}{{rootRef, &u.root}, {infoRef, &u.info}, {sizeEntry, &u.size}} {
		m := f.entry.FindSubmatch(t[1])
		if m == nil {
			return nil, fmt.Errorf("the PDF's trailer has no %s", f.entry)
		}
		*f.value, _ = strconv.Atoi(string(m[1])) // digits only
	}
	u.file = append(u.file, '\n')
	return u, nil
}

// object returns the inside of a dictionary object.
func (u *update) object(n int) (string, error) {
	head := fmt.Sprintf("\n%d 0 obj\n<<", n)
	_, after, found := bytes.Cut(u.file, []byte(head))
	body, _, ended := bytes.Cut(after, []byte(">>\nendobj"))
	if !found || !ended {
		return "", fmt.Errorf("the PDF has no object %d", n)
	}
	return string(body), nil
}

func (u *update) put(n int, body string) {
	u.at[n] = len(u.file)
	u.order = append(u.order, n)
	u.file = fmt.Appendf(u.file, "%d 0 obj\n%s\nendobj\n", n, body)
}

// end appends the cross-references and the trailer.
func (u *update) end() []byte {
	start := len(u.file)
	u.file = append(u.file, "xref\n"...)
	for _, n := range u.order {
		u.file = fmt.Appendf(u.file, "%d 1\n%010d 00000 n \n", n, u.at[n])
	}
	return fmt.Appendf(u.file, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /Prev %s>>\nstartxref\n%d\n%%%%EOF\n",
		u.size+1, u.root, u.info, u.previous, start)
}

// dated puts the document's time in place of the printer's, which is as long.
func dated(file []byte, made time.Time) []byte {
	return dateEntry.ReplaceAll(file, []byte("/$1 "+pdfDate(made)))
}

func pdfDate(t time.Time) string { return "(D:" + t.UTC().Format("20060102150405") + "+00'00')" }

// pdfText writes a text string as UTF-16 in hexadecimal, safe for any text.
func pdfText(s string) string {
	b := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return "<" + strings.ToUpper(hex.EncodeToString(b)) + ">"
}

// xmp writes the metadata packet.
func xmp(o Options) string {
	var title, lang bytes.Buffer
	_ = xml.EscapeText(&title, []byte(o.Title)) // a buffer takes everything
	_ = xml.EscapeText(&lang, []byte(o.Lang))
	made := o.Made.UTC().Format(time.RFC3339)
	return `<?xpacket begin="` + "\ufeff" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + title.String() + `</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>` + lang.String() + `</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>ChancenCheck</xmp:CreatorTool>
<xmp:CreateDate>` + made + `</xmp:CreateDate><xmp:ModifyDate>` + made + `</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`
}
