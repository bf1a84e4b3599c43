// Builds the style sheets and scripts of the product into dist/ (run: npm ci && node internal/web/assets/build.mjs).
// Every output carries a hash of its content in its name; dist/manifest.json maps the stable name to it.
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { kern } from './kern.mjs'
import { themes } from './themes.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../..')
const dist = join(here, 'dist')
const chart = join(root, 'internal/chart/chart.css')

// The oldest browsers each side supports. Participants bring old phones; staff have managed computers.
const staffBrowsers = ['chrome111', 'edge111', 'firefox115', 'safari16.4']
const participantBrowsers = ['chrome73', 'edge79', 'firefox68', 'safari12.1']

// These browsers have destructuring; esbuild counts them out for faults in forms that nobody here writes.
const supported = { destructuring: true }

// Raw bytes a file may have; the build fails above it.
const limits = { 'staff.css': 110_000, 'participant.css': 25_000, 'participant.js': 15_000 }

// own resolves the imports that are not files: "kern" (the design system, cut and repaired) and "chart" (the styles of
// the charts, which live beside the code that draws them).
const own = {
  name: 'own',
  setup(b) {
    let sheet
    b.onResolve({ filter: /^kern$/ }, () => ({ path: 'kern', namespace: 'kern' }))
    b.onResolve({ filter: /^kern-icon:/ }, ({ path }) => ({ path: path.slice('kern-icon:'.length), namespace: 'kern-icon' }))
    b.onResolve({ filter: /^chart$/ }, () => ({ path: chart, namespace: 'chart' }))
    b.onLoad({ filter: /.*/, namespace: 'kern' }, () => {
      sheet = kern({ root, web: join(root, 'internal/web'), theme: join(here, 'src/css/kern-theme.css') })
      return { contents: sheet.css, loader: 'css', resolveDir: root }
    })
    b.onLoad({ filter: /.*/, namespace: 'kern-icon' }, ({ path }) => ({ contents: sheet.icons.get(path), loader: 'file' }))
    b.onLoad({ filter: /.*/, namespace: 'chart' }, () => ({
      contents: existsSync(chart) ? readFileSync(chart, 'utf8') : '', loader: 'css', resolveDir: dirname(chart),
    }))
    b.onLoad({ filter: /src\/css\/.*\.css$/ }, ({ path }) => ({
      contents: themes(readFileSync(path, 'utf8')), loader: 'css', resolveDir: dirname(path),
    }))
  },
}

async function bundle(names, target) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => join(here, 'src', name.endsWith('.css') ? 'css' : 'js', name)),
    outdir: dist, bundle: true, minify: true, metafile: true, charset: 'utf8', legalComments: 'none', logLevel: 'warning',
    format: 'esm', target, supported, entryNames: '[name]-[hash]', assetNames: '[name]-[hash]', chunkNames: '[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'file' }, plugins: [own],
  })
  return Object.entries(result.metafile.outputs)
    .filter(([, out]) => out.entryPoint)
    .map(([file, out]) => [out.entryPoint.split('/').pop(), relative(dist, join(root, file))])
}

for (const name of readdirSync(dist)) if (name !== 'placeholder.txt') rmSync(join(dist, name), { recursive: true })

const manifest = Object.fromEntries([
  ...await bundle(['staff.css', 'print.css', 'projector.css', 'staff.js', 'projector.js'], staffBrowsers),
  ...await bundle(['participant.css', 'participant.js'], participantBrowsers),
])
const mark = readFileSync(join(here, 'src/mark.svg'))
manifest['mark.svg'] = `mark-${createHash('sha256').update(mark).digest('hex').slice(0, 8).toUpperCase()}.svg`
writeFileSync(join(dist, manifest['mark.svg']), mark)
writeFileSync(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')

let over = false
for (const [name, file] of Object.entries(manifest)) {
  const bytes = readFileSync(join(dist, file))
  const tooBig = bytes.length > (limits[name] ?? Infinity)
  over ||= tooBig
  console.log(`${name.padEnd(16)} ${String(bytes.length).padStart(7)} bytes  ${String(gzipSync(bytes, { level: 9 }).length).padStart(6)} gzip${tooBig ? `  TOO BIG, limit ${limits[name]}` : ''}`)
}
if (over) process.exit(1)
