import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { type Suspension, suspendReason } from '#contracts/hosting/schemas.ts'
import { readAudit } from '#server/platform/audit/index.ts'
import { accountNotFound } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** The audit data that suspend.ts records. */
const recorded = z.object({ reason: suspendReason, note: z.string().nullish() })

/** An account is suspended and unsuspended a few times; older entries say nothing about the reasons in force. */
const mostEntries = 200

/** From the audit log: the latest suspension for each reason that is in force. */
export async function readSuspensions(ctx: Context, { id }: ById): Promise<{ items: Suspension[] }> {
  const { db } = ctx.database
  const [account] = await db
    .select({ reasons: hostingAccounts.suspendReasons })
    .from(hostingAccounts)
    .where(eq(hostingAccounts.id, id))
  if (!account) throw accountNotFound()
  const entries = await readAudit(db, { subjectIds: [id], before: undefined, limit: mostEntries })
  const latest = new Map<string, Suspension>()
  for (const { action, after, actorName, at } of entries) {
    const { data } = recorded.safeParse(after)
    if (action !== 'hosting-account.suspend' || !data || latest.has(data.reason)) continue
    latest.set(data.reason, {
      reason: data.reason,
      note: data.note ?? null,
      by: actorName,
      at: at.toISOString(),
    })
  }
  return { items: [...latest.values()].filter(({ reason }) => account.reasons.includes(reason)) }
}
