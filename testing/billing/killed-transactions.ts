import type { Database, Db, Tx } from '#server/platform/database/index.ts'

/** The process that ran the statement is gone: nothing after it runs either. */
export class ProcessKilled extends Error {}

const statements = new Set<PropertyKey>(['execute', 'insert', 'update', 'delete', 'select', '$count'])

/**
 * The same database for a process that is killed before its n-th statement: the open transaction is rolled back, and every
 * later statement fails as well.
 */
export function killedAt(
  database: Database,
  n: number,
): { readonly database: Database; wasKilled(): boolean } {
  let count = 0
  const reach = () => {
    count += 1
    if (count >= n) throw new ProcessKilled('The process was killed.')
  }
  const watched = <Watched extends Db | Tx>(target: Watched): Watched =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        if (name === 'transaction')
          return (body: (tx: Tx) => Promise<unknown>, ...rest: unknown[]): unknown =>
            Reflect.apply(value, target, [(tx: Tx) => body(watched(tx)), ...rest])
        return (...args: unknown[]): unknown => {
          if (statements.has(name)) reach()
          return Reflect.apply(value, target, args)
        }
      },
    })
  return { database: { ...database, db: watched(database.db) }, wasKilled: () => count >= n }
}
