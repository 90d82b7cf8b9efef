import type { PanelClient, PanelDriver } from '#panels/kit/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import type { servers } from '../tables/servers.ts'

export type ServerRow = typeof servers.$inferSelect

const context = (column: 'api_key' | 'api_secret', serverId: string) => `servers.${column}:${serverId}`

/** The key's columns, sealed for this row. */
export function sealKey(keyring: Keyring, serverId: string, key: { apiKey: string; apiSecret: string }) {
  return {
    apiKeySealed: keyring.seal(key.apiKey, context('api_key', serverId)),
    apiSecretSealed: keyring.seal(key.apiSecret, context('api_secret', serverId)),
    apiKeyHash: keyring.mac('servers.api_key', key.apiKey),
    apiKeyHint: `${key.apiKey.slice(0, Math.min(8, Math.floor(key.apiKey.length / 2)))}…`,
  }
}

export function driverOf({ drivers }: Pick<Domain, 'drivers'>, id: string): PanelDriver {
  const driver = drivers.get(id)
  if (!driver) throw new Error(`No driver is registered under "${id}".`)
  return driver
}

/** A client for a saved server. The unsealed key lives only in it. */
export function connectServer(
  domain: Pick<Domain, 'drivers' | 'keyring' | 'panelHttp'>,
  server: ServerRow,
): PanelClient {
  const { keyring, panelHttp } = domain
  return driverOf(domain, server.driver).connect(
    {
      baseUrl: server.baseUrl,
      apiKey: keyring.open(server.apiKeySealed, context('api_key', server.id)),
      apiSecret: keyring.open(server.apiSecretSealed, context('api_secret', server.id)),
    },
    panelHttp,
  )
}
