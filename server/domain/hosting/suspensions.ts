import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { type Suspension, suspendReason } from '#contracts/hosting/schemas.ts'
import { type AuditRow, readAudit } from '#server/platform/audit/index.ts'
import { accountNotFound } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** The audit data that suspend.ts records. */
const added = z.object({ reason: suspendReason, note: z.string().nullish() })
/** The audit data of a reconciliation in which staff accepted the panel's state: it replaces all reasons. */
const replaced = z.object({ suspendReasons: z.array(suspendReason) })

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
  const keep = ({ actorName, at }: AuditRow, reason: Suspension['reason'], note: string | null) => {
    if (!latest.has(reason)) latest.set(reason, { reason, note, by: actorName, at: at.toISOString() })
  }
  for (const entry of entries) {
    if (entry.action === 'hosting-account.suspend') {
      const { data } = added.safeParse(entry.after)
      if (data) keep(entry, data.reason, data.note ?? null)
    }
    if (entry.action === 'reconciliation.resolve') {
      const { data } = replaced.safeParse(entry.after)
      for (const reason of data?.suspendReasons ?? []) keep(entry, reason, null)
      if (data) break
    }
  }
  return { items: [...latest.values()].filter(({ reason }) => account.reasons.includes(reason)) }
}
