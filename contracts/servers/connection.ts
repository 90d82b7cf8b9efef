import { z } from 'zod'
import type { ConnectionField, PanelDescription } from '../panels/schemas.ts'
import { lineOfText, requiredLineOfText } from '../text.ts'
import { caCertificate } from './certificate.ts'

/** The part of a driver's description that validates a connection. */
export type ConnectionRules = Pick<PanelDescription, 'label' | 'connectionFields'>

/** Returns scheme, host, port and path of an address, without a slash at the end. Null: not an address. */
export function normalAddress(text: string): string | null {
  const url = URL.parse(text.trim())
  return url && `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** Scheme, host and port, for example http://panel.example:9000, normalized. */
const address = (label: string) =>
  requiredLineOfText(label, { max: 500 }).transform((value, context) => {
    const fail = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    const url = URL.parse(value)
    if (!url || !['http:', 'https:'].includes(url.protocol))
      return fail(`${label} must be a full address, like https://panel.example:9000.`)
    if (url.username || url.password)
      return fail(`${label} must not contain a username or password. Enter the key in its own field.`)
    if (url.search || url.hash) return fail(`${label} must not contain ? or #.`)
    return normalAddress(value) ?? fail(`${label} must be a full address.`)
  })

const looksLikeEmail = /^[^@]+@[^@]+\.[^@.]+$/

/**
 * A key is sent as an HTTP header: visible ASCII only. An email as API key is a login that a browser filled
 * in, and the next field then contains a user's password, so nothing is sent to the panel.
 */
const credential = ({ name, label, required }: ConnectionField, panel: string) =>
  (required ? requiredLineOfText : lineOfText)(label, { max: 500 })
    .regex(/^[\x21-\x7e]*$/, {
      error: `${label} may contain only letters, digits and symbols, without spaces. Copy it again from ${panel}.`,
    })
    .refine((value) => name !== 'apiKey' || !looksLikeEmail.test(value), {
      error: `${label} is an email address. A browser may have filled it in. Copy the key from ${panel}.`,
    })

type Credential = z.ZodType<string>

const fieldOf = ({ connectionFields }: ConnectionRules, name: ConnectionField['name']) =>
  connectionFields.find((field) => field.name === name)

/** The connection of a new server: every field that the driver requires. Any other field becomes "". */
export function newConnection(panel: ConnectionRules) {
  const of = (name: 'apiKey' | 'apiSecret'): Credential => {
    const field = fieldOf(panel, name)
    if (!field)
      return z
        .unknown()
        .optional()
        .transform(() => '')
    const schema = credential(field, panel.label)
    return field.required ? schema : schema.default('')
  }
  return z.object({ baseUrl: baseUrlOf(panel), apiKey: of('apiKey'), apiSecret: of('apiSecret') })
}

const baseUrlOf = (panel: ConnectionRules) => address(fieldOf(panel, 'baseUrl')?.label ?? 'Base URL')

const withSecret = (panel: ConnectionRules) => {
  const [key, secret] = [fieldOf(panel, 'apiKey'), fieldOf(panel, 'apiSecret')]
  return {
    holds: (change: { apiKey?: string | undefined; apiSecret?: string | undefined }) =>
      !key || !secret || change.apiKey === undefined || change.apiSecret !== undefined,
    issue: { error: `${secret?.label} is required when the ${key?.label} changes.`, path: ['apiSecret'] },
  }
}

/** The address that the stored key was entered for. Undefined authorities are not known here. */
export interface SavedAddress {
  readonly baseUrl: string
  readonly caCertificate: string | null | undefined
}

/** Returns whether a change leads to another address, or to a server that other authorities prove. */
const changesAddress = (
  saved: SavedAddress,
  { baseUrl, caCertificate }: { baseUrl?: string | undefined; caCertificate?: string | null | undefined },
) =>
  (baseUrl !== undefined && baseUrl !== saved.baseUrl) ||
  (caCertificate !== undefined && caCertificate !== saved.caCertificate)

/**
 * The changes of a connection. An omitted field is unchanged. A key and its secret change together. Another
 * address needs every field of the key that the driver requires: a stored one is sent nowhere else.
 */
export function connectionChange(panel: ConnectionRules, saved: SavedAddress) {
  const of = (name: 'apiKey' | 'apiSecret') => {
    const field = fieldOf(panel, name)
    return field
      ? credential(field, panel.label).optional()
      : z
          .unknown()
          .optional()
          .transform(() => undefined)
  }
  const { holds, issue } = withSecret(panel)
  return z
    .object({
      baseUrl: baseUrlOf(panel).optional(),
      apiKey: of('apiKey'),
      apiSecret: of('apiSecret'),
      caCertificate,
    })
    .refine(holds, issue)
    .superRefine((change, context) => {
      if (!changesAddress(saved, change)) return
      for (const { name, label, required } of panel.connectionFields)
        if (name !== 'baseUrl' && required && change[name] === undefined)
          context.addIssue({
            code: 'custom',
            path: [name],
            message: `${label} must be entered again, because the Base URL or the CA Certificate changed. The stored one is not sent to another address.`,
          })
    })
}

/** A new secret, with a new key unless it is the same one. For a driver without a secret: a new key. */
export function newKey(panel: ConnectionRules) {
  const { apiKey, apiSecret } = newConnection(panel).shape
  const key = fieldOf(panel, 'apiKey')
  return z.object({
    apiKey: key && fieldOf(panel, 'apiSecret') ? credential(key, panel.label).optional() : apiKey,
    apiSecret,
  })
}
