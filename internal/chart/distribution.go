package chart

import "math"

// Pile is one level and the cards shown for it.
type Pile struct {
	Label string
	// Mark is what is printed on its cards: the level's number; may be empty.
	Mark  string
	Cards int
	// Text says the number: "3 cards", "nearly all".
	Text string
	// Withheld says why there is no number; then Cards is not looked at.
	Withheld string
}

// DistributionData is the moment when everybody shows one card.
type DistributionData struct {
	// Piles are the levels, lowest first, then those outside the scale.
	Piles []Pile
	// Head names the table's columns: level, cards.
	Head [2]string
}

func (p Pile) words() string {
	if p.Withheld != "" {
		return p.Withheld
	}
	return p.Text
}

func (p Pile) cards() int {
	if p.Withheld != "" {
		return 0
	}
	return max(p.Cards, 0)
}

// Distribution draws the revealed cards, one per person and level: piles side
// by side for the projector, rows on a phone.
func Distribution(o Options, d DistributionData) Figure {
	c := newCanvas(o)
	most := 1
	for _, p := range d.Piles {
		most = max(most, p.cards())
	}
	var y float64
	if c.narrow() {
		y = c.cardRows(d.Piles)
	} else {
		y = c.cardPiles(d.Piles, most)
	}
	t := Table{Head: d.Head[:]}
	for _, p := range d.Piles {
		t.Rows = append(t.Rows, []string{p.Label, p.words()})
	}
	return c.figure("distribution", y, t)
}

// cardRows writes each level and lays its cards in rows below.
func (c *canvas) cardRows(piles []Pile) float64 {
	const size, w, h, gap = 16.0, 24.0, 32.0, 5.0
	y := 8.0
	perRow := int((c.width - 16 + gap) / (w + gap))
	for _, p := range piles {
		y = c.lines("ink", point{8, y + size}, size, atStart, false, wrap(p.Label, size, c.width-16, 3)) - size + 4
		n := p.cards()
		for k := range n {
			c.cardAt(8+float64(k%perRow)*(w+gap), y+float64(k/perRow)*(h+gap), w, h, p.Mark)
		}
		if p.Withheld != "" {
			c.rect("hatch", 8, y, w, h, 4)
			n = 1
		}
		y += math.Ceil(float64(n)/float64(perRow)) * (h + gap)
		y = c.lines("quiet", point{8, y + 13}, 14, atStart, n > 0, wrap(p.words(), 14, c.width-16, 2)) + 4
	}
	return y
}

// cardPiles stacks the cards of each level on one base line.
func (c *canvas) cardPiles(piles []Pile, most int) float64 {
	const size, gap = 18.0, 6.0
	step := (c.width - 16) / float64(max(len(piles), 1))
	h := min(44, 396/float64(most)-gap)
	h = max(h, 6)
	base := 44 + float64(most)*(h+gap)
	w, bottom := min(step-24, 92), base
	for i, p := range piles {
		x := 8 + (float64(i)+0.5)*step
		n := p.cards()
		for k := range n {
			c.cardAt(x-w/2, base-float64(k+1)*(h+gap), w, h, p.Mark)
		}
		if p.Withheld != "" {
			c.rect("hatch", x-w/2, base-50, w, 44, 4)
			n = int(math.Ceil(50 / (h + gap)))
		}
		words := wrap(p.words(), size, step-8, 3)
		top := base - float64(n)*(h+gap) - 10 - float64(len(words)-1)*size*lineHeight
		c.lines("ink", point{x, top}, size, atMiddle, true, words)
		bottom = max(bottom, c.lines("ink", point{x, base + 28}, size, atMiddle, false, wrap(p.Label, size, step-14, 6)))
	}
	c.line("axis", point{8, base}, point{c.width - 8, base})
	return bottom
}

// cardAt draws one card with its mark.
func (c *canvas) cardAt(x, y, w, h float64, mark string) {
	c.rect("card", x, y, w, h, 4)
	if size := min(h*0.55, 20); size >= 9 {
		c.text("ink", point{x + w/2, y + h/2 + size*0.36}, size, atMiddle, true, mark)
	}
}
