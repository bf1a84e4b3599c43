import { autosave } from './autosave.js'
import { copy } from './copy.js'
import { errors } from './errors.js'
import { live } from './live.js'
import { menu } from './menu.js'
import { morph } from './morph.js'
import { passkey } from './passkey.js'
import { rows } from './rows.js'
import { session } from './session.js'
import { timer } from './timer.js'

document.querySelectorAll('form[data-autosave]').forEach(autosave)
document.querySelectorAll('[data-copy]').forEach(copy)
document.querySelectorAll('[data-live]').forEach(live(morph))
document.querySelectorAll('[data-menu]').forEach(menu)
document.querySelectorAll('form[data-passkey]').forEach(passkey)
document.querySelectorAll('form[data-rows]').forEach(rows)
document.querySelectorAll('[data-session]').forEach(session)
document.querySelectorAll('[data-timer]').forEach(timer)
errors(document)
