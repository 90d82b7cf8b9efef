import type { Server } from '#contracts/servers/schemas.ts'

/** The server form, as typed. */
export interface ServerValues {
  name: string
  baseUrl: string
  apiKey: string
  apiSecret: string
  capacity: string
  location: string
  /** PEM; empty means: as it is. */
  caCertificate: string
  forgetAuthority: boolean
}

export const serverFormFields = [
  'name',
  'baseUrl',
  'apiKey',
  'apiSecret',
  'caCertificate',
  'capacity',
  'location',
] as const

export const emptyServer: ServerValues = {
  name: '',
  baseUrl: '',
  apiKey: '',
  apiSecret: '',
  capacity: '100',
  location: '',
  caCertificate: '',
  forgetAuthority: false,
}

/** Key and secret stay empty: they never come back from the API. */
export const valuesOf = (server: Server): ServerValues => ({
  name: server.name,
  baseUrl: server.baseUrl,
  apiKey: '',
  apiSecret: '',
  capacity: String(server.capacity),
  location: server.location ?? '',
  caCertificate: '',
  forgetAuthority: false,
})

const capacityFrom = (typed: string) => (typed.trim() === '' ? undefined : Number(typed))

export const connectionInput = ({ baseUrl, apiKey, apiSecret, caCertificate }: ServerValues) => ({
  driver: 'nextpanel',
  baseUrl: baseUrl.trim(),
  apiKey: apiKey.trim(),
  apiSecret: apiSecret.trim(),
  ...(caCertificate.trim() ? { caCertificate } : {}),
})

export const newServerInput = (values: ServerValues) => ({
  ...connectionInput(values),
  name: values.name,
  capacity: capacityFrom(values.capacity),
  location: values.location.trim() || null,
})

/** An empty key or secret means: as it is. */
export const serverChangeInput = (values: ServerValues) => ({
  name: values.name,
  baseUrl: values.baseUrl.trim(),
  capacity: capacityFrom(values.capacity) ?? Number.NaN,
  location: values.location.trim() || null,
  ...(values.apiKey.trim() ? { apiKey: values.apiKey.trim() } : {}),
  ...(values.apiSecret.trim() ? { apiSecret: values.apiSecret.trim() } : {}),
  ...authorityChange(values),
})

function authorityChange({ caCertificate, forgetAuthority }: ServerValues) {
  if (forgetAuthority) return { caCertificate: null }
  return caCertificate.trim() ? { caCertificate } : {}
}
