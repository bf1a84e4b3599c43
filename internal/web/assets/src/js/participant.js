import { autosave } from './autosave.js'
import { copy } from './copy.js'
import { errors } from './errors.js'
import { live } from './live.js'
import { swap } from './swap.js'
import { remember } from './remember.js'
import { timer } from './timer.js'

document.querySelectorAll('form[data-autosave]').forEach(autosave)
document.querySelectorAll('[data-copy]').forEach(copy)
document.querySelectorAll('[data-live]').forEach(live(swap))
document.querySelectorAll('[data-timer]').forEach(timer)
remember(document)
errors(document)
