import type { Command } from 'commander'
import { programOf } from '../run.ts'
import { Keyboard } from '../screen/ask.ts'
import { Screen } from '../screen/screen.ts'

/** A program whose commands parse their arguments and do nothing. @param written receives all output */
export function parsingProgram(written: string[] = []): Command {
  const out = { write: (text: string) => written.push(text) }
  const screen = new Screen({ out, err: out, env: {} })
  const program = programOf({
    screen,
    keyboard: new Keyboard(screen, process.stdin),
    env: {},
    version: '0',
    signal: new AbortController().signal,
  })
  const prepare = (command: Command) => {
    command.exitOverride().configureOutput({ writeOut: out.write, writeErr: out.write })
    if (command.commands.length === 0) command.action(() => {})
    command.commands.forEach(prepare)
  }
  prepare(program)
  return program
}
