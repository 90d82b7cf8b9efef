import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

// The types of settings. Every setting is text in the environment.

const wholeNumber = (range: { min: number; max: number }, must: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,15}$/, must)
    .transform(Number)
    .refine((value) => value >= range.min && value <= range.max, { error: must })

/** 0 lets the operating system choose. */
export const port = wholeNumber({ min: 0, max: 65535 }, 'must be a port number from 0 to 65535')

/** Up to about 25 days, the limit of a runtime timer. */
export const milliseconds = (min: number, max = 2_147_483_647) =>
  wholeNumber({ min, max }, `must be a whole number of milliseconds from ${min} to ${max}`)

export const count = (min: number, max: number) =>
  wholeNumber({ min, max }, `must be a whole number from ${min} to ${max}`)

const isCidr = (text: string) => {
  try {
    ipaddr.parseCIDR(text)
    return true
  } catch {
    return false
  }
}

/** Comma-separated. A single address stands for itself. Returns CIDRs. */
export const networks = z.string().transform((text, context): readonly string[] => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return parts.map((part) => {
    const cidr = ipaddr.isValid(part) ? `${part}/${part.includes(':') ? 128 : 32}` : part
    if (!isCidr(cidr)) {
      context.addIssue({
        code: 'custom',
        message: `must be networks like 10.0.0.0/8 or fd00::/8, separated by commas; "${part}" is not a network`,
      })
    }
    return cidr
  })
})

const originRule = 'must be the address that users open, like https://billing.example.com, without a path'

/** An http or https origin; a trailing slash and an explicit default port are dropped. */
export const origin = z.string().transform((text, context) => {
  const url = URL.parse(text.trim())
  const isOrigin =
    url !== null &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    url.search + url.hash + url.username + url.password === ''
  if (isOrigin) return url.origin
  context.addIssue({ code: 'custom', message: originRule })
  return z.NEVER
})

const timesRule = 'must be times of the day in UTC like 02:30, separated by commas'

/** Times of the day. Returns minutes since midnight, sorted. */
export const timesOfDay = z.string().transform((text, context): readonly number[] => {
  const minutes = text.split(',').map((part) => {
    const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(part.trim()) ?? []
    return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute)
  })
  const valid = minutes.filter((each) => each !== null)
  if (valid.length !== minutes.length) context.addIssue({ code: 'custom', message: timesRule })
  return [...new Set(valid)].toSorted((a, b) => a - b)
})

/** A destination: http or https, without a username or password. */
export const webAddress = z
  .string()
  .trim()
  .refine(
    (text) => {
      const url = URL.parse(text)
      return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username + url.password === ''
    },
    { error: 'must be a full address like https://alerts.example.com/billing, without a username' },
  )

/** As standardwebhooks.com specifies: base64, also after `whsec_`. */
export const webhookSecret = z
  .string()
  .trim()
  .regex(/^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}$/, {
    error: 'must be base64 of at least 24 bytes; to create one, run `openssl rand -base64 32`',
  })

/** For callers that have no other secret. The visible characters of ASCII, because it is sent in a header. */
export const bearerToken = z
  .string()
  .trim()
  .regex(/^[!-~]{32,256}$/, {
    error: 'must have 32 to 256 characters, without spaces; to create one, run `openssl rand -base64 32`',
  })

const hostName = /^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$/i

/** An address or a host name, without scheme, port or path. An IPv6 address may be in brackets, as in a URL. */
export const host = z
  .string()
  .trim()
  .transform((text) => text.replace(/^\[(.*)\]$/, '$1'))
  .refine((text) => isIP(text) !== 0 || (hostName.test(text) && !/^[\d.]+$/.test(text)), {
    error:
      'must be an IP address or a host name of this machine, like 127.0.0.1, 0.0.0.0 or ::, without http:// and without a port',
  })

/** From 0 to 1. */
export const share = z
  .string()
  .trim()
  .regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, { error: 'must be a number from 0 to 1, like 0.1' })
  .transform(Number)

const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const headersRule =
  'must be headers like authorization=Bearer%20abc, separated by commas, with values URL-encoded'

/** Names in lower case. The message of an error never contains a value, because it may be a key. */
export const headerList = z.string().transform((text, context): Readonly<Record<string, string>> => {
  const headers = new Map<string, string>()
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(0, at)).trim().toLowerCase()
    const value = decodedOrNull(part.slice(at + 1).trim())
    if (headerName.test(name) && value !== null && /^[\x20-\x7e]*$/.test(value)) headers.set(name, value)
    else {
      context.addIssue({ code: 'custom', message: headersRule })
      return z.NEVER
    }
  }
  return Object.fromEntries(headers)
})

function decodedOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
