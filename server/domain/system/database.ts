import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { processRoles, type SystemStatus } from '#contracts/system/schemas.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { newsConnection } from '#server/platform/news/index.ts'
import type { Domain } from '../context.ts'

type DatabaseFacts = NonNullable<SystemStatus['database']>

const facts = z.object({
  version: z.string(),
  bytes: z.number(),
  names: z.array(z.object({ name: z.string(), count: z.number().int() })),
})

/** Reads version, size and connected processes in one statement. */
export async function readDatabaseFacts({
  database,
  ownProcess,
}: Pick<Domain, 'database' | 'ownProcess'>): Promise<DatabaseFacts> {
  // Each process has one connection for notifications, whose name has its role.
  const answer = await database.db.execute(sql`
    select current_setting('server_version') as version,
      pg_database_size(current_database())::float8 as bytes,
      (select coalesce(json_agg(p), '[]') from (
        select application_name as name, count(*)::int as count from pg_stat_activity
        where datname = current_database() and starts_with(application_name, ${`${newsConnection} `})
        group by application_name
      ) p) as names`)
  const { version, bytes, names } = facts.parse(rowsOf(answer)[0])
  const processes =
    database.kind === 'embedded'
      ? [{ role: ownProcess.role, count: 1 }]
      : processRoles.flatMap((role) => {
          const found = names.find(({ name }) => name === `${newsConnection} ${role}`)
          return found ? [{ role, count: found.count }] : []
        })
  return { kind: database.kind, version, bytes, processes }
}
