import { z } from 'zod'
import { type PanelClient, type PanelDriver, PanelError, type PanelHttp } from '#panels/kit/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { type Keyring, SealError } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import {
  isSameAddress,
  openServerKey,
  type PanelAddress,
  type ServerKey,
  sealServerKey,
} from '../sealing/index.ts'
import type { servers } from '../tables/servers.ts'
import { observeCalls } from './observe-calls.ts'

export type ServerRow = typeof servers.$inferSelect

/** Distinguishes two keys, and reveals nothing else about them. */
export const hashKey = (keyring: Keyring, apiKey: string) => keyring.mac('servers.api_key', apiKey)

/** The key's columns, encrypted for this server at this address. */
export function sealKey(keyring: Keyring, address: PanelAddress, key: ServerKey) {
  return {
    ...sealServerKey(keyring, address, key),
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
  domain: Pick<Domain, 'drivers' | 'keyring'> &
    Partial<Pick<Domain, 'log'>> & { readonly panelHttp: PanelHttp },
  server: ServerRow,
): PanelClient {
  const { panelHttp, log } = domain
  if (server.removedAt !== null)
    throw new PanelError({
      kind: 'rejected',
      code: 'server-removed',
      message: `${server.name} and its key were removed from this system.`,
      remedy: 'Add the server again, or use another one.',
    })
  const client = driverOf(domain, server.driver).connect(
    {
      baseUrl: server.baseUrl,
      caCertificate: server.caCertificate,
      proven: isProven(server),
      ...openKey(domain.keyring, server),
    },
    panelHttp,
  )
  return observeCalls(client, { server, log })
}

const checksOfKey = z.array(z.object({ id: z.string(), state: z.string() }))

/** The last test found that the key is accepted. A change of address or key sets the status to unchecked. */
function isProven({ status, lastChecks }: ServerRow): boolean {
  if (status !== 'online' && status !== 'degraded') return false
  const { data = [] } = checksOfKey.safeParse(lastChecks)
  return data.some(({ id, state }) => id === 'key' && state === 'pass')
}

/** @throws {PanelError} needs-operator */
function openKey(keyring: Keyring, server: ServerRow): ServerKey {
  try {
    return openServerKey(keyring, server)
  } catch (cause) {
    const isMoved = cause instanceof SealError && cause.isOtherContext
    throw new PanelError({
      kind: 'needs-operator',
      code: 'key-unreadable',
      ...(isMoved
        ? {
            message: `The stored API key of ${server.name} was not entered for its current address (${server.baseUrl}), so it was not sent.`,
            remedy:
              'Check the Base URL and the CA Certificate on the Server page, then enter API Key and API Secret again.',
          }
        : {
            message: `The stored API key of ${server.name} cannot be decrypted with the current SECRET_KEY.`,
            remedy:
              'Start with the earlier SECRET_KEY or secret.key file, or enter API Key and API Secret again on the Server page.',
          }),
      cause,
    })
  }
}

/**
 * Returns the key to use at an address: the entered parts, and at the saved address the stored ones. A stored
 * part never goes to another address, where the change must contain the whole key (`connectionChange`).
 * @throws {Refusal} if a stored part is needed and cannot be decrypted, or was entered for another address
 */
export function completeKey(
  { keyring, drivers }: Pick<Domain, 'keyring' | 'drivers'>,
  row: ServerRow,
  address: PanelAddress,
  entered: { apiKey?: string | undefined; apiSecret?: string | undefined },
): ServerKey {
  const { connectionFields } = driverOf({ drivers }, row.driver)
  const partOf = (name: 'apiKey' | 'apiSecret') =>
    connectionFields.some((field) => field.name === name) ? entered[name] : ''
  const [apiKey, apiSecret] = [partOf('apiKey'), partOf('apiSecret')]
  if (apiKey !== undefined && apiSecret !== undefined) return { apiKey, apiSecret }
  if (!isSameAddress(row, address)) return { apiKey: apiKey ?? '', apiSecret: apiSecret ?? '' }
  try {
    const stored = openKey(keyring, row)
    return { apiKey: apiKey ?? stored.apiKey, apiSecret: apiSecret ?? stored.apiSecret }
  } catch (error) {
    if (error instanceof PanelError)
      throw fieldRefusal('invalid-body', 'apiKey', 'api-key-required', `${error.message} Enter both.`)
    throw error
  }
}

export const connectionChanged = () =>
  new Refusal(
    'wrong-state',
    'Another staff user has changed the address or the key of this server. Nothing was changed. Reload the server, then try again.',
  )
