import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { parsingProgram } from '../testing/parsing-program.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { wordsOf } from './words.ts'
import { zshScript } from './zsh.ts'

const words = wordsOf(parsingProgram())
const quoted = (word: string) => `'${word}'`
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

/** Asks bash for the words that it would offer. */
function byBash(typed: readonly string[]): string[] {
  const script = `${bashScript(words)}
COMP_WORDS=(nextpanel-billing ${typed.map(quoted).join(' ')})
COMP_CWORD=${typed.length}
_nextpanel_billing
printf '%s\\n' "\${COMPREPLY[@]}"`
  return linesOf(execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }))
}

/** zsh offers words only to a terminal: this prints those that the function hands to it, and filters them as zsh does. */
function byZsh(typed: readonly string[]): string[] {
  const script = `compdef() { : }
_files() { : }
_describe() { local -a handed=("\${(@P)2}"); print -rl -- "\${handed[@]}" }
${zshScript(words)}
words=(nextpanel-billing ${typed.map(quoted).join(' ')})
CURRENT=${typed.length + 1}
_nextpanel_billing`
  const printed = execFileSync('zsh', ['-f', '-c', script], { encoding: 'utf8' })
  return linesOf(printed)
    .map((line) => line.replace(/(?<!\\):.*/, '').replaceAll('\\:', ':'))
    .filter((word) => word.startsWith(typed.at(-1) ?? ''))
}

function byFish(typed: readonly string[]): string[] {
  const line = ['nextpanel-billing', ...typed].join(' ')
  const script = `${fishScript(words)}\ncomplete -C ${quoted(line)}`
  const printed = execFileSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' })
  return linesOf(printed).map((offer) => offer.split('\t')[0] ?? '')
}

const isInstalled = (shell: string) => spawnSync(shell, ['--version']).status === 0

describe.each([
  ['bash', byBash],
  ['zsh', byZsh],
  ['fish', byFish],
] as const)('Completion by %s', (shell, completed) => {
  // bash is always there. A machine without another shell says so in the name of the test.
  const isSkipped = shell !== 'bash' && !isInstalled(shell)
  const reason = isSkipped ? ` (skipped: ${shell} is not installed, run "apt-get install ${shell}")` : ''

  it.skipIf(isSkipped).each([
    [['cust'], ['customers']],
    [
      ['customers', ''],
      ['add', 'list', 'import'],
    ],
    [
      ['customers', 'list', '--se'],
      ['--search', '--server'],
    ],
    [
      ['customers', 'list', '--search', 'servers', '--s'],
      ['--search', '--status', '--server', '--sort'],
    ],
    [['completion', 'z'], ['zsh']],
    [['servers', 'test', '--'], ['--json']],
  ] as const)(`of %j offers %j${reason}`, (typed, offered) => {
    const found = completed(typed).filter((word) => word !== 'help' && word !== '--help')
    const wanted = typed.at(-1)?.startsWith('--') ? found : found.filter((word) => !word.startsWith('--'))
    expect(wanted.toSorted()).toEqual([...offered].toSorted())
  })
})

it('has every command and option in the scripts of zsh and fish', () => {
  const [zsh, fish] = [zshScript(words), fishScript(words)]
  for (const { path, words: after } of words)
    for (const { word } of after) {
      expect(zsh).toContain(`'${word}`)
      expect(fish).toContain(word.startsWith('--') ? ` -l ${word.slice(2)}` : ` -a ${word}`)
      expect(zsh).toContain(`    '${path}') found=(`)
    }
})
