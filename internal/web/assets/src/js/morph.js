// Merges a new version of a part into the old one, node by node. For pages on which people work for an hour.
import { Idiomorph } from 'idiomorph'

export function morph(old, now) {
  Idiomorph.morph(old, now, {
    ignoreActiveValue: true, restoreFocus: true,
    callbacks: { beforeNodeMorphed: mayChange, beforeAttributeUpdated: mayUpdate },
  })
}

// mayChange says no to what a person has begun: typed text, a form that is saving itself, a part marked data-live-keep.
function mayChange(old) {
  if (old.nodeType !== Node.ELEMENT_NODE) return true
  if (old.hasAttribute('data-live-keep')) return false
  if (old.matches('form[data-autosave]') && /saving|waiting|conflict|refused/.test(old.dataset.saveState ?? '')) return false
  return !(old.matches('input:not([type=radio]):not([type=checkbox]), textarea') && old.value !== old.defaultValue)
}

// mayUpdate leaves fold-outs as the person has set them.
function mayUpdate(name, node) {
  return !(name === 'open' && node.nodeName === 'DETAILS')
}
