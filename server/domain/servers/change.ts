import { eq } from 'drizzle-orm'
import type { Server, ServerChange } from '#contracts/server.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { serverExists } from './add.ts'
import { testServer } from './check.ts'
import { sealKey } from './connection.ts'
import { getServer, lockServer, serverNotFound } from './read.ts'

/** Changes a server. Another address or key makes it unchecked, and it is tested at once. */
export async function changeServer(
  domain: Domain,
  call: Call,
  id: string,
  change: ServerChange,
): Promise<Server> {
  requireStaff(call)
  const { clock, keyring } = domain
  const { apiKey, apiSecret, location, name, baseUrl, capacity, mode } = change
  const reconnects = baseUrl !== undefined || apiSecret !== undefined
  await domain.database.db
    .transaction(async (tx) => {
      const row = await lockServer(tx, id)
      if (!row) throw serverNotFound()
      const at = clock.now()
      const columns = {
        ...(name === undefined ? {} : { name }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
        ...(capacity === undefined ? {} : { capacity }),
        ...(mode === undefined ? {} : { mode }),
        ...(location === undefined ? {} : { location: location || null }),
      }
      const key =
        apiSecret === undefined
          ? {}
          : sealKey(keyring, id, {
              apiKey: apiKey ?? keyring.open(row.apiKeySealed, `servers.api_key:${id}`),
              apiSecret,
            })
      const unchecked = reconnects
        ? ({ status: 'unchecked', statusMessage: null, offlineChecks: 0 } as const)
        : {}
      await tx
        .update(servers)
        .set({ ...columns, ...key, ...unchecked, updatedAt: at })
        .where(eq(servers.id, id))
      await recordAudit(tx, {
        at,
        actor: call.actor,
        action: 'server.change',
        subject: { kind: 'server', id },
        before: Object.fromEntries(
          Object.keys(columns).map((column) => [column, row[column as keyof typeof columns]]),
        ),
        after: { ...columns, ...(apiSecret === undefined ? {} : { apiKey: true }) },
        requestId: call.requestId,
      })
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'servers_base_url_key') ? serverExists() : error
    })
  if (reconnects) await testServer(domain, call, id)
  return getServer(domain, call, id)
}
