package score_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chancencheck/instrument"
	"chancencheck/score"
)

// levels is a scale with points 0 to 4.
func levels() *instrument.Scale {
	s := &instrument.Scale{ID: "levels", Kind: instrument.Levels}
	for i := range 5 {
		id := fmt.Sprint(i)
		s.Options = append(s.Options, instrument.Option{ID: id, Points: instrument.MustNumber(id)})
	}
	return s
}

// drawn is a random instrument of two to four fields without gates,
// deductions or inversion, and answers to it.
func drawn(t *rapid.T) (*instrument.Instrument, map[string]instrument.Answer) {
	scale := levels()
	ins := &instrument.Instrument{ID: "drawn", Languages: []string{"en"}, Scales: []*instrument.Scale{scale}}
	methods := []instrument.Method{instrument.Mean, instrument.GeometricMean, instrument.HarmonicMean, instrument.Median, instrument.Min, instrument.Max}
	ins.Score.Defaults.Method = rapid.SampledFrom(methods).Draw(t, "method")
	ins.Score.Defaults.Round = instrument.Rounding{
		Digits: instrument.MustNumber(fmt.Sprint(rapid.IntRange(0, 2).Draw(t, "digits"))),
		At:     rapid.SampledFrom([]instrument.RoundAt{instrument.AtShown, instrument.AtEvery, instrument.AtTotal}).Draw(t, "at"),
	}
	answers := map[string]instrument.Answer{}
	for f := range rapid.IntRange(2, 4).Draw(t, "fields") {
		n := &instrument.Node{ID: fmt.Sprint("f", f), Weight: weight(t)}
		for k := range rapid.IntRange(1, 5).Draw(t, "questions") {
			q := &instrument.Question{ID: fmt.Sprintf("q%d.%d", f, k), Scale: scale, Scored: true, Weight: weight(t)}
			n.Questions = append(n.Questions, q)
			answers[q.ID] = answer(t, q)
		}
		ins.Fields = append(ins.Fields, n)
	}
	return ins, answers
}

func weight(t *rapid.T) instrument.Number {
	return instrument.MustNumber(rapid.SampledFrom([]string{"1", "2", "0.5", "3"}).Draw(t, "weight"))
}

func answer(t *rapid.T, q *instrument.Question) instrument.Answer {
	pick := rapid.IntRange(0, 7).Draw(t, q.ID)
	if pick >= 5 {
		return state([]instrument.AnswerState{instrument.Unanswered, instrument.Skipped, instrument.NotApplicable}[pick-5])
	}
	return level(q, pick)
}

func level(q *instrument.Question, points int) instrument.Answer {
	a, err := instrument.NewAnswerOptions(q, fmt.Sprint(points))
	if err != nil {
		panic(err)
	}
	return a
}

func state(s instrument.AnswerState) instrument.Answer {
	a, err := instrument.NewAnswerState(s)
	if err != nil {
		panic(err)
	}
	return a
}

func evaluate(t *rapid.T, ins *instrument.Instrument, answers map[string]instrument.Answer) *score.Result {
	r, err := score.Evaluate(ins, score.Options{}, answers)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOrderOfQuestionsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ins, answers := drawn(t)
		before := evaluate(t, ins, answers)
		shuffled := &instrument.Instrument{ID: ins.ID, Languages: ins.Languages, Scales: ins.Scales, Score: ins.Score, Fields: slices.Clone(ins.Fields)}
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		random.Shuffle(len(shuffled.Fields), func(i, j int) {
			shuffled.Fields[i], shuffled.Fields[j] = shuffled.Fields[j], shuffled.Fields[i]
		})
		for _, f := range shuffled.Fields {
			random.Shuffle(len(f.Questions), func(i, j int) { f.Questions[i], f.Questions[j] = f.Questions[j], f.Questions[i] })
		}
		after := evaluate(t, shuffled, answers)
		for _, v := range before.Values {
			if w := after.Value(v.ID); w.Text() != v.Text() || w.Reason != v.Reason || w.Coverage != v.Coverage {
				t.Fatalf("%s is %s %s, in another order %s %s", v.ID, v.Text(), v.Reason, w.Text(), w.Reason)
			}
		}
	})
}

func TestNotApplicableChangesNoOtherNode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ins, answers := drawn(t)
		before := evaluate(t, ins, answers)
		f := rapid.SampledFrom(ins.Fields).Draw(t, "field")
		q := rapid.SampledFrom(f.Questions).Draw(t, "question")
		answers[q.ID] = state(instrument.NotApplicable)
		after := evaluate(t, ins, answers)
		for _, v := range before.Values {
			w := after.Value(v.ID)
			if v.Kind == score.Node && v.ID != f.ID && (w.Text() != v.Text() || w.Coverage != v.Coverage) {
				t.Fatalf("%s changed from %s to %s", v.ID, v.Text(), w.Text())
			}
		}
		// the field is as if the question were not there
		f.Questions = slices.DeleteFunc(f.Questions, func(x *instrument.Question) bool { return x == q })
		without := &instrument.Instrument{ID: ins.ID, Languages: ins.Languages, Scales: ins.Scales, Score: ins.Score, Fields: ins.Fields}
		for _, w := range evaluate(t, without, answers).Values {
			if v := after.Value(w.ID); v.Text() != w.Text() {
				t.Fatalf("%s is %s with a question that does not apply, %s without it", w.ID, v.Text(), w.Text())
			}
		}
	})
}

func TestMorePointsNeverLowerAValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ins, answers := drawn(t)
		f := rapid.SampledFrom(ins.Fields).Draw(t, "field")
		q := rapid.SampledFrom(f.Questions).Draw(t, "question")
		points := rapid.IntRange(0, 3).Draw(t, "points")
		answers[q.ID] = level(q, points)
		before := evaluate(t, ins, answers)
		answers[q.ID] = level(q, points+1)
		after := evaluate(t, ins, answers)
		for i := range before.Values {
			v, w := &before.Values[i], &after.Values[i]
			if v.OK() && v.Exact().Cmp(w.Exact()) > 0 {
				t.Fatalf("%s falls from %s to %s with more points", v.ID, v.Text(), w.Text())
			}
		}
	})
}

func TestValuesStayInTheirRange(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ins, answers := drawn(t)
		for _, v := range evaluate(t, ins, answers).Values {
			if v.OK() && (v.Rounded().Sign() < 0 || v.Rounded().Cmp(big.NewRat(100, 1)) > 0) {
				t.Fatalf("%s is %s", v.ID, v.Text())
			}
			c := v.Coverage
			if c.Answered > c.Of || !v.OK() && v.Reason == score.HasValue || v.OK() && c.Answered == 0 {
				t.Fatalf("%s: %+v with %q", v.ID, c, v.Text())
			}
			if points, most := v.Points(); points.Cmp(most) > 0 || most.Cmp(big.NewRat(int64(4*c.Answered), 1)) != 0 {
				t.Fatalf("%s: %v of %v points with %d answers", v.ID, points, most, c.Answered)
			}
		}
	})
}

func TestAResultCanBeUsedAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ins, answers := drawn(t)
		e, err := score.Compile(ins, score.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var again score.Result
		if err := e.Evaluate(make(score.Sheet, len(e.Questions())), &again); err != nil {
			t.Fatal(err)
		}
		sheet, err := e.Sheet(answers)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Evaluate(sheet, &again); err != nil {
			t.Fatal(err)
		}
		for _, v := range evaluate(t, ins, answers).Values {
			if w := again.Value(v.ID); w.Text() != v.Text() || w.Coverage != v.Coverage || w.Reason != v.Reason {
				t.Fatalf("%s is %s in a used result, %s in a fresh one", v.ID, w.Text(), v.Text())
			}
		}
	})
}
