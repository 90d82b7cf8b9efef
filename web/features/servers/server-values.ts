import type { PanelDescription } from '#contracts/panels/schemas.ts'
import { connectionChange, newConnection } from '#contracts/servers/connection.ts'
import { newServer, type Server, serverChange, serverConnection } from '#contracts/servers/schemas.ts'

/** The server form, as typed. */
export interface ServerValues {
  name: string
  /** The id of its panel driver. */
  driver: string
  baseUrl: string
  apiKey: string
  apiSecret: string
  capacity: string
  location: string
  /** Empty means: the setting. Shown for a saved server only. */
  maxConcurrentRequests: string
  /** PEM; empty means: as it is. */
  caCertificate: string
  forgetAuthority: boolean
  /** Whether staff enter a new key for a saved server; otherwise the form has no key fields. */
  entersKey: boolean
}

export const serverFormFields = [
  'name',
  'driver',
  'baseUrl',
  'apiKey',
  'apiSecret',
  'caCertificate',
  'capacity',
  'location',
  'maxConcurrentRequests',
] as const

/** @param driver the one that is chosen at first */
export const emptyServer = (driver: string): ServerValues => ({
  name: '',
  driver,
  baseUrl: '',
  apiKey: '',
  apiSecret: '',
  capacity: '100',
  location: '',
  maxConcurrentRequests: '',
  caCertificate: '',
  forgetAuthority: false,
  entersKey: false,
})

/** Key and secret stay empty: they never come back from the API. */
export const valuesOf = (server: Server): ServerValues => ({
  name: server.name,
  driver: server.driver,
  baseUrl: server.baseUrl,
  apiKey: '',
  apiSecret: '',
  capacity: String(server.capacity),
  location: server.location ?? '',
  maxConcurrentRequests: server.maxConcurrentRequests?.toString() ?? '',
  caCertificate: '',
  forgetAuthority: false,
  entersKey: false,
})

const numberFrom = (typed: string) => (typed.trim() === '' ? undefined : Number(typed))

/** What the form of a panel must hold to connect to it. */
export const connectionSchema = (panel: PanelDescription) =>
  serverConnection.extend(newConnection(panel).shape)

/** The same with all that a new server needs. */
export const newServerSchema = (panel: PanelDescription) => newServer.extend(newConnection(panel).shape)

export const serverChangeSchema = (panel: PanelDescription) => {
  const { baseUrl: _url, apiKey: _key, apiSecret: _secret, ...rest } = serverChange.shape
  return connectionChange(panel).safeExtend(rest)
}

/** Only the fields that the panel's driver asks for: those of another one may still hold what was typed. */
export const connectionInput = (values: ServerValues, panel: PanelDescription) => ({
  driver: panel.id,
  ...Object.fromEntries(panel.connectionFields.map(({ name }) => [name, values[name].trim()])),
  ...(values.caCertificate.trim() ? { caCertificate: values.caCertificate } : {}),
})

export const newServerInput = (values: ServerValues, panel: PanelDescription) => ({
  ...connectionInput(values, panel),
  name: values.name,
  capacity: numberFrom(values.capacity),
  location: values.location.trim() || null,
})

/**
 * Returns only the fields that staff changed. A key and its secret are among them only while staff enter a new key:
 * a browser may fill a field on its own.
 * @param opened the values that the form opened with
 */
export function serverChangeInput(values: ServerValues, opened: ServerValues, panel: PanelDescription) {
  const changes = (name: 'name' | 'baseUrl' | 'capacity' | 'maxConcurrentRequests' | 'location') =>
    values[name].trim() !== opened[name]
  return {
    ...(changes('name') ? { name: values.name } : {}),
    ...(changes('baseUrl') ? { baseUrl: values.baseUrl.trim() } : {}),
    ...(changes('capacity') ? { capacity: numberFrom(values.capacity) ?? Number.NaN } : {}),
    ...(changes('maxConcurrentRequests')
      ? { maxConcurrentRequests: numberFrom(values.maxConcurrentRequests) ?? null }
      : {}),
    ...(changes('location') ? { location: values.location.trim() || null } : {}),
    ...(values.entersKey ? newKeyInput(values, panel) : {}),
    ...authorityChange(values),
  }
}

/** An empty API key means the same key with a new secret. */
export function newKeyInput(
  { apiKey, apiSecret }: Pick<ServerValues, 'apiKey' | 'apiSecret'>,
  { connectionFields }: PanelDescription,
) {
  const hasSecret = connectionFields.some(({ name }) => name === 'apiSecret')
  return {
    ...(apiKey.trim() || !hasSecret ? { apiKey: apiKey.trim() } : {}),
    ...(hasSecret ? { apiSecret: apiSecret.trim() } : {}),
  }
}

function authorityChange({ caCertificate, forgetAuthority }: ServerValues) {
  if (forgetAuthority) return { caCertificate: null }
  return caCertificate.trim() ? { caCertificate } : {}
}
