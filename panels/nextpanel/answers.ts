import { z } from 'zod'
import { isChangedReference, type PanelAccount, type PanelUsage } from '#panels/kit/index.ts'

/**
 * Shapes of NextPanel's responses (source: nextpanel-api, the wire contract as observed). Fields that vary
 * between panels are optional here. A field of a different type counts as missing.
 */

/** The NextPanel User ID. Never text, never 0: such a response is not an account of ours. */
const panelId = z.int().positive()
const word = z.string().regex(/^\P{C}{1,255}$/u)
const time = z.string().regex(/^[\d\-+:.,TZ ]{1,40}$/)

// A plain unknown() would require the field.
const anything = z.unknown().optional()

const account = z.object({
  id: panelId,
  username: word,
  email: anything,
  billing_id: anything,
  metadata: anything,
  status: anything,
  created_at: anything,
})

/** Undefined: not the shape of an account. */
export function readAccount(value: unknown): PanelAccount | undefined {
  const parsed = account.safeParse(value)
  if (!parsed.success) return undefined
  const { id, username, email, billing_id, metadata, status, created_at } = parsed.data
  const createdAt = time.safeParse(created_at).data
  return {
    id: String(id),
    username,
    email: word.safeParse(email).data,
    marker: readMarker(billing_id, metadata),
    suspended: readSuspended(status),
    ...(createdAt === undefined ? {} : { createdAt }),
  }
}

/** An entry of a list as far as it can be read: a malformed entry of another owner must not hide ours. */
export interface ListEntry {
  readonly id: string | undefined
  readonly username: string | undefined
  readonly email: string | undefined
  readonly marker: string | null | undefined
  /** Only if all of it has the shape of an account. */
  readonly account: PanelAccount | undefined
  /** Its id is text, which no account of ours can have. */
  readonly hasTextId: boolean
  /** Distinguishes entries between pages. */
  readonly key: string
}

const looseEntry = z.object({
  id: anything,
  username: anything,
  email: anything,
  billing_id: anything,
  metadata: anything,
})

export function readEntry(value: unknown): ListEntry {
  const loose = looseEntry.safeParse(value).data
  const id = panelId.safeParse(loose?.id).data
  return {
    id: id === undefined ? undefined : String(id),
    username: word.safeParse(loose?.username).data,
    email: word.safeParse(loose?.email).data,
    marker: loose && readMarker(loose.billing_id, loose.metadata),
    account: readAccount(value),
    hasTextId: hasTextId(value),
    key: id === undefined ? fingerprint(value) : String(id),
  }
}

function fingerprint(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? '').slice(0, 500)
  } catch {
    return 'nested too deeply'
  }
}

/**
 * Returns the entries of a list as the panel sent them, unread: a hostile panel can send half a million.
 * Undefined: not the shape of a list.
 */
export function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return undefined
  return ['accounts', 'items'].map((name): unknown => Reflect.get(value, name)).find(Array.isArray)
}

const metadataWithMarker = z.object({ hosting_account_id: z.string() })

/** Sent twice: in billing_id, which panels truncate or change, and in the metadata, which keeps it whole. */
function readMarker(billingId: unknown, metadata: unknown): string | null | undefined {
  const { data } = metadataWithMarker.safeParse(typeof metadata === 'string' ? parseJson(metadata) : metadata)
  const kept = data?.hosting_account_id.slice(0, 200)
  if (typeof billingId === 'string' && billingId !== '') {
    const told = billingId.slice(0, 200)
    return kept !== undefined && isChangedReference(told, kept) ? kept : told
  }
  if (kept !== undefined) return kept
  if (typeof billingId === 'number') return String(billingId)
  return billingId === undefined ? undefined : null
}

/** An id that is text: from another version, whose accounts cannot be addressed. */
export const hasTextId = (value: unknown): boolean => z.object({ id: z.string() }).safeParse(value).success

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readSuspended(status: unknown): boolean | undefined {
  const text = typeof status === 'string' ? status.toLowerCase() : undefined
  return text === 'suspended' ? true : text === 'active' ? false : undefined
}

const healthAnswer = z.object({ status: z.string() })
export const readHealth = (value: unknown): string | undefined => healthAnswer.safeParse(value).data?.status

const count = z.int().nonnegative().nullable().catch(null)
const stats = z.object({
  user_id: panelId.optional(),
  username: word.optional(),
  total_domains: count,
  total_databases: count,
  total_email_accounts: count,
  total_ssl_certificates: count,
  storage_used: z
    .union([z.number().nonnegative(), z.string().regex(/^\P{C}{1,50}$/u)])
    .nullable()
    .catch(null),
  last_login: time.nullable().catch(null),
})

/** Undefined: not the shape of usage, or of another account than `id`. */
export function readUsage(value: unknown, id: string): PanelUsage | undefined {
  const { data } = stats.safeParse(value)
  if (data === undefined || (data.user_id !== undefined && String(data.user_id) !== id)) return undefined
  if (data.user_id === undefined && data.username === undefined) return undefined
  return {
    domains: data.total_domains,
    databases: data.total_databases,
    emailAccounts: data.total_email_accounts,
    sslCertificates: data.total_ssl_certificates,
    storageUsed: data.storage_used,
    lastLoginAt: data.last_login,
  }
}

const acknowledgement = z.object({
  id: anything,
  user_id: anything,
  success: anything,
  error: anything,
})

/**
 * Returns whether a 2xx to suspend, unsuspend or delete can mean "done" for this account. Its wording varies.
 */
export function isAcknowledgement(value: unknown, id: string): boolean {
  const { data } = acknowledgement.safeParse(value)
  if (data === undefined || data.success === false || (data.error ?? false) !== false) return false
  return [data.id, data.user_id].every((told) => told === undefined || told === id || told === Number(id))
}
