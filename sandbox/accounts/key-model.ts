import { isIP } from 'node:net'
import { z } from 'zod'

const permissionLevel = z.enum(['READ_ONLY', 'USER', 'DEVELOPER', 'BILLING', 'ADMIN', 'SUPER_ADMIN'])

const keyScope = z.enum(['Account Management', 'User Management', 'Billing Operations', 'Full Access'])

/** An address, or a network like 203.0.113.0/24. */
const allowedIp = z.string().refine(
  (value) => {
    const [address = '', bits, ...rest] = value.split('/')
    const family = isIP(address)
    if (family === 0 || rest.length > 0) return false
    return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  },
  { error: 'allowedIps takes addresses and networks, like 203.0.113.7 or 203.0.113.0/24.' },
)

const keyFields = {
  name: z.string().max(100),
  level: permissionLevel,
  scopes: z.array(keyScope),
  /** Empty: any address. */
  allowedIps: z.array(allowedIp),
  /** Limit of accepted requests per hour and day, counted from the first one. Null: no limit. */
  hourlyLimit: z.int().min(0).nullable(),
  dailyLimit: z.int().min(0).nullable(),
  expiresAt: z.iso.datetime().nullable(),
  active: z.boolean(),
  revoked: z.boolean(),
}

const credential = z.string().regex(/^[\x21-\x7e]{8,200}$/, 'Use 8 to 200 visible ASCII characters.')

/** The fields of a new key. The defaults are exactly what billing needs. */
export const newKey = z.strictObject({
  name: keyFields.name.default(''),
  level: keyFields.level.default('BILLING'),
  scopes: keyFields.scopes.default(['Account Management']),
  allowedIps: keyFields.allowedIps.default([]),
  hourlyLimit: keyFields.hourlyLimit.default(null),
  dailyLimit: keyFields.dailyLimit.default(null),
  expiresAt: keyFields.expiresAt.default(null),
  active: keyFields.active.default(true),
  revoked: keyFields.revoked.default(false),
  /** Generated if absent: `npk_...` and `nps_...`. */
  key: credential.optional(),
  secret: credential.optional(),
})
export type NewKey = z.input<typeof newKey>

export const keyChange = z.strictObject({ ...keyFields, secret: credential }).partial()
export type KeyChange = z.input<typeof keyChange>

/** For display: never the secret. */
export const apiKey = z.object({
  id: z.int(),
  ...keyFields,
  key: z.string(),
  initial: z.boolean(),
  createdAt: z.string(),
})
export type ApiKey = z.infer<typeof apiKey>
