package check

import (
	"context"

	"chancencheck/audit"
	"chancencheck/round"
)

// Store keeps checks.
type Store interface {
	// Check returns one check, or fault.NotFound.
	Check(ctx context.Context, ref Ref) (*Check, error)
	// CheckByCode returns the check that a spoken code joins, or fault.NotFound.
	CheckByCode(ctx context.Context, code string) (*Check, error)
	// Checks returns the checks of a round, in organisation order of their paths.
	Checks(ctx context.Context, rd round.Ref) ([]*Check, error)
	// CreateChecks stores new checks with what is to be recorded.
	CreateChecks(ctx context.Context, cs []*Check, events ...audit.Event) error
	// UpdateCheck loads a check, lets decide change it, and saves it with the
	// events decide returns, all or nothing. Decide may run twice.
	UpdateCheck(ctx context.Context, ref Ref, decide func(*Check) ([]audit.Event, error)) error
}

// Records keeps what teams write down.
type Records interface {
	// Record returns a check with its agreements and notes.
	Record(ctx context.Context, ref Ref) (*Record, error)
	// RecordsOf returns the records of all checks of a round.
	RecordsOf(ctx context.Context, rd round.Ref) ([]*Record, error)
	// PutAgreement stores an agreement if the stored version is still a.Version,
	// and answers *Changed if it is not.
	PutAgreement(ctx context.Context, ref Ref, a Agreement) error
	// PutNote stores a note, new or changed, under the same rule with fault.Conflict.
	PutNote(ctx context.Context, ref Ref, n Note) error
	// DeleteNote removes a note.
	DeleteNote(ctx context.Context, ref Ref, id string) error
	// Freeze stores what was computed from a finished check; nil removes it.
	Freeze(ctx context.Context, c *Check, outcome []byte) error
	// Frozen returns what was computed from the finished checks of a round.
	Frozen(ctx context.Context, rd round.Ref) (map[ID][]byte, error)
}

// Versions keeps what checks said before they were opened again.
type Versions interface {
	// KeepVersion stores a version; its number is new.
	KeepVersion(ctx context.Context, ref Ref, v Version) error
	// ReplaceVersion stores a version that is there in other words.
	ReplaceVersion(ctx context.Context, ref Ref, v Version) error
	// Versions returns the versions of a check, the oldest first.
	Versions(ctx context.Context, ref Ref) ([]Version, error)
}

// Sheets keeps sheets and cards. Answers reach it encoded, in private mode
// sealed with a secret it never sees.
type Sheets interface {
	// CreateSheet stores a new, empty sheet. It answers ErrFull when the check has
	// most sheets already.
	CreateSheet(ctx context.Context, s Sheet, most int) error
	// Sheet returns a sheet, or fault.NotFound.
	Sheet(ctx context.Context, key SheetKey) (*Sheet, error)
	// SaveEntry stores one entry durably. It answers ErrFrozen when the check
	// takes no more entries. Many callers at once share a transaction.
	SaveEntry(ctx context.Context, key SheetKey, item ItemID, entry []byte) error
	// Entries returns the entries of a sheet.
	Entries(ctx context.Context, key SheetKey) (map[ItemID][]byte, error)
	// SheetsOf returns the sheets of a check, in no meaningful order.
	SheetsOf(ctx context.Context, ref Ref) ([]Sheet, error)
	// LayCards stores cards under names that only their author can repeat: the
	// same name on the same item replaces the card.
	LayCards(ctx context.Context, ref Ref, cards []LaidCard) error
	// Cards returns the cards of a check, in no meaningful order.
	Cards(ctx context.Context, ref Ref) ([]LaidCard, error)
	// Clear deletes the sheets of a check, and its cards if asked, so that
	// nothing of them can be read from the database file.
	Clear(ctx context.Context, ref Ref, cardsToo bool) error
}

// LaidCard is a card with the name under which it can be replaced. The names of
// one person's cards on two items have nothing in common.
type LaidCard struct {
	Card
	// Key is unguessable and different for every item.
	Key string
	// Author is filled in named mode only.
	Author string
}

// Tx is what a verb may use that changes several things at once.
type Tx interface {
	round.Store
	Store
	Records
	Versions
	Sheets
}

// Stores is everything the verbs of this package need.
type Stores interface {
	Tx
	// InTx runs f in one transaction: all or nothing. F must use the Tx alone.
	InTx(ctx context.Context, f func(Tx) error) error
}
