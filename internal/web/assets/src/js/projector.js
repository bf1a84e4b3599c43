import { live } from './live.js'
import { morph } from './morph.js'
import { timer } from './timer.js'

document.querySelectorAll('[data-live]').forEach(live(morph))
document.querySelectorAll('[data-timer]').forEach(timer)
