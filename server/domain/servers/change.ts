import { eq } from 'drizzle-orm'
import type { ById } from '#contracts/call.ts'
import type { Server, ServerChange } from '#contracts/servers/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import {
  isSameAddress,
  lockWaitingPasswords,
  moveWaitingPasswords,
  type PanelAddress,
} from '../sealing/index.ts'
import { servers } from '../tables/servers.ts'
import { serverExists } from './add.ts'
import { readAuthorities, refuseBadCertificates } from './authorities.ts'
import { testServer } from './check.ts'
import { checkedChange } from './check-input.ts'
import { completeKey, connectionChanged, driverOf, sealKey } from './connection.ts'
import { nothingObserved } from './observed-behavior.ts'
import { findServer, getServer, lockServer, serverNotFound } from './read.ts'
import { refuseAnotherPanel } from './same-panel.ts'
import { serversChanged } from './signal.ts'

/**
 * Changes a server. A new address, key or authority sets it to unchecked, and it is tested at once. A new
 * address needs the whole key again: the stored one stays at the address that it was entered for.
 */
export async function changeServer(ctx: Context, { id, ...change }: ServerChange & ById): Promise<Server> {
  const { clock, keyring } = ctx
  const { caCertificate, location, name, capacity, mode, maxConcurrentRequests, tags, placementWeight } =
    change
  const present = await findServer(ctx.database.db, id)
  const { baseUrl, apiKey, apiSecret } = checkedChange(driverOf(ctx, present.driver), present, change)
  refuseBadCertificates(caCertificate, clock.now())
  const address: PanelAddress = {
    id,
    baseUrl: baseUrl ?? present.baseUrl,
    caCertificate: caCertificate === undefined ? present.caCertificate : caCertificate,
  }
  const moves = !isSameAddress(address, present)
  const changesKey = moves || apiKey !== undefined || apiSecret !== undefined
  const reconnects = baseUrl !== undefined || changesKey || caCertificate !== undefined
  const key = changesKey ? completeKey(ctx, present, address, { apiKey, apiSecret }) : null
  const isSamePanel = moves && key !== null && (await refuseAnotherPanel(ctx, present, address, key))
  await ctx.database.db
    .transaction(async (tx) => {
      const waiting = isSamePanel ? await lockWaitingPasswords(tx, id) : []
      const row = await lockServer(tx, id)
      if (!row) throw serverNotFound()
      // Entered for the address that staff saw, and checked there.
      if (reconnects && !isSameAddress(row, present)) throw connectionChanged()
      const at = clock.now()
      const columns = {
        ...(name === undefined ? {} : { name }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
        ...(capacity === undefined ? {} : { capacity }),
        ...(mode === undefined ? {} : { mode }),
        ...(maxConcurrentRequests === undefined ? {} : { maxConcurrentRequests }),
        ...(tags === undefined ? {} : { tags }),
        ...(placementWeight === undefined ? {} : { placementWeight }),
        ...(location === undefined ? {} : { location: location || null }),
      }
      const sealedKey = key === null ? {} : { ...sealKey(keyring, address, key), keyChangedAt: at }
      const authorities = caCertificate === undefined ? {} : { caCertificate }
      const unchecked = reconnects
        ? ({ status: 'unchecked', statusMessage: null, offlineChecks: 0 } as const)
        : {}
      await moveWaitingPasswords(tx, keyring, { accounts: waiting, from: row, to: address })
      await tx
        .update(servers)
        .set({
          ...columns,
          ...sealedKey,
          ...authorities,
          ...unchecked,
          ...(baseUrl === undefined || baseUrl === row.baseUrl ? {} : nothingObserved),
          updatedAt: at,
        })
        .where(eq(servers.id, id))
      await recordAudit(tx, {
        at,
        actor: ctx.actor,
        action: 'server.change',
        subject: { kind: 'server', id },
        before: {
          ...Object.fromEntries(
            Object.keys(columns).map((column) => [column, row[column as keyof typeof columns]]),
          ),
          ...(caCertificate === undefined ? {} : { authorities: readAuthorities(row.caCertificate) }),
        },
        after: {
          ...columns,
          ...(changesKey ? { apiKey: true } : {}),
          ...(caCertificate === undefined ? {} : { authorities: readAuthorities(caCertificate) }),
        },
        requestId: ctx.requestId,
      })
      await ctx.beside?.(tx, {})
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'servers_base_url_key') ? serverExists() : error
    })
  serversChanged(ctx)
  if (reconnects) await testServer(ctx, { id })
  return getServer(ctx, { id })
}
