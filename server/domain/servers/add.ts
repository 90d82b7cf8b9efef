import { z } from 'zod'
import type { AddedServer, NewServer } from '#contracts/servers/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { isUniqueViolation } from '#server/platform/database/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { servers } from '../tables/servers.ts'
import { readAuthorities, refuseBadCertificates } from './authorities.ts'
import { testServer } from './check.ts'
import { checkedConnection, chosenDriver } from './check-input.ts'
import { sealKey } from './connection.ts'

const refs = z.object({ serverId: z.string() })

export const serverExists = () =>
  fieldRefusal(
    'server-exists',
    'baseUrl',
    'server-exists',
    'This panel is already added with this API key. Edit the existing server, or use another key.',
  )

/** Saves a server, then tests it. The server is kept whatever the result of the test. */
export async function addServer(ctx: Context, input: NewServer): Promise<AddedServer> {
  const { clock, keyring } = ctx
  const {
    caCertificate = null,
    location,
    driver,
    name,
    capacity,
    maxConcurrentRequests = null,
    tags = [],
    placementWeight = 100,
  } = input
  const { baseUrl, apiKey, apiSecret } = checkedConnection(chosenDriver(ctx, driver), input)
  const columns = { name, driver, baseUrl, capacity, maxConcurrentRequests, tags, placementWeight }
  refuseBadCertificates(caCertificate, clock.now())
  const made = await ctx.database.db
    .transaction((tx) =>
      once(tx, { request: ctx.idempotency, refs, clock }, async () => {
        const serverId = newId()
        const at = clock.now()
        await tx.insert(servers).values({
          ...columns,
          id: serverId,
          location: location || null,
          caCertificate,
          ...sealKey(keyring, { id: serverId, baseUrl, caCertificate }, { apiKey, apiSecret }),
          createdAt: at,
          updatedAt: at,
        })
        await recordAudit(tx, {
          at,
          actor: ctx.actor,
          action: 'server.add',
          subject: { kind: 'server', id: serverId },
          after: {
            ...columns,
            location: location || null,
            apiKey: true,
            authorities: readAuthorities(caCertificate),
          },
          requestId: ctx.requestId,
        })
        return { serverId }
      }),
    )
    .catch((error: unknown) => {
      throw isUniqueViolation(error, 'servers_base_url_key') ? serverExists() : error
    })
  const { server, ...test } = await testServer(ctx, { id: made.serverId })
  return { ...server, test }
}
