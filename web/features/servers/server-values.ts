import type { PanelDescription } from '#contracts/panels/schemas.ts'
import {
  connectionChange,
  newConnection,
  normalAddress,
  type SavedAddress,
} from '#contracts/servers/connection.ts'
import { newServer, type Server, serverChange, serverConnection } from '#contracts/servers/schemas.ts'

/** The values of the server form, as typed. */
export interface ServerValues {
  name: string
  /** The id of its panel driver. */
  driver: string
  baseUrl: string
  apiKey: string
  apiSecret: string
  capacity: string
  location: string
  /** Words separated by commas or spaces. */
  tags: string
  placementWeight: string
  /** Empty means the default setting. Shown for a saved server only. */
  maxConcurrentRequests: string
  /** PEM. Empty keeps the saved value. */
  caCertificate: string
  forgetAuthority: boolean
  /** Whether staff enter a new key for a saved server. If not, the form has no key fields. */
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
  'tags',
  'placementWeight',
  'maxConcurrentRequests',
] as const

/** @param driver the initially selected driver */
export const emptyServer = (driver: string): ServerValues => ({
  name: '',
  driver,
  baseUrl: '',
  apiKey: '',
  apiSecret: '',
  capacity: '100',
  location: '',
  tags: '',
  placementWeight: '100',
  maxConcurrentRequests: '',
  caCertificate: '',
  forgetAuthority: false,
  entersKey: false,
})

/** Key and secret are empty, because the API never returns them. */
export const valuesOf = (server: Server): ServerValues => ({
  name: server.name,
  driver: server.driver,
  baseUrl: server.baseUrl,
  apiKey: '',
  apiSecret: '',
  capacity: String(server.capacity),
  location: server.location ?? '',
  tags: server.tags.join(', '),
  placementWeight: String(server.placementWeight),
  maxConcurrentRequests: server.maxConcurrentRequests?.toString() ?? '',
  caCertificate: '',
  forgetAuthority: false,
  entersKey: false,
})

const numberFrom = (typed: string) => (typed.trim() === '' ? undefined : Number(typed))

export const tagsFrom = (typed: string): string[] =>
  typed
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)

/** The schema of the values that a connection to a panel needs. */
export const connectionSchema = (panel: PanelDescription) =>
  serverConnection.extend(newConnection(panel).shape)

/** The same schema with all values of a new server. */
export const newServerSchema = (panel: PanelDescription) => newServer.extend(newConnection(panel).shape)

export const serverChangeSchema = (panel: PanelDescription, saved: SavedAddress) => {
  const { baseUrl: _url, apiKey: _key, apiSecret: _secret, caCertificate: _ca, ...rest } = serverChange.shape
  return connectionChange(panel, saved).safeExtend(rest)
}

/** The API returns no certificate, so one that is entered always counts as another one. */
export const savedAddress = ({ baseUrl, authorities }: Server): SavedAddress => ({
  baseUrl,
  caCertificate: authorities.length === 0 ? null : undefined,
})

/** Returns whether the form has another address or authority, for which the key must be entered again. */
export const changesAddress = (
  values: Pick<ServerValues, 'baseUrl' | 'caCertificate' | 'forgetAuthority'>,
  { baseUrl }: Pick<Server, 'baseUrl'>,
): boolean =>
  normalAddress(values.baseUrl) !== baseUrl || values.caCertificate.trim() !== '' || values.forgetAuthority

/** Only the fields of the selected driver. Fields of another driver may still have typed values. */
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
  tags: tagsFrom(values.tags),
  placementWeight: numberFrom(values.placementWeight),
})

/**
 * Returns only the fields that staff changed. A key and its secret are among them only while staff enter a new key:
 * a browser may fill a field without the user.
 * @param opened the initial values of the form
 */
export function serverChangeInput(values: ServerValues, opened: ServerValues, panel: PanelDescription) {
  const changes = (
    name: 'name' | 'capacity' | 'maxConcurrentRequests' | 'location' | 'tags' | 'placementWeight',
  ) => values[name].trim() !== opened[name]
  return {
    ...(changes('name') ? { name: values.name } : {}),
    ...(normalAddress(values.baseUrl) === opened.baseUrl ? {} : { baseUrl: values.baseUrl.trim() }),
    ...(changes('capacity') ? { capacity: numberFrom(values.capacity) ?? Number.NaN } : {}),
    ...(changes('maxConcurrentRequests')
      ? { maxConcurrentRequests: numberFrom(values.maxConcurrentRequests) ?? null }
      : {}),
    ...(changes('tags') ? { tags: tagsFrom(values.tags) } : {}),
    ...(changes('placementWeight')
      ? { placementWeight: numberFrom(values.placementWeight) ?? Number.NaN }
      : {}),
    ...(changes('location') ? { location: values.location.trim() || null } : {}),
    ...(changesAddress(values, opened)
      ? wholeKeyInput(values, panel)
      : values.entersKey
        ? newKeyInput(values, panel)
        : {}),
    ...authorityChange(values),
  }
}

/** Every field of the key that the panel has. */
const wholeKeyInput = (values: ServerValues, { connectionFields }: PanelDescription) =>
  Object.fromEntries(
    connectionFields.flatMap(({ name }) => (name === 'baseUrl' ? [] : [[name, values[name].trim()]])),
  )

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
