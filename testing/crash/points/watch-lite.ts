import { PGlite } from '@electric-sql/pglite'
import { Written } from './statements.ts'
import { wrap } from './wrap.ts'

/** The embedded database, when it is open. */
export const opened: { lite?: PGlite } = {}

/** Observes the commits of the embedded database. */
export function watchLite(): void {
  wrap(PGlite.prototype, 'transaction', async ({ self, args: [body], go }) => {
    if (self instanceof PGlite) opened.lite = self
    const written = new Written()
    const result = await go(async (tx: unknown) => {
      if (typeof body !== 'function' || typeof tx !== 'object' || tx === null)
        throw new TypeError('No transaction.')
      const value: unknown = await body(watched(tx, written))
      written.beforeCommit()
      return value
    })
    written.afterCommit()
    return result
  })
  wrap(PGlite.prototype, 'query', async ({ args: [statement, values, ...rest], go }) => {
    // A statement outside any transaction is its own transaction.
    const alone = new Written({ isAlone: true })
    alone.add(statement, values)
    alone.beforeCommit()
    const answer: unknown = await go(statement, values, ...rest)
    alone.answered(statement, answer)
    alone.afterCommit()
    return answer
  })
}

const watched = (tx: object, written: Written): object =>
  new Proxy(tx, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name !== 'query' || typeof value !== 'function') return value
      return async (...args: unknown[]): Promise<unknown> => {
        written.add(args[0], args[1])
        return await Reflect.apply(value, target, args)
      }
    },
  })
