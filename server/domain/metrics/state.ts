import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowsOf } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'

const outbox = z.object({ waiting: z.number(), oldest: z.number().nullable() })

const stateShape = z.object({
  operations: z.array(
    z.object({
      server: z.string(),
      kind: z.string(),
      status: z.string(),
      count: z.number(),
      oldest: z.number(),
      /** The earliest time at which one of them is due. Null: none waits for a time. */
      due: z.number().nullable(),
    }),
  ),
  servers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      driver: z.string(),
      status: z.string(),
      breaker: z.string(),
      capacity: z.number(),
      held: z.number(),
    }),
  ),
  mails: outbox,
  webhooks: outbox,
  billed: z.number().nullable(),
})

/** Times are in seconds since 1970. */
export type SystemState = z.infer<typeof stateShape>

/**
 * Reads the state of the whole installation in one statement, from indexes of open work. The invoices of a large run wait
 * for their first attempt without a problem, so they do not count as old.
 */
export async function readState({ database }: Pick<Domain, 'database'>): Promise<SystemState> {
  const answer = await database.db.execute(sql`
    select
      (select coalesce(json_agg(o), '[]') from (
        select queue_key as server, kind, status, count(*)::int as count,
          extract(epoch from min(created_at))::float8 as oldest,
          extract(epoch from min(next_attempt_at))::float8 as due
        from operations where status in ('queued', 'running', 'waiting', 'needs-person')
        group by queue_key, kind, status
      ) o) as operations,
      (select coalesce(json_agg(s), '[]') from (
        select id, name, driver, status, breaker, capacity, slots_held as held
        from servers where removed_at is null
      ) s) as servers,
      (select json_build_object('waiting', count(*),
          'oldest', extract(epoch from min(created_at) filter (where document_id is null or attempts > 0))::float8)
        from mails where state = 'waiting') as mails,
      (select json_build_object('waiting', count(*), 'oldest', extract(epoch from min(created_at))::float8)
        from webhook_deliveries where state = 'waiting') as webhooks,
      (select extract(epoch from ended_at)::float8 from billing_runs where state = 'done'
        order by started_at desc, id desc limit 1) as billed`)
  return stateShape.parse(rowsOf(answer)[0])
}
