import type { CommandWords } from './words.ts'

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

/** Words of a command are offered after its own words, in this order. */
function condition(path: string, commands: readonly CommandWords[]): string {
  const below = commands
    .filter((other) => other.path.startsWith(path === '' ? '' : `${path} `) && other.path !== path)
    .map((other) => other.path.slice(path.length).trim().split(' ')[0])
  const seen = path === '' ? [] : path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`)
  const notYet =
    below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${[...new Set(below)].join(' ')}`]
  return [...seen, ...notYet].join('; and ')
}

export const fishScript = (commands: readonly CommandWords[]): string =>
  commands
    .flatMap(({ path, words }) =>
      words.map(({ word, description }) => {
        const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`
        const when = condition(path, commands)
        return `complete -c nextpanel-billing${when === '' ? '' : ` -n ${quoted(when)}`} ${what}${description === '' ? '' : ` -d ${quoted(description)}`}`
      }),
    )
    .join('\n')
