import { AsyncLocalStorage } from 'node:async_hooks'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { wrap } from '../crash/points/wrap.ts'

/** The statements that `work` sent to either database, including `begin` and `commit`. */
export interface StatementCount {
  readonly statements: readonly string[]
  /** Number of transactions that wrote. */
  readonly commits: number
}

const writes = /\b(insert into|update|delete from)\b\s+"/i

// By context, not by time: jobs and timers of the process send statements of their own.
const counts = new AsyncLocalStorage<{ statements: string[]; commits: number }>()

function textOf(first: unknown): string {
  if (typeof first === 'string') return first
  return typeof first === 'object' && first !== null ? String(Reflect.get(first, 'text')) : ''
}

/** One connection's transaction. It counts as a commit if it wrote. */
class Transactions {
  readonly #written = new WeakMap<object, boolean>()

  sent(connection: object, statement: string): void {
    const counting = counts.getStore()
    if (!counting) return
    counting.statements.push(statement)
    const inside = this.#written.has(connection)
    if (/^\s*(begin|start transaction)/i.test(statement)) this.#written.set(connection, false)
    else if (/^\s*(commit|rollback)/i.test(statement)) {
      if (this.#written.get(connection) === true) counting.commits += 1
      this.#written.delete(connection)
    } else if (writes.test(statement)) {
      if (inside) this.#written.set(connection, true)
      else counting.commits += 1
    }
  }
}

/** At import: a connection that was opened before is not watched. So a test file that counts runs in its own process. */
function watch(): void {
  const transactions = new Transactions()
  wrap(pg.Client.prototype, 'query', ({ self, args, go }) => {
    transactions.sent(self, textOf(args[0]))
    return go(...args)
  })
  // The embedded database has one connection, and a transaction is a call with a body.
  for (const name of ['query', 'exec'])
    wrap(PGlite.prototype, name, ({ self, args, go }) => {
      transactions.sent(self, textOf(args[0]))
      return go(...args)
    })
  wrap(PGlite.prototype, 'transaction', async ({ self, args: [body], go }) => {
    transactions.sent(self, 'begin')
    const result = await go(async (tx: unknown) => {
      if (typeof body !== 'function' || typeof tx !== 'object' || tx === null)
        throw new TypeError('No transaction.')
      return body(
        new Proxy(tx, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name, target)
            if (typeof value !== 'function') return value
            return (...given: unknown[]): unknown => {
              if (name === 'query' || name === 'exec') transactions.sent(self, textOf(given[0]))
              return Reflect.apply(value, target, given)
            }
          },
        }),
      )
    })
    transactions.sent(self, 'commit')
    return result
  })
}

watch()

export async function countStatements(work: () => Promise<unknown>): Promise<StatementCount> {
  const counted = { statements: [], commits: 0 }
  await counts.run(counted, work)
  return counted
}
