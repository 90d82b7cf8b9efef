import { AsyncLocalStorage } from 'node:async_hooks'
import type { Db } from './types.ts'

/**
 * Refuses use of the database beside an open transaction of the same call. On the embedded database, which
 * has one connection, that call would wait for itself forever. On PostgreSQL it would run outside the
 * transaction.
 */
export class TransactionGuard {
  readonly #scopes = new AsyncLocalStorage<{ open: boolean }>()

  /** The same client. Its `methods` throw while the caller's own transaction is open. */
  guarded<Client extends object>(client: Client, methods: readonly (keyof Client)[]): Client {
    const guardedNames = new Set<PropertyKey>(methods)
    return new Proxy(client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function') return value
        return (...args: unknown[]): unknown => {
          if (guardedNames.has(name)) this.#refuseInside()
          return Reflect.apply(value, target, args)
        }
      },
    })
  }

  /** Makes `db.transaction` notify this guard when a transaction is open. */
  watch<Watched extends Db>(db: Watched): Watched {
    const transaction = db.transaction.bind(db)
    db.transaction = (body, config) => {
      // The scope outlives the transaction in any code that the body started. By then the transaction is
      // closed.
      const scope = { open: true }
      return transaction((tx) => this.#scopes.run(scope, () => body(tx)), config).finally(() => {
        scope.open = false
      })
    }
    return db
  }

  #refuseInside() {
    if (this.#scopes.getStore()?.open) {
      throw new Error('Inside a transaction, use the transaction (tx), not the database.')
    }
  }
}
