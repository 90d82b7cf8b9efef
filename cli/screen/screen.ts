import { styleText } from 'node:util'
import { plainJson } from './plain-text.ts'

/** A stream that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

export interface ScreenOptions {
  readonly out: Output
  readonly err: Output
  readonly env: Readonly<Record<string, string | undefined>>
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

/** Writes results to standard output, and everything else to standard error. */
export class Screen {
  readonly out: Output
  readonly err: Output
  readonly #env: ScreenOptions['env']

  constructor({ out, err, env }: ScreenOptions) {
    this.out = out
    this.err = err
    this.#env = env
  }

  /** A line of the result. */
  print(line = ''): void {
    this.out.write(`${line}\n`)
  }

  json(value: unknown): void {
    this.print(plainJson(value))
  }

  /** A line about the work, which scripts do not read. */
  note(line: string): void {
    this.err.write(`${line}\n`)
  }

  /** Colors only on terminals, and not if NO_COLOR is set (https://no-color.org). */
  styled(style: Style, text: string, on: Output = this.out): string {
    const hasColors = on.isTTY === true && !this.#env.NO_COLOR && this.#env.TERM !== 'dumb'
    return hasColors ? styleText(style, text, { validateStream: false }) : text
  }
}
