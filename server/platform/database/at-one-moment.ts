import type { Db, Tx } from './types.ts'

/** Several reads that see the same state, whatever is committed in between. Writes nothing. */
export const atOneMoment = <T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' })
