import { type Command, InvalidArgumentError } from 'commander'
import type { ExitCode } from '../exit-codes.ts'

/** Runs a command that ends with an exit code. Without one, it ends with 0. */
export const act = <Args extends readonly unknown[]>(
  command: Command,
  run: (...args: Args) => Promise<ExitCode | undefined>,
): Command =>
  command.action(async (...args: unknown[]) => {
    // Commander passes the arguments, the options and the command.
    command.setOptionValue('exitCode', await run(...(args as unknown as Args)))
  })

const intIn = (least: number, most: number) => (text: string) => {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`)
}

export const pageSize = intIn(1, 100)
export const waitSeconds = intIn(0, 30)
export const capacity = intIn(1, 1_000_000)
export const requestCount = intIn(1, 1000)

export const examples = (...lines: readonly string[]) =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}\n`

export async function itemsOf<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of pages) items.push(item)
  return items
}
