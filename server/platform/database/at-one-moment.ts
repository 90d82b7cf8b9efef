import type { Db, Tx } from './types.ts'

/** Runs several reads on the same snapshot, whatever is committed in between. Writes nothing. */
export const atOneMoment = <T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction(read, { isolationLevel: 'repeatable read', accessMode: 'read only' })
