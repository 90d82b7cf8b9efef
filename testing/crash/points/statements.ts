import { z } from 'zod'
import { type BillingWrite, beginsBilling, billingWriteIn } from './billing-writes.ts'
import { billingPoint, operationClaimed, operationRecorded, point } from './halt.ts'

const recordsOperation = /\binsert into "operations"/i
const claims = /^\s*update "operations" set\b.*\bfrom\b.*\breturning\b/is
const event = /^(operation|attempt|look|read-back|identity)\.[a-z-]+$/
const notes = z.array(z.object({ event: z.string() }))

/** After any other commit, nothing happens before the next point. */
const lasting = ['operation.queued', 'claim', 'attempt.started', 'operation.succeeded']

/** The events of the timeline lines among a statement's values: each alone, or all as one JSON list. */
function eventsIn(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (typeof value !== 'string') return []
    if (event.test(value)) return [value]
    if (!value.startsWith('[{"')) return []
    const parsed = notes.safeParse(JSON.parse(value))
    return parsed.success ? parsed.data.map((line) => line.event) : []
  })
}

/** The meaning of the writes to operations in one transaction. */
export class Written {
  #label: string | undefined
  #billing: BillingWrite | undefined
  readonly #isAlone: boolean

  /** @param options.isAlone a statement outside any transaction, which is its own transaction */
  constructor({ isAlone = false }: { readonly isAlone?: boolean } = {}) {
    this.#isAlone = isAlone
  }

  add(statement: unknown, values: unknown): void {
    const text = String(statement)
    const all: readonly unknown[] = Array.isArray(values) ? values : []
    const events = eventsIn(all)
    if (recordsOperation.test(text)) {
      operationRecorded(all)
      this.#label ??= 'operation.queued'
    }
    // Lines about reads are written with the next step.
    this.#label ??= events.at(-1)
    this.#addBilling(text)
  }

  #addBilling(text: string): void {
    const write = billingWriteIn(text, this.#isAlone)
    if (write === undefined) return
    beginsBilling(write)
    this.#billing ??= write
    billingPoint(`before ${write}`)
  }

  /**
   * If two workers claim the same operation, one changes nothing. Only the result shows which one succeeded.
   */
  answered(statement: unknown, answer: unknown): void {
    if (!claims.test(String(statement)) || hasNoRows(answer)) return
    operationClaimed()
    this.#label = 'claim'
  }

  beforeCommit(): void {
    if (this.#label !== undefined) point(`before the commit of ${this.#label}`)
    else if (this.#billing !== undefined) billingPoint(`before the commit of ${this.#billing}`)
  }

  afterCommit(): void {
    if (this.#label !== undefined && lasting.includes(this.#label))
      point(`after the commit of ${this.#label}`)
    else if (this.#label === undefined && this.#billing !== undefined)
      billingPoint(`after the commit of ${this.#billing}`)
  }
}

const hasNoRows = (answer: unknown) =>
  typeof answer === 'object' &&
  answer !== null &&
  'rows' in answer &&
  Array.isArray(answer.rows) &&
  answer.rows.length === 0
