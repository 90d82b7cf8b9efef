import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import { connectionCheck, type keyRotation, type RotatedKey } from '#contracts/servers/schemas.ts'
import type { ConnectionReport } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { isSameAddress } from '../sealing/index.ts'
import { servers } from '../tables/servers.ts'
import { serverExists } from './add.ts'
import { checkedKey } from './check-input.ts'
import { completeKey, connectionChanged, driverOf, type ServerRow, sealKey } from './connection.ts'
import { findServer, getServer, lockServer, serverNotFound } from './read.ts'
import { saveReport } from './save-report.ts'

const nothing = z.object({})
const storedChecks = z.array(connectionCheck)

type Key = { readonly apiKey: string; readonly apiSecret: string }

/**
 * Tests a new key against the server. It replaces the current key only if the whole test passes, or if staff
 * insist. Until then, operations continue with the current key.
 */
export async function rotateServerKey(
  ctx: Context,
  { id, saveAnyway, ...rotation }: z.infer<typeof keyRotation> & ById,
): Promise<RotatedKey> {
  const { clock, database } = ctx
  const request = { request: ctx.idempotency, refs: nothing, clock }
  const present = await findServer(database.db, id)
  if (await recall(database.db, request)) return swappedBefore(ctx, present)
  const driver = driverOf(ctx, present.driver)
  const key: Key = completeKey(ctx, present, present, checkedKey(driver, rotation))
  const startedAt = performance.now()
  const report = await driver
    .connect({ baseUrl: present.baseUrl, caCertificate: present.caCertificate, ...key }, ctx.panelHttp)
    .testConnection()
  const durationMs = performance.now() - startedAt
  const test = { ok: report.ok, checks: [...report.checks] }
  if (!report.ok && !saveAnyway) return { swapped: false, test, server: await getServer(ctx, { id }) }
  await database.db
    .transaction((tx) =>
      once(tx, request, async () => {
        await swap(tx, ctx, { present, key, report })
        return {}
      }),
    )
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'servers_base_url_key') ? serverExists() : error
    })
  const row = await findServer(database.db, id)
  await saveReport(ctx, row, { report, askedBy: 'person', whole: true, durationMs })
  return { swapped: true, test, server: await getServer(ctx, { id }) }
}

async function swap(
  tx: Queryable,
  ctx: Context,
  { present, key, report }: { present: ServerRow; key: Key; report: ConnectionReport },
): Promise<void> {
  const { id } = present
  const row = await lockServer(tx, id)
  if (!row) throw serverNotFound()
  if (!isSameAddress(row, present) || row.apiKeyHash !== present.apiKeyHash) throw connectionChanged()
  const at = ctx.clock.now()
  const sealed = sealKey(ctx.keyring, row, key)
  await tx
    .update(servers)
    .set({ ...sealed, keyChangedAt: at, updatedAt: at })
    .where(eq(servers.id, id))
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'server.rotate-key',
    subject: { kind: 'server', id },
    before: { apiKeyHint: row.apiKeyHint },
    after: { apiKeyHint: sealed.apiKeyHint, testPassed: report.ok },
    requestId: ctx.requestId,
  })
}

/** A replay: the key is in place, and its test was the last check or an earlier one. */
async function swappedBefore(ctx: Context, row: ServerRow): Promise<RotatedKey> {
  const checks = storedChecks.safeParse(row.lastChecks).data ?? []
  const ok = checks.every(({ state }) => state !== 'fail')
  return { swapped: true, test: { ok, checks }, server: await getServer(ctx, { id: row.id }) }
}
