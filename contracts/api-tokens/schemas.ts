import { z } from 'zod'
import { permissions } from '../access.ts'
import { pageCursor, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { isForTokens, tokenPermissions } from './permissions.ts'

/** Tokens of one user that are neither revoked nor expired. */
export const mostLiveTokens = 50

/**
 * - active: works
 * - expired: its time is over
 * - disabled: the login of its owner is disabled
 */
export const apiTokenStatuses = ['active', 'expired', 'disabled'] as const
export type ApiTokenStatus = (typeof apiTokenStatuses)[number]

/** An API token of a staff user, without the secret. */
export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  /** The scope. The token can do only what the role of its owner also includes. */
  permissions: z.array(z.enum(permissions)),
  status: z.enum(apiTokenStatuses),
  owner: z.object({ id: z.string(), name: z.string() }),
  /** The caller is the owner. */
  isOwn: z.boolean(),
  createdAt: timestamp,
  /** To five minutes. Null: never. */
  lastUsedAt: timestamp.nullable(),
  /** Null: does not expire. */
  expiresAt: timestamp.nullable(),
})
export type ApiToken = z.infer<typeof apiToken>

export const apiTokenQuery = z.object({ limit: pageLimit, cursor: pageCursor.optional() })
export type ApiTokenQuery = z.infer<typeof apiTokenQuery>

export const apiTokenPage = z.object({ items: z.array(apiToken), nextCursor: z.string().nullable() })
export type ApiTokenPage = z.infer<typeof apiTokenPage>

const permission = z
  .enum(permissions, { error: `permissions must be some of: ${tokenPermissions.join(', ')}.` })
  .refine((one): boolean => isForTokens(one), {
    error: ({ input }) =>
      `An API token cannot have the permission ${String(input)}. Remove it from permissions.`,
  })

export const newApiToken = z.object({
  name: requiredLineOfText('Name', { max: 100 }),
  permissions: z
    .array(permission, { error: 'permissions must be a list of permissions.' })
    .min(1, 'Choose at least one permission.')
    .max(permissions.length, 'permissions contains a permission twice.'),
  /** In the future. Without it, the token does not expire. */
  expiresAt: z.iso
    .datetime({ error: 'expiresAt must be a time like 2026-11-23T17:22:29.000Z.' })
    // PostgreSQL has no year 0.
    .refine((text) => !text.startsWith('0000'), 'expiresAt must be a time like 2026-11-23T17:22:29.000Z.')
    .nullish(),
})
export type NewApiToken = z.infer<typeof newApiToken>

/** `token` is null if the request was repeated with its Idempotency-Key: a token is returned once. */
export const createdApiToken = apiToken.extend({ token: z.string().nullable() })
export type CreatedApiToken = z.infer<typeof createdApiToken>
