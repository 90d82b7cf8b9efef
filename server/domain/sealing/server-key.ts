import type { Keyring } from '#server/platform/secrets/index.ts'
import type { servers } from '../tables/servers.ts'
import { contextAt, type PanelAddress } from './panel-address.ts'

/** The secret fields of a connection. "" for a field that the driver does not have. */
export interface ServerKey {
  readonly apiKey: string
  readonly apiSecret: string
}

type SealedKey = Pick<typeof servers.$inferSelect, 'apiKeySealed' | 'apiSecretSealed'>

const contexts = {
  apiKey: (serverId: string) => `servers.api_key:${serverId}`,
  apiSecret: (serverId: string) => `servers.api_secret:${serverId}`,
}

/** Returns the key's columns, which open only for this address. */
export const sealServerKey = (keyring: Keyring, address: PanelAddress, key: ServerKey): SealedKey => ({
  apiKeySealed: keyring.seal(key.apiKey, contextAt(contexts.apiKey(address.id), address)),
  apiSecretSealed: keyring.seal(key.apiSecret, contextAt(contexts.apiSecret(address.id), address)),
})

/** @throws {SealError} another SECRET_KEY, or an address that the key was not entered for */
export const openServerKey = (keyring: Keyring, server: PanelAddress & SealedKey): ServerKey => ({
  apiKey: keyring.open(server.apiKeySealed, contextAt(contexts.apiKey(server.id), server)),
  apiSecret: keyring.open(server.apiSecretSealed, contextAt(contexts.apiSecret(server.id), server)),
})

/** Opens the key of an earlier version. @throws {SealError} */
export const openEarlierServerKey = (keyring: Keyring, server: { id: string } & SealedKey): ServerKey => ({
  apiKey: keyring.openEarlier(server.apiKeySealed, contexts.apiKey(server.id)),
  apiSecret: keyring.openEarlier(server.apiSecretSealed, contexts.apiSecret(server.id)),
})
