// Cuts the KERN design system down to what our pages use, and repairs four things about it:
// right-to-left pages (physical properties become logical ones), the strict content policy (data: images become files),
// its own colours (our theme file defines every colour it asks for), and forced colours for icons.
import postcss from 'postcss'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Rules of KERN's reset and theme that we do not want: we set fonts, layers and colours ourselves.
const dropped = [/^\*:not\(i\)$/, /data-kern-theme/, /\.kern-(dark|light|level|layer)\b/, /^body$/, /kern-(row|col|grid|kopfzeile)\b/]

// kern returns the style sheet as text and the icons it refers to, by name.
export function kern({ root, web, theme }) {
  const sheet = postcss.parse(readFileSync(join(root, 'node_modules/@kern-ux/native/dist/kern.css'), 'utf8'))
  cut(sheet, classesIn(web))
  sheet.walkComments((c) => c.remove())
  sheet.walkDecls((d) => { d.value = plainVariables(d.value) })
  sheet.walkDecls(logical)
  const icons = iconFiles(sheet)
  dropUnusedVariables(sheet, readFileSync(theme, 'utf8'))
  return { css: sheet.toString(), icons }
}

// classesIn collects every kern- class that our templates, pages and Go code mention.
function classesIn(dir) {
  const used = new Set()
  for (const e of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!e.isFile() || !/\.(templ|go|html|js)$/.test(e.name) || (e.parentPath ?? e.path).includes('/dist')) continue
    for (const [name] of readFileSync(join(e.parentPath ?? e.path, e.name), 'utf8').matchAll(/kern-[a-z0-9]+(?:[-_]+[a-z0-9]+)*/g)) used.add(name)
  }
  return used
}

function cut(sheet, used) {
  const wanted = (selector) => {
    if (dropped.some((re) => re.test(selector))) return false
    const names = selector.replace(/:not\([^)]*\)/g, '').match(/\.kern-[a-z0-9_-]+/g) ?? []
    return names.every((n) => used.has(n.slice(1)))
  }
  sheet.walkRules((rule) => {
    if (rule.parent.type === 'atrule' && /keyframes/.test(rule.parent.name)) return
    const keep = rule.selectors.filter(wanted)
    if (keep.length === 0 || themeOnly(rule)) rule.remove()
    else rule.selectors = keep
  })
  sheet.walkAtRules('media', (at) => {
    if (/forced-colors/.test(at.params) && at.toString().includes('.kern-icon--')) at.remove()
    else if (at.nodes.length === 0) at.remove()
  })
}

// themeOnly tells whether a rule does nothing but set KERN's colours.
function themeOnly(rule) {
  if (rule.selector === ':root') rule.walkDecls(/^--kern-(color|shadow-color|primitive)|-(lightness|chroma|hue)$/, (d) => { d.remove() })
  return rule.nodes.every((n) => n.type === 'comment')
}

// plainVariables drops fallbacks (the theme test below guarantees a value) and KERN's notion of layers.
function plainVariables(value) {
  let out = value, before
  do {
    before = out
    out = out.replace(/var\((--kern-[a-z0-9-]+?)(?:-contextual)?\s*(?:,\s*[^()]*)?\)/g, 'var($1)')
  } while (out !== before)
  return out
}

const mirrored = {
  left: 'inset-inline-start', right: 'inset-inline-end',
  'border-top-left-radius': 'border-start-start-radius', 'border-top-right-radius': 'border-start-end-radius',
  'border-bottom-left-radius': 'border-end-start-radius', 'border-bottom-right-radius': 'border-end-end-radius',
}

function logical(d) {
  const side = d.prop.match(/^(margin|padding|border)-(left|right)(-width|-style|-color)?$/)
  if (side) d.prop = `${side[1]}-inline-${side[2] === 'left' ? 'start' : 'end'}${side[3] ?? ''}`
  else if (mirrored[d.prop]) d.prop = mirrored[d.prop]
  else if (d.prop === 'text-align') d.value = d.value.replace('left', 'start').replace('right', 'end')
  else if (d.prop === 'float') d.value = d.value.replace('left', 'inline-start').replace('right', 'inline-end')
  else if (d.prop === 'margin' || d.prop === 'padding') fourSides(d)
}

// fourSides splits "top right bottom left" where the sides differ.
function fourSides(d) {
  const parts = postcss.list.space(d.value)
  if (parts.length !== 4 || parts[1] === parts[3]) return
  d.cloneBefore({ prop: `${d.prop}-block`, value: `${parts[0]} ${parts[2]}` })
  d.prop += '-inline'
  d.value = `${parts[3]} ${parts[1]}`
}

function iconFiles(sheet) {
  const icons = new Map()
  sheet.walkDecls(/mask|background/, (d) => {
    d.value = d.value.replace(/url\("data:image\/svg\+xml,([^"]*)"\)/g, (_, data) => {
      const name = d.parent.selector.match(/kern-icon--([a-z-]+)/)?.[1] ?? d.parent.selector.match(/\.kern-([a-z-]+)/)[1]
      const svg = decodeURIComponent(data).replace(/(height|width)=''\s?/g, '')
      const file = [...icons].find(([, text]) => text === svg)?.[0] ?? `${icons.has(`icon-${name}.svg`) ? `icon-${name}-${icons.size}` : `icon-${name}`}.svg`
      icons.set(file, svg)
      return `url("kern-icon:${file}")`
    })
  })
  return icons
}

// dropUnusedVariables removes what nobody reads and fails when a variable has no value.
function dropUnusedVariables(sheet, theme) {
  for (let removed = 1; removed > 0;) {
    removed = 0
    const read = new Set((sheet.toString() + theme).match(/var\(--[a-z0-9-]+/g)?.map((v) => v.slice(4)))
    sheet.walkDecls(/^--/, (d) => { if (!read.has(d.prop)) { d.remove(); removed++ } })
  }
  sheet.walkRules((r) => { if (r.nodes.length === 0) r.remove() })
  const set = new Set((sheet.toString() + theme).match(/--kern-[a-z0-9-]+(?=\s*:)/g))
  const missing = [...new Set(sheet.toString().match(/(?<=var\()--kern-[a-z0-9-]+/g))].filter((v) => !set.has(v))
  if (missing.length) throw new Error(`kern-theme.css gives no value to: ${missing.join(', ')}`)
}
