// form[data-passkey]: asks the device for a passkey before it is sent, "get" to sign in or "create" for a new one. What to
// ask comes from data-options; the answer goes into the field "credential". The form is hidden in the page and appears
// where the browser has passkeys; the element named by data-none, which says that it has not, goes. If the device makes
// none, the element named by data-sorry appears, and other ways in remain.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const list = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }))

function question(options) {
  const q = { ...options, challenge: bytes(options.challenge) }
  if (options.user) q.user = { ...options.user, id: bytes(options.user.id) }
  if (options.excludeCredentials) q.excludeCredentials = list(options.excludeCredentials)
  if (options.allowCredentials) q.allowCredentials = list(options.allowCredentials)
  return q
}

function answer(key) {
  const response = {}
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (key.response[name]) response[name] = text(key.response[name])
  }
  if (key.response.getTransports) response.transports = key.response.getTransports()
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: key.getClientExtensionResults() })
}

export function passkey(form) {
  if (!window.PublicKeyCredential) return
  const sorry = document.getElementById(form.dataset.sorry)
  const none = document.getElementById(form.dataset.none)
  form.hidden = false
  if (none) none.hidden = true
  form.addEventListener('submit', async (e) => {
    e.preventDefault()
    sorry.hidden = true
    try {
      const response = await fetch(form.dataset.options, { method: 'POST', credentials: 'same-origin', headers: { Accept: 'application/json' } })
      if (!response.ok || response.redirected) throw new Error(response.status)
      const publicKey = question((await response.json()).publicKey)
      const key = await navigator.credentials[form.dataset.passkey]({ publicKey })
      form.elements.credential.value = answer(key)
    } catch {
      sorry.hidden = false
      sorry.focus()
      return
    }
    form.submit()
  })
}
