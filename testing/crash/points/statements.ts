import { operationClaimed, operationRecorded, point } from './halt.ts'

const writes = /^\s*(insert into|update)\s+"(operations|operation_events|hosting_accounts)"/i
const event = /^(operation|attempt|look|read-back|identity)\.[a-z-]+$/

// After any other commit nothing happens before the next point.
const lasting = ['attempt.started', 'operation.succeeded']

/** The writes to operations and accounts that one transaction holds, by what they mean. */
export class Written {
  #label: string | undefined

  add(statement: unknown, values: unknown, answer: unknown): void {
    const [, verb, table] = writes.exec(String(statement)) ?? []
    // One of two who claim the same operation changes nothing.
    if (!verb || (/\breturning\b/.test(String(statement)) && hasNoRows(answer))) return
    const all: readonly unknown[] = Array.isArray(values) ? values : []
    if (table === 'operations' && verb.toLowerCase() === 'insert into') operationRecorded(all)
    if (table === 'operation_events') this.#label ??= all.map(String).find((value) => event.test(value))
    // In one transaction with whatever else a claim notes.
    if (table === 'operations' && all.includes('running')) {
      operationClaimed()
      this.#label = 'claim'
    }
    if (/set .*"panel_user_id_seen"/.test(String(statement)) && !all.includes('running'))
      this.#label ??= 'the id that the panel answered'
  }

  beforeCommit(): void {
    if (this.#label !== undefined) point(`before the commit of ${this.#label}`)
  }

  afterCommit(): void {
    if (this.#label !== undefined && lasting.includes(this.#label))
      point(`after the commit of ${this.#label}`)
  }
}

const hasNoRows = (answer: unknown) =>
  typeof answer === 'object' &&
  answer !== null &&
  'rows' in answer &&
  Array.isArray(answer.rows) &&
  answer.rows.length === 0
