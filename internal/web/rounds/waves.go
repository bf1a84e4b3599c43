package rounds

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// wavesView is how a round reaches its units step by step.
type wavesView struct {
	page.Base
	Round *round.Round
	// Wave is what the form plans: a new wave, or one that has not been opened.
	Wave   round.Wave
	Chosen map[organisation.UnitID]bool
	// Free are the departments that can be in it, grouped in organisation order.
	Free []group
	// Left is how many departments are in no wave.
	Left     int
	Mistakes []page.Mistake
}

// Waves shows the waves of a round and the form for the next one.
func (p *Pages) Waves(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	wave, known := rd.Wave(round.WaveID(r.FormValue("wave")))
	if !known {
		wave = round.Wave{OpensOn: r.Today(), ClosesOn: rd.ClosesOn}
	}
	return p.wavesPage(w, r, rd, wave, nil)
}

func (p *Pages) wavesPage(w http.ResponseWriter, r *site.Request, rd *round.Round, wave round.Wave, refused error) error {
	v := wavesView{Base: below(r, rd, "wave.title"), Round: rd, Wave: wave, Chosen: map[organisation.UnitID]bool{}}
	for _, u := range wave.Units {
		v.Chosen[u] = true
	}
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return err
	}
	v.Free = grouped(tree, func(u organisation.Unit) bool {
		in, placed := rd.WaveOf(u.ID)
		if !placed {
			v.Left++
		}
		return !placed || in.ID == wave.ID
	})
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: waveField[fault.KeyOf(refused)], Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, wavesPage(v))
}

// waveField names the field that a refusal is about.
var waveField = map[string]string{"wave.no_name": "name", "wave.days": "opens_on", "wave.no_units": "units", "round.date_past": "closes_on"}

// PlanWave adds or changes a wave.
func (p *Pages) PlanWave(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return errForm
	}
	wave := round.Wave{ID: round.WaveID(r.FormValue("wave")), Name: r.FormValue("name"),
		OpensOn: organisation.Date(r.FormValue("opens_on")), ClosesOn: organisation.Date(r.FormValue("closes_on"))}
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return err
	}
	chosen := unitsOf(r)
	for _, u := range check.Departments(tree) {
		if chosen[u.ID] {
			wave.Units = append(wave.Units, u.ID)
		}
	}
	err = round.Plan(r.Context(), p.Store, r.Act, rd.Ref, wave)
	if fault.KindOf(err) == fault.Invalid {
		return p.wavesPage(w, r, rd, wave, err)
	}
	return p.waved(w, r, err, "wave.planned")
}

// DropWave takes back a wave that has not been opened.
func (p *Pages) DropWave(w http.ResponseWriter, r *site.Request) error {
	err := round.Drop(r.Context(), p.Store, r.Act, r.RoundRef(), round.WaveID(r.PathValue("wave")))
	return p.waved(w, r, err, "wave.dropped")
}

// OpenWave starts the checks of a wave now.
func (p *Pages) OpenWave(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	wave, known := rd.Wave(round.WaveID(r.PathValue("wave")))
	if !known {
		return round.ErrNoWave
	}
	s, err := p.starting(r, rd)
	if err != nil {
		return err
	}
	return p.waved(w, r, check.StartWave(r.Context(), p.Store, r.Act, s, wave), "wave.opened")
}

// ExtendWave moves the day by which a wave should be finished.
func (p *Pages) ExtendWave(w http.ResponseWriter, r *site.Request) error {
	err := round.ExtendWave(r.Context(), p.Store, r.Act, r.RoundRef(), round.WaveID(r.PathValue("wave")), organisation.Date(r.FormValue("closes_on")))
	return p.waved(w, r, err, "wave.extended")
}

func (p *Pages) waved(w http.ResponseWriter, r *site.Request, err error, done string) error {
	if fault.KindOf(err) == fault.Invalid {
		rd, loadErr := r.Round(access.ManageRounds)
		if loadErr != nil {
			return loadErr
		}
		return p.wavesPage(w, r, rd, round.Wave{OpensOn: r.Today(), ClosesOn: rd.ClosesOn}, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+r.PathValue("round")+"/waves", done)
	return nil
}

// grouped puts departments below their top units, in organisation order.
func grouped(tree *organisation.Tree, wanted func(organisation.Unit) bool) []group {
	var out []group
	for _, u := range check.Departments(tree) {
		if !wanted(u) {
			continue
		}
		top, _ := tree.Unit(tree.Path(u.ID)[0])
		if n := len(out); n == 0 || out[n-1].Unit.ID != top.ID {
			out = append(out, group{Unit: top})
		}
		last := &out[len(out)-1]
		last.Units = append(last.Units, u)
	}
	return out
}
