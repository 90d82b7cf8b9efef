import { type PGlite, protocol } from '@electric-sql/pglite'
import { isLostStatement } from './failures.ts'
import { isPreparable } from './preparable.ts'

/** Each keeps its plan in the memory of the database, so there are fewer than on a connection to PostgreSQL. */
const mostStatements = 200

type Send = PGlite['execProtocolStream']
type Answer = Awaited<ReturnType<Send>>

interface Prepared {
  readonly name: string
  readonly text: string
  /** The types of the parameters, as the database described them. */
  described: Answer | null
}

/**
 * Lets the embedded database parse and plan each statement with parameters once. PGlite's own `query` sends it without a
 * name each time, as separate messages: parse, describe, bind, describe, execute, sync. This replaces the first three.
 * PGlite runs one such sequence at a time.
 */
export function prepareStatements(lite: PGlite): void {
  const send: Send = lite.execProtocolStream.bind(lite)
  const statements = new Statements(send, () => lite.isInTransaction())
  Object.defineProperty(lite, 'execProtocolStream', {
    value: (message: Uint8Array, options?: Parameters<Send>[1]) => statements.send(message, options),
  })
}

class Statements {
  readonly #send: Send
  readonly #isInTransaction: () => boolean
  /** By text, the least recently used one first. A text is prepared when it comes for the second time. */
  readonly #prepared = new Map<string, Prepared>()
  #seenOnce = new Set<string>()
  #count = 0
  /** That of the sequence which is being sent. Null: it has no name. */
  #current: Prepared | null = null

  constructor(send: Send, isInTransaction: () => boolean) {
    this.#send = send
    this.#isInTransaction = isInTransaction
  }

  async send(message: Uint8Array, options: Parameters<Send>[1]): Promise<Answer> {
    const kind = String.fromCharCode(message[0] ?? 0)
    if (kind === 'P') return this.#parse(message, options)
    if (!this.#current) return this.#send(message, options)
    if (kind === 'D' && message[5] === 'S'.charCodeAt(0)) return this.#describe(this.#current, options)
    return kind === 'B' ? this.#bind(message, this.#current, options) : this.#send(message, options)
  }

  async #bind(message: Uint8Array, { name, text }: Prepared, options: Parameters<Send>[1]): Promise<Answer> {
    try {
      return await this.#send(withName(message, name), options)
    } catch (error) {
      if (!isLostStatement(error)) throw error
      // A changed schema changed its columns.
      this.#prepared.clear()
      this.#current = null
      // Inside a transaction, rerun-transactions.ts runs the whole transaction again.
      if (this.#isInTransaction()) throw error
      await this.#send(protocol.serialize.sync(), options)
      await this.#send(protocol.serialize.parse({ text }), options)
      return this.#send(message, options)
    }
  }

  async #parse(message: Uint8Array, options: Parameters<Send>[1]): Promise<Answer> {
    this.#current = null
    const text = textWithoutName(message)
    if (text === null || !this.#isWorthwhile(text)) return this.#send(message, options)
    const known = this.#prepared.get(text)
    if (known) {
      this.#prepared.delete(text)
      this.#prepared.set(text, known)
      this.#current = known
      return []
    }
    const made = { name: `s${++this.#count}`, text, described: null }
    const answer = await this.#send(protocol.serialize.parse({ name: made.name, text }), options)
    this.#prepared.set(text, made)
    this.#current = made
    await this.#forgetOldest(options)
    return answer
  }

  #isWorthwhile(text: string): boolean {
    if (this.#prepared.has(text)) return true
    if (!/\$1\b/.test(text) || !isPreparable(text)) return false
    if (this.#seenOnce.delete(text)) return true
    if (this.#seenOnce.size >= mostStatements) this.#seenOnce = new Set()
    this.#seenOnce.add(text)
    return false
  }

  async #describe(statement: Prepared, options: Parameters<Send>[1]): Promise<Answer> {
    statement.described ??= await this.#send(
      protocol.serialize.describe({ type: 'S', name: statement.name }),
      options,
    )
    return statement.described
  }

  async #forgetOldest(options: Parameters<Send>[1]): Promise<void> {
    if (this.#prepared.size <= mostStatements) return
    const [oldest] = this.#prepared
    if (!oldest) return
    const [text, { name }] = oldest
    this.#prepared.delete(text)
    await this.#send(protocol.serialize.close({ type: 'S', name }), options)
  }
}

const bytesBeforeName = 5

/** The text of a parse message. Null if it has a name or types of its own. */
function textWithoutName(message: Uint8Array): string | null {
  if (message[bytesBeforeName] !== 0) return null
  const end = message.indexOf(0, bytesBeforeName + 1)
  const hasTypes = message[end + 1] !== 0 || message[end + 2] !== 0
  return end === -1 || hasTypes ? null : Buffer.from(message.subarray(bytesBeforeName + 1, end)).toString()
}

/** A bind message of the unnamed portal, for a statement with a name instead of the unnamed one. */
function withName(message: Uint8Array, name: string): Uint8Array {
  // The kind, the length, and the two empty names.
  const rest = message.subarray(bytesBeforeName + 2)
  const body = Buffer.concat([Buffer.from(`\0${name}\0`), rest])
  const head = Buffer.alloc(bytesBeforeName)
  head.write('B')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
