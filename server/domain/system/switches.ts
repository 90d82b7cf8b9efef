import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowsOf } from '#server/platform/database/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { nothingPaused } from '#server/work/index.ts'
import type { Domain } from '../context.ts'
import { mailSettings, mails } from '../tables/mail.ts'

const dayMs = 86_400_000

const switches = z.object({
  isOnHold: z.boolean(),
  isPaused: z.boolean(),
  mailIsSetUp: z.boolean(),
  failedMails: z.number().int(),
})
export type Switches = z.infer<typeof switches>

/** Reads in one statement what stops the engine, and the state of mail that no queue has. */
export async function readSwitches({
  database,
  clock,
}: Pick<Domain, 'database' | 'clock'>): Promise<Switches> {
  const since = new Date(clock.now().getTime() - dayMs).toISOString()
  const answer = await database.db.execute(sql`
    select exists (select 1 from ${installation} where ${installation.standing} <> 'recognised') as "isOnHold",
      not (${nothingPaused}) as "isPaused",
      exists (select 1 from ${mailSettings}) as "mailIsSetUp",
      (select count(*)::int from ${mails}
        where ${mails.createdAt} > ${since}::timestamptz and ${mails.state} = 'failed') as "failedMails"`)
  return switches.parse(rowsOf(answer)[0])
}
