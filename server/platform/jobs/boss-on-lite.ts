import type { PGlite, Results } from '@electric-sql/pglite'
import { type Db as BossDatabase, fromPglite } from 'pg-boss'

const begin = /^\s*BEGIN\b\s*;?/i
const commit = /;?\s*COMMIT\s*;?\s*$/i

/**
 * pg-boss on the embedded database. Its own adapter sends ROLLBACK after it released PGlite's only
 * connection, so a failing `BEGIN … COMMIT` script breaks the next caller. Here such a script is one
 * transaction.
 */
export const bossOnLite = (lite: PGlite): BossDatabase => ({
  ...fromPglite(lite),
  async executeSql(text, values) {
    if (values !== undefined && values.length > 0) return lite.query(text, [...values])
    if (!begin.test(text)) return allRows(await lite.exec(text))
    const script = text.replace(begin, '').replace(commit, '')
    return lite.transaction(async (tx) => allRows(await tx.exec(script)))
  },
})

const allRows = (results: readonly Results[]) => ({ rows: results.flatMap((result) => result.rows) })
