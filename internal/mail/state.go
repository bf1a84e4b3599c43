package mail

import (
	"time"

	"chancencheck/internal/i18n"
)

// State is what has become of a message; its name is the text "mail.state_" + State.
type State string

// The states of a message. Sent means that the relay has it: a mail that comes
// back later comes back to the sender's mailbox, which we do not read.
const (
	Waiting State = "waiting"
	Sent    State = "sent"
	Failed  State = "failed"
)

// Problem is why a message did not go out the last time; its sentence is the
// text "mail.problem_" + Problem.
type Problem string

// The problems a message can meet.
const (
	// BadAddress: the relay does not take the recipient. It will not tomorrow.
	BadAddress Problem = "address"
	// Refused: the relay does not take the message for another reason.
	Refused Problem = "refused"
	// Later: the relay asks to come again.
	Later Problem = "later"
	// Unreachable: there was no relay to talk to, or it did not prove who it is.
	Unreachable Problem = "unreachable"
	// Login: the relay does not let us in.
	Login Problem = "login"
	// TooLate: the message was worth nothing any more before it could be sent.
	TooLate Problem = "too_late"
)

// Entry is a message with what has become of it.
type Entry struct {
	Message
	State   State
	Problem Problem
	// Code is the relay's answer in figures, such as "550 5.1.1", "" for none.
	// Its words are not kept: they repeat the address.
	Code string
	// Tries is how often the message was handed to the relay.
	Tries int
	// CreatedAt is when it was taken, DueAt when it is tried next, and ChangedAt
	// when its state was found.
	CreatedAt, DueAt, ChangedAt time.Time
}

// Failure is why a relay did not take a message.
type Failure struct {
	Problem Problem
	Code    string
	// Passing failures are worth another try.
	Passing bool
}

// Error names the problem for logs; it holds no address.
func (f *Failure) Error() string { return "mail: " + string(f.Problem) + " " + f.Code }

// When a relay asks to come again: after half a minute, then twice as long each
// time, at most an hour, for two days. The relay is the organisation's own; it
// keeps the long queue of RFC 5321, section 4.5.4.1, itself.
const (
	firstPause   = 30 * time.Second
	longestPause = time.Hour
	giveUpAfter  = 48 * time.Hour
)

// Next returns what becomes of a message after a try; failed is nil when the
// relay has taken it.
func Next(e Entry, failed *Failure, now time.Time) Entry {
	e.Tries++
	e.ChangedAt = now
	if failed == nil {
		e.State, e.Problem, e.Code = Sent, "", ""
		e.Text, e.HTML = "", "" // nobody needs them any more
		return e
	}
	e.Problem, e.Code = failed.Problem, failed.Code
	e.DueAt = now.Add(pause(e.Tries))
	switch {
	case !failed.Passing, e.DueAt.Sub(e.CreatedAt) > giveUpAfter:
		e.State = Failed
	case !e.Until.IsZero() && !e.DueAt.Before(e.Until):
		e.State = Failed
	}
	return e
}

func pause(tries int) time.Duration {
	p := firstPause
	for range tries - 1 {
		if p *= 2; p >= longestPause {
			return longestPause
		}
	}
	return p
}

// Expired reports whether a message is worth nothing any more.
func (e Entry) Expired(now time.Time) bool { return !e.Until.IsZero() && !now.Before(e.Until) }

// Say tells in a sentence what has become of a message, and why.
func (e Entry) Say(p *i18n.Printer) string {
	said := p.T("mail.state_" + string(e.State))
	if e.Problem == "" {
		return said
	}
	said += " " + p.T("mail.problem_"+string(e.Problem))
	if e.Code != "" {
		said += " (" + e.Code + ")"
	}
	return said
}
