import { z } from 'zod'
import { newAccount } from './body.ts'

const makers = z.enum(['request', 'late-commit', 'stranger'])

/** The actor of a change. */
export interface Hand {
  /**
   * request: a call of the panel's API whose client still waits. late-commit: one whose client is gone, or
   * never gets a response. stranger: another customer of that panel. person: its staff, by hand. restore: a
   * backup.
   */
  readonly by: z.infer<typeof makers> | 'person' | 'restore'
  /** Its number in the request log. For a stranger: the number of the request that it preceded. */
  readonly request: number | null
  readonly keyId: number | null
  /** The fault of the request. */
  readonly fault: string | null
}

/** The creator of an account. */
export type Maker = Hand & { readonly by: z.infer<typeof makers> }

export const byPerson: Hand = { by: 'person', request: null, keyId: null, fault: null }
export const byStranger: Maker = { by: 'stranger', request: null, keyId: null, fault: null }

/** One account as the panel stores it. Deleted and restored-away accounts are kept for the ledger. */
export interface Account {
  /** Counts the accounts that were ever created. Never reused. */
  readonly serial: number
  /** The NextPanel User ID. After a restore, it may belong to another account. */
  readonly id: number
  readonly username: string
  readonly email: string
  readonly fullName: string | null
  readonly phone: string | null
  readonly company: string | null
  readonly packageId: string | number | null
  readonly isAdmin: boolean
  readonly billingId: string | null
  readonly metadata: unknown
  readonly status: 'active' | 'suspended'
  readonly createdAt: string
  readonly deletedAt: string | null
  readonly restoredAwayAt: string | null
  readonly by: z.infer<typeof makers>
  readonly createRequest: number | null
  readonly keyId: number | null
  readonly fault: string | null
}

export const accountRow = z
  .object({
    serial: z.number(),
    id: z.number(),
    username: z.string(),
    email: z.string(),
    full_name: z.string().nullable(),
    phone: z.string().nullable(),
    company: z.string().nullable(),
    package_id: z.string().nullable(),
    is_admin: z.number(),
    billing_id: z.string().nullable(),
    metadata: z.string().nullable(),
    status: z.enum(['active', 'suspended']),
    created_at: z.string(),
    deleted_at: z.string().nullable(),
    restored_away_at: z.string().nullable(),
    made_by: makers,
    create_request: z.number().nullable(),
    key_id: z.number().nullable(),
    fault: z.string().nullable(),
  })
  .transform(
    (row): Account => ({
      serial: row.serial,
      id: row.id,
      username: row.username,
      email: row.email,
      fullName: row.full_name,
      phone: row.phone,
      company: row.company,
      packageId: z.union([z.string(), z.number(), z.null()]).parse(JSON.parse(row.package_id ?? 'null')),
      isAdmin: row.is_admin === 1,
      billingId: row.billing_id,
      metadata: JSON.parse(row.metadata ?? 'null'),
      status: row.status,
      createdAt: row.created_at,
      deletedAt: row.deleted_at,
      restoredAwayAt: row.restored_away_at,
      by: row.made_by,
      createRequest: row.create_request,
      keyId: row.key_id,
      fault: row.fault,
    }),
  )

/** A manual change by the panel's staff. */
export const accountChange = z
  .strictObject({
    status: z.enum(['active', 'suspended', 'deleted']),
    username: newAccount.shape.username,
    email: newAccount.shape.email,
    billing_id: z.string().nullable(),
    metadata: newAccount.shape.metadata,
  })
  .partial()
export type AccountChange = z.infer<typeof accountChange>

/** An account that billing does not know. Without a password it gets a random one. */
export const strangersAccount = z.strictObject({
  ...newAccount.shape,
  password: newAccount.shape.password.optional(),
})
export type StrangersAccount = z.infer<typeof strangersAccount>
