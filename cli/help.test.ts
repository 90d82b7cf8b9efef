import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { exitCodes } from './exit-codes.ts'
import { parsingProgram as parser } from './testing/parsing-program.ts'

const leaves = (command: Command, path: readonly string[] = []): string[][] =>
  command.commands.length === 0
    ? [[...path]]
    : command.commands.flatMap((child) => leaves(child, [...path, child.name()]))

const page = readFileSync(join(import.meta.dirname, '../docs/cli.md'), 'utf8')

describe('Every command', () => {
  it.each(
    leaves(parser()).map((path) => path.join(' ')),
  )('%s has examples in its help, which are valid', async (path) => {
    const written: string[] = []
    const program = parser(written)
    await expect(program.parseAsync([...path.split(' '), '--help'], { from: 'user' })).rejects.toThrow(
      'outputHelp',
    )
    const [, examples = ''] = written.join('').split(/^Examples?:\n/m)
    const commands = [
      ...examples.replaceAll(/\\\n */g, '').matchAll(/nextpanel-billing ((?:"[^"]*"|[^)<>|#\n"])*)/g),
    ].map(([, text = '']) => [...text.trim().matchAll(/"([^"]*)"|(\S+)/g)].map(([, a, b]) => a ?? b ?? ''))
    expect(commands.length).toBeGreaterThan(0)
    for (const command of commands) {
      expect(command.join(' ')).toContain(path)
      await parser().parseAsync(command, { from: 'user' })
    }
  })

  it.each(leaves(parser()).map((path) => path.join(' ')))('%s is in docs/cli.md', (path) => {
    expect(page).toContain(`nextpanel-billing ${path}`)
  })
})

it('lists each exit code in the page and in the help', () => {
  const written: string[] = []
  parser(written).outputHelp()
  for (const code of Object.values(exitCodes)) {
    expect(page).toMatch(new RegExp(`^\\| ${code} \\| \\S`, 'm'))
    expect(written.join('')).toMatch(new RegExp(`^ {2}${code} +\\S`, 'm'))
  }
})
