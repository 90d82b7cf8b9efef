import { generatePassword } from '#contracts/password-generator.ts'
import type { Cli } from '../cli.ts'
import { usageError } from '../exit-codes.ts'

export const whyNoArguments = `
Passwords and keys are never arguments, because other users of this machine can see the arguments of every program.
They are asked for without being shown, or read from standard input, one a line.
`

export interface Secret {
  readonly value: string
  readonly isGenerated: boolean
}

/** Reads a secret in the way that the options say. @throws {CommandError} there is none */
export async function readSecret(
  { keyboard }: Pick<Cli, 'keyboard'>,
  name: string,
  how: { readonly fromStdin: boolean; readonly generate?: boolean; readonly otherwise: string },
): Promise<Secret> {
  if (how.generate) return { value: generatePassword(), isGenerated: true }
  if (how.fromStdin) {
    const value = await keyboard.nextLine()
    if (value) return { value, isGenerated: false }
    throw usageError(`Standard input has no line for the ${name}.`)
  }
  if (!keyboard.isTerminal) throw usageError(how.otherwise)
  const value = await keyboard.secret(`${name.charAt(0).toUpperCase()}${name.slice(1)} (not shown): `)
  if (value !== '') return { value, isGenerated: false }
  throw usageError(`The ${name} is empty. Nothing was sent.`)
}
