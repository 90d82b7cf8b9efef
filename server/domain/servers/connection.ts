import { type PanelClient, type PanelDriver, PanelError, type PanelHttp } from '#panels/kit/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import type { servers } from '../tables/servers.ts'

export type ServerRow = typeof servers.$inferSelect

const context = (column: 'api_key' | 'api_secret', serverId: string) => `servers.${column}:${serverId}`

/** Distinguishes two keys, and reveals nothing else about them. */
export const hashKey = (keyring: Keyring, apiKey: string) => keyring.mac('servers.api_key', apiKey)

/** The key's columns, encrypted for this row. */
export function sealKey(keyring: Keyring, serverId: string, key: { apiKey: string; apiSecret: string }) {
  return {
    apiKeySealed: keyring.seal(key.apiKey, context('api_key', serverId)),
    apiSecretSealed: keyring.seal(key.apiSecret, context('api_secret', serverId)),
    apiKeyHash: hashKey(keyring, key.apiKey),
    apiKeyHint:
      key.apiKey === '' ? '' : `${key.apiKey.slice(0, Math.min(8, Math.floor(key.apiKey.length / 2)))}…`,
  }
}

export function driverOf({ drivers }: Pick<Domain, 'drivers'>, id: string): PanelDriver {
  const driver = drivers.get(id)
  if (!driver) throw new Error(`No driver is registered under "${id}".`)
  return driver
}

/**
 * Returns a client for a saved server. The decrypted key exists only in it.
 * @throws {PanelError} the server was removed, or its key was encrypted with another SECRET_KEY
 */
export function connectServer(
  domain: Pick<Domain, 'drivers' | 'keyring'> & { readonly panelHttp: PanelHttp },
  server: ServerRow,
): PanelClient {
  const { panelHttp } = domain
  if (server.removedAt !== null)
    throw new PanelError({
      kind: 'rejected',
      code: 'server-removed',
      message: `${server.name} and its key were removed from this system.`,
      remedy: 'Add the server again, or use another one.',
    })
  return driverOf(domain, server.driver).connect(
    {
      baseUrl: server.baseUrl,
      caCertificate: server.caCertificate,
      ...openKey(domain.keyring, server),
    },
    panelHttp,
  )
}

/** @throws {PanelError} needs-operator */
export function openKey(keyring: Keyring, server: ServerRow): { apiKey: string; apiSecret: string } {
  try {
    return {
      apiKey: keyring.open(server.apiKeySealed, context('api_key', server.id)),
      apiSecret: keyring.open(server.apiSecretSealed, context('api_secret', server.id)),
    }
  } catch (cause) {
    throw new PanelError({
      kind: 'needs-operator',
      code: 'key-unreadable',
      message: `The stored API key of ${server.name} cannot be decrypted with the current SECRET_KEY.`,
      remedy:
        'Start with the earlier SECRET_KEY or secret.key file, or enter API Key and API Secret again on the Server page.',
      cause,
    })
  }
}

/**
 * Returns the given parts of a key, completed by the stored ones.
 * @throws {Refusal} if only one part is given and the stored other part cannot be decrypted
 */
export function completeKey(
  keyring: Keyring,
  row: ServerRow,
  { apiKey, apiSecret }: { apiKey?: string | undefined; apiSecret?: string | undefined },
): { apiKey: string; apiSecret: string } {
  if (apiKey !== undefined && apiSecret !== undefined) return { apiKey, apiSecret }
  try {
    const stored = openKey(keyring, row)
    return { apiKey: apiKey ?? stored.apiKey, apiSecret: apiSecret ?? stored.apiSecret }
  } catch (error) {
    if (error instanceof PanelError)
      throw fieldRefusal('invalid-body', 'apiKey', 'api-key-required', `${error.message} Enter both.`)
    throw error
  }
}
