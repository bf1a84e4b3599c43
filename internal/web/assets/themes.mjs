import postcss from 'postcss'

// themes expands `@theme dark { … }` to the two places it is needed: the reader's own setting, and html[data-theme=dark].
// Both hold on screens only, so that paper is always light.
export function themes(css) {
  const sheet = postcss.parse(css)
  sheet.walkAtRules('theme', (at) => {
    const rule = (selector) => postcss.rule({ selector, nodes: at.nodes.map((n) => n.clone()) })
    const media = (params, child) => postcss.atRule({ name: 'media', params, nodes: [child] })
    at.replaceWith(
      media(`screen and (prefers-color-scheme: ${at.params})`, rule(':root:not([data-theme])')),
      media('screen', rule(`:root[data-theme=${at.params}]`)),
    )
  })
  return sheet.toString()
}
