import { and, desc, eq, lt } from 'drizzle-orm'
import type { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { ServerCheck, serverCheckQuery } from '#contracts/servers/schemas.ts'
import type { Context, Domain } from '../context.ts'
import { serverChecks } from '../tables/server-checks.ts'
import { findServer } from './read.ts'

const keptMs = 7 * 86_400_000

/** Returns the checks of a server in the last week, newest first. */
export async function listServerChecks(
  ctx: Context,
  { id, limit, cursor }: z.infer<typeof serverCheckQuery> & ById,
): Promise<{ items: ServerCheck[]; nextCursor: string | null }> {
  await findServer(ctx.database.db, id)
  const rows = await ctx.database.db
    .select()
    .from(serverChecks)
    .where(and(eq(serverChecks.serverId, id), cursor === undefined ? undefined : lt(serverChecks.id, cursor)))
    .orderBy(desc(serverChecks.id))
    .limit(limit + 1)
  const items = rows.slice(0, limit)
  return {
    items: items.map(({ at, askedBy, verdict, durationMs, failed, message }) => ({
      at: at.toISOString(),
      askedBy,
      verdict,
      durationMs,
      failed,
      message,
    })),
    nextCursor: rows.length > limit ? String(items.at(-1)?.id) : null,
  }
}

export async function purgeServerChecks({
  database,
  clock,
}: Pick<Domain, 'database' | 'clock'>): Promise<void> {
  await database.db.delete(serverChecks).where(lt(serverChecks.at, new Date(clock.now().getTime() - keptMs)))
}
