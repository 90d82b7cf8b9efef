import type { ReadStream } from 'node:tty'
import { CommandError, exitCodes } from '../exit-codes.ts'
import type { Screen } from './screen.ts'

export type Input = Pick<
  ReadStream,
  'isTTY' | 'setRawMode' | 'on' | 'off' | 'resume' | 'pause' | 'setEncoding'
> &
  AsyncIterable<string | Buffer>

const interrupted = () => new CommandError(exitCodes.interrupted, 'Interrupted. Nothing was sent.')

/** Reads answers from the keyboard, or lines from standard input if it is no terminal. */
export class Keyboard {
  readonly #screen: Screen
  readonly #input: Input
  #lines: string[] | undefined

  constructor(screen: Screen, input: Input) {
    this.#screen = screen
    this.#input = input
  }

  /** Questions are shown on standard error, so that standard output has only the result. */
  get isTerminal(): boolean {
    return this.#input.isTTY === true && this.#screen.err.isTTY === true
  }

  /** The bytes of standard input, to its end. */
  async bytes(): Promise<Blob> {
    const chunks: Uint8Array<ArrayBuffer>[] = []
    for await (const chunk of this.#input) chunks.push(new Uint8Array(Buffer.from(chunk)))
    return new Blob(chunks)
  }

  /** Returns the next line of standard input, or undefined at its end. */
  async nextLine(): Promise<string | undefined> {
    if (!this.#lines) {
      const text = await (await this.bytes()).text()
      this.#lines = text.split(/\r?\n/)
      if (this.#lines.at(-1) === '') this.#lines.pop()
    }
    return this.#lines.shift()
  }

  /** Asks for a secret. The terminal shows nothing of it. */
  secret = (question: string): Promise<string> => this.#ask(question, false)

  async confirm(question: string): Promise<boolean> {
    const answer = await this.#ask(`${question} [y/N] `, true)
    return /^y(es)?$/i.test(answer.trim())
  }

  #ask(question: string, echo: boolean): Promise<string> {
    const { err } = this.#screen
    const input = this.#input
    input.setEncoding('utf8')
    // Before the question: a fast answer would otherwise be shown.
    input.setRawMode(true)
    input.resume()
    err.write(question)
    return new Promise((resolve, reject) => {
      let answer = ''
      const stop = () => {
        input.off('data', read)
        input.setRawMode(false)
        input.pause()
        err.write('\n')
      }
      const read = (data: string) => {
        for (const key of data) {
          if (key === '\u0003' || (key === '\u0004' && answer === '')) {
            stop()
            return reject(interrupted())
          }
          if (key === '\r' || key === '\n') {
            stop()
            return resolve(answer)
          }
          if (key === '\u007f' || key === '\b') {
            if (echo && answer !== '') err.write('\b \b')
            answer = [...answer].slice(0, -1).join('')
          } else if (key >= ' ') {
            answer += key
            if (echo) err.write(key)
          }
        }
      }
      input.on('data', read)
    })
  }
}
