import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

const root = join(import.meta.dirname, '..', '..')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))

/** Commands of npm itself, and those that only name a script. */
const ofNpm = new Set(['ci', 'install', 'pack', 'prune', 'sbom'])

/** Returns the commands of a block, without comments, settings and the line ends inside a command. */
export const commandsIn = (text: string): readonly string[] =>
  text
    .replaceAll('\\\n', ' ')
    .split(/\n|&&|;/)
    .map((command) =>
      command
        .replace(/\s#.*$/, '')
        .trim()
        .replace(/^(?:[A-Z_]+=\S* +)+/, ''),
    )
    .filter((command) => command !== '')

const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')

/**
 * Checks a command without running it: its npm script, its program and each of its options exist.
 * @throws for one that does not
 */
export function checkCommand(command: string): void {
  const [program = '', first = '', ...rest] = wordsOf(command)
  if (program === 'node') {
    checkProgram(first, rest)
    return
  }
  if (program !== 'npm') throw new Error(`"${command}" is not a command that this check knows.`)
  if (ofNpm.has(first)) return
  const [name, options] = first === 'run' ? [rest[0] ?? '', rest.slice(1)] : [first, rest]
  const script = scripts[name]
  if (script === undefined) throw new Error(`"${command}" names no script of package.json.`)
  const given = options[0] === '--' ? options.slice(1) : options
  const [file] = /[\w/-]+\.ts$/.exec(script) ?? []
  // A script without a file runs a program of another package, which has its own documentation.
  if (file !== undefined) checkProgram(file, given)
}

function checkProgram(path: string, args: readonly string[]): void {
  if (!existsSync(join(root, path))) throw new Error(`${path} does not exist.`)
  const source = readFileSync(join(root, path), 'utf8')
  const [, parsed] = source.split(/\bparseArgs\(/)
  if (parsed === undefined) {
    const unknown = args.find((arg) => arg.startsWith('-') && !source.includes(`'${arg}'`))
    if (unknown !== undefined) throw new Error(`${path} has no option ${unknown}.`)
    return
  }
  const options = Object.fromEntries(
    [...parsed.matchAll(/'?([\w-]+)'?: \{ type: '(string|boolean)'(, multiple: true)?/g)].map(
      ([, name = '', type, multiple]) => [
        name,
        {
          type: type === 'string' ? ('string' as const) : ('boolean' as const),
          multiple: multiple !== undefined,
        },
      ],
    ),
  )
  parseArgs({ args: [...args], options, allowPositionals: parsed.includes('allowPositionals: true') })
}
