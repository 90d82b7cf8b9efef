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

/** An empty key or secret means: as it is. */
export const serverChangeInput = (values: ServerValues) => ({
  name: values.name,
  baseUrl: values.baseUrl.trim(),
  capacity: numberFrom(values.capacity) ?? Number.NaN,
  maxConcurrentRequests: numberFrom(values.maxConcurrentRequests) ?? null,
  location: values.location.trim() || null,
  ...(values.apiKey.trim() ? { apiKey: values.apiKey.trim() } : {}),
  ...(values.apiSecret.trim() ? { apiSecret: values.apiSecret.trim() } : {}),
  ...authorityChange(values),
})

function authorityChange({ caCertificate, forgetAuthority }: ServerValues) {
  if (forgetAuthority) return { caCertificate: null }
  return caCertificate.trim() ? { caCertificate } : {}
}
