import { sql } from 'drizzle-orm'
import { migrationsIn, openDatabase, rowsOf } from '#server/platform/database/index.ts'

interface Place {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
}

async function inDatabase<T>(
  place: Place,
  work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<T>,
) {
  const database = await openDatabase(place)
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}

/**
 * Removes the rows of newer migrations from the history, and leaves the schema. A program from before the first release
 * refuses every newer migration, and so shows whether it would run.
 * @returns puts the rows back
 */
export async function hideNewer(place: Place, folder: string): Promise<() => Promise<void>> {
  const newest = migrationsIn(folder).at(-1)?.folderMillis ?? 0
  const hidden = await inDatabase(place, async (db) =>
    rowsOf(
      await db.execute(
        sql`delete from drizzle.__drizzle_migrations where created_at > ${newest} returning hash, created_at::text as time, oldest_program::text as oldest`,
      ),
    ),
  )
  return () =>
    inDatabase(place, async (db) => {
      for (const { hash, time, oldest } of hidden)
        await db.execute(
          sql`insert into drizzle.__drizzle_migrations (hash, created_at, oldest_program) values (${hash}, ${time}, ${oldest})`,
        )
    })
}
