import { eq } from 'drizzle-orm'
import type { Server, ServerChange } from '#contracts/servers/schemas.ts'
import { PanelError } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { type Call, type Domain, requireStaff } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { serverExists } from './add.ts'
import { readAuthorities, refuseBadCertificates } from './authorities.ts'
import { testServer } from './check.ts'
import { openKey, type ServerRow, sealKey } from './connection.ts'
import { nothingObserved } from './observed-behavior.ts'
import { findServer, getServer, lockServer, serverNotFound } from './read.ts'
import { refuseAnotherPanel } from './same-panel.ts'
import { serversChanged } from './signal.ts'

/** @throws {Refusal} where only the secret is given and the key itself can no longer be opened */
export function openedKey(keyring: Keyring, row: ServerRow): string {
  try {
    return openKey(keyring, row).apiKey
  } catch (error) {
    if (error instanceof PanelError)
      throw fieldRefusal('invalid-body', 'apiKey', 'api-key-required', `${error.message} Enter both.`)
    throw error
  }
}

/** Changes a server. Another address, key or authority makes it unchecked, and it is tested at once. */
export async function changeServer(
  domain: Domain,
  call: Call,
  id: string,
  change: ServerChange,
): Promise<Server> {
  requireStaff(call)
  const { clock, keyring } = domain
  const { apiKey, apiSecret, caCertificate, location, name, baseUrl, capacity, mode } = change
  refuseBadCertificates(caCertificate, clock.now())
  const reconnects = baseUrl !== undefined || apiSecret !== undefined || caCertificate !== undefined
  if (baseUrl !== undefined) {
    const present = await findServer(domain.database.db, id)
    if (baseUrl !== present.baseUrl)
      await refuseAnotherPanel(domain, present, { baseUrl, apiKey, apiSecret, caCertificate })
  }
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
          : {
              ...sealKey(keyring, id, { apiKey: apiKey ?? openedKey(keyring, row), apiSecret }),
              keyChangedAt: at,
            }
      const authorities = caCertificate === undefined ? {} : { caCertificate }
      const unchecked = reconnects
        ? ({ status: 'unchecked', statusMessage: null, offlineChecks: 0 } as const)
        : {}
      await tx
        .update(servers)
        .set({
          ...columns,
          ...key,
          ...authorities,
          ...unchecked,
          ...(baseUrl === undefined || baseUrl === row.baseUrl ? {} : nothingObserved),
          updatedAt: at,
        })
        .where(eq(servers.id, id))
      await recordAudit(tx, {
        at,
        actor: call.actor,
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
          ...(apiSecret === undefined ? {} : { apiKey: true }),
          ...(caCertificate === undefined ? {} : { authorities: readAuthorities(caCertificate) }),
        },
        requestId: call.requestId,
      })
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'servers_base_url_key') ? serverExists() : error
    })
  serversChanged(domain)
  if (reconnects) await testServer(domain, call, id)
  return getServer(domain, call, id)
}
