import type { Command } from 'commander'

/** The words that may follow one command. */
export interface CommandWords {
  /** "" for the program, otherwise for example "customers add". */
  readonly path: string
  readonly words: readonly { readonly word: string; readonly description: string }[]
}

/** Returns the words of a program and of all commands below it. */
export function wordsOf(command: Command, path = ''): CommandWords[] {
  const help = command.createHelp()
  const commands = help.visibleCommands(command).map((child) => ({
    word: child.name(),
    description: child.description(),
  }))
  const options = help.visibleOptions(command).map(({ long, short, description }) => ({
    word: long ?? short ?? '',
    description,
  }))
  const values = command.registeredArguments.flatMap(({ argChoices = [] }) =>
    argChoices.map((word) => ({ word, description: '' })),
  )
  const below = command.commands.flatMap((child) => wordsOf(child, `${path} ${child.name()}`.trim()))
  return [{ path, words: [...commands, ...values, ...options] }, ...below]
}
