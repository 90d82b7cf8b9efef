import { escapeHtml } from './escape.ts'

const transition = /^\s*(\[\*\]|\w+) --> (\[\*\]|\w+)(?:: (.+))?$/

/**
 * Returns a state diagram of Mermaid as a table of its transitions: the same facts without a library that draws.
 * @throws for another kind of diagram
 */
export function stateTable(source: string): string {
  const [first, ...lines] = source.trim().split('\n')
  if (first !== 'stateDiagram-v2') throw new Error(`The site shows only state diagrams, not "${first}".`)
  const rows = lines.map((line) => {
    const [, from, to, when = ''] = transition.exec(line) ?? []
    if (from === undefined || to === undefined) throw new Error(`Not a transition: "${line}".`)
    return `<tr><td>${stateName(from)}</td><td>${stateName(to)}</td><td>${escapeHtml(when)}</td></tr>`
  })
  return `<table><thead><tr><th scope="col">from</th><th scope="col">to</th><th scope="col">when</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

const stateName = (name: string): string =>
  name === '[*]' ? '(start)' : escapeHtml(name.replaceAll('_', '-'))
