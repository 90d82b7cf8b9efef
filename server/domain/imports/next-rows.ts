import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Db, rowsOf } from '#server/platform/database/index.ts'
import { importRows } from '../tables/imports.ts'

/** Null: the rows whose server is chosen when they begin. */
type ServerId = string | null

const serverRows = z.object({ server_id: z.string().nullable(), numbers: z.array(z.number()) })

/**
 * The numbers of the valid rows of a running import, by server. They are read once, so that 100,000 rows of a full server
 * cost nothing in each turn. No row becomes valid again, but one that was taken may not have begun: see {@link forget}.
 */
export class NextRows {
  /** From the last row to the first, so that the end of each list is next. */
  #byServer: Map<ServerId, number[]> | null = null

  /** Takes rows by number. @param without rows that are valid in the database and have begun, or will soon */
  async take(
    db: Db,
    importId: string,
    {
      limit,
      placesOf,
      without,
    }: { limit: number; placesOf: (serverId: ServerId) => number; without: readonly number[] },
  ): Promise<number[]> {
    this.#byServer ??= await readValid(db, importId, new Set(without))
    const free = [...this.#byServer].map(([serverId, numbers]) => ({ numbers, places: placesOf(serverId) }))
    const taken: number[] = []
    while (taken.length < limit) {
      const open = free.filter(({ numbers, places }) => places > 0 && numbers.length > 0)
      const first = open.toSorted((a, b) => (a.numbers.at(-1) ?? 0) - (b.numbers.at(-1) ?? 0))[0]
      const number = first?.numbers.pop()
      if (!first || number === undefined) break
      first.places -= 1
      taken.push(number)
    }
    return taken
  }

  /** After a fault or a pause: rows that were taken may still be valid, and are read again. */
  forget(): void {
    this.#byServer = null
  }
}

async function readValid(
  db: Db,
  importId: string,
  without: ReadonlySet<number>,
): Promise<Map<ServerId, number[]>> {
  const { number, serverId, state } = importRows
  const valid = and(eq(importRows.importId, importId), eq(state, 'valid'))
  const found = await db.execute(sql`
    select ${serverId} as server_id, json_agg(${number} order by ${number} desc) as numbers
    from ${importRows} where ${valid} group by ${serverId}`)
  return new Map(
    rowsOf(found).map((row) => {
      const { server_id, numbers } = serverRows.parse(row)
      return [server_id, numbers.filter((each) => !without.has(each))]
    }),
  )
}
