import type pg from 'pg'
import { isLostStatement, isRetryable } from './failures.ts'
import { isPreparable } from './preparable.ts'
import { SteadyClient } from './steady-client.ts'

/**
 * Limit per connection. The program has about 300 statements. Parameter lists of different lengths add some.
 */
const mostStatements = 500

/** A pooler between this program and PostgreSQL that shares connections loses statements all the time. */
const mostLosses = 20

/**
 * A connection that prepares every statement with parameters under its own name, so that PostgreSQL parses
 * and plans it once. Planning was 70% of the database's time for an onboarding.
 */
export class PreparingClient extends SteadyClient {
  static #losses = 0
  /** Names by text, the least recently used one first. */
  readonly #names = new Map<string, string>()
  #count = 0

  constructor(config?: string | pg.ClientConfig) {
    super(config)
    Object.defineProperty(this, 'query', { value: this.#preparing(this.query.bind(this)) })
  }

  /**
   * pg's `query` has many signatures. The pool and drizzle use text or { text } with values, and a callback
   * or none.
   */
  #preparing(query: (...args: unknown[]) => unknown) {
    return (...args: unknown[]): unknown => {
      const callback = args.find(isCallback)
      const statement = statementOf(args.filter((arg) => arg !== callback))
      if (!statement || PreparingClient.#losses >= mostLosses) return query(...args)
      const run = () => Promise.resolve(query({ ...statement, name: this.#nameOf(statement.text, query) }))
      const answer = run().catch((error: unknown) => {
        if (!isRetryable(error)) throw error
        if (isLostStatement(error)) this.#forgetAll()
        // Inside a transaction, PostgreSQL refuses all following statements: rerun-transactions.ts runs the
        // whole transaction again.
        if (this.getTransactionStatus() !== 'I') throw error
        return run()
      })
      if (!callback) return answer
      answer.then(
        (result) => callback(null, result),
        (error: unknown) => callback(error, undefined),
      )
      return undefined
    }
  }

  /** Names are never reused: a text whose statement was lost gets a new one. */
  #nameOf(text: string, query: (...args: unknown[]) => unknown): string {
    const known = this.#names.get(text)
    const name = known ?? `s${++this.#count}`
    this.#names.delete(text)
    this.#names.set(text, name)
    if (this.#names.size > mostStatements) this.#forgetOldest(query)
    return name
  }

  #forgetAll(): void {
    PreparingClient.#losses += 1
    this.#names.clear()
  }

  #forgetOldest(query: (...args: unknown[]) => unknown): void {
    const [oldest] = this.#names
    if (!oldest) return
    const [text, name] = oldest
    this.#names.delete(text)
    // Fails in a transaction that is already aborted. The connection then keeps one statement too many.
    Promise.resolve(query(`deallocate ${name}`)).catch(() => {})
  }
}

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

type Callback = (error: unknown, result: unknown) => void

const isCallback = (arg: unknown): arg is Callback => typeof arg === 'function'

/**
 * Undefined for statements that must not be prepared: without values (may be several statements), cursors,
 * with their own name.
 */
const statementOf = ([first, second]: unknown[]): Statement | undefined => {
  const config = typeof first === 'string' ? { text: first } : first
  if (typeof config !== 'object' || config === null || 'submit' in config) return undefined
  if (!('text' in config) || typeof config.text !== 'string') return undefined
  if (('name' in config && config.name !== undefined) || !isPreparable(config.text)) return undefined
  const values = Array.isArray(second) ? second : 'values' in config ? config.values : undefined
  if (!Array.isArray(values) || values.length === 0) return undefined
  return { ...config, text: config.text, values }
}
