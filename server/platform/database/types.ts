import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** drizzle on either database. */
export type Db = PgDatabase<PgQueryResultHKT>

/** One transaction of it. Inside, use nothing else: see transaction-guard.ts. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export type Queryable = Db | Tx
