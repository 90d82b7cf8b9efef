import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { NewAccount } from './account-body.ts'

const derive = promisify<string, Buffer, number, { N: number }, Buffer>(scrypt)

/** One account as the panel keeps it; deleted ones are kept for the ledger. */
export interface Account {
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
  /** The number, in the request log, of the request that made it. */
  readonly createRequest: number
  readonly keyId: number
}

const accountRow = z
  .object({
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
    create_request: z.number(),
    key_id: z.number(),
  })
  .transform(
    (row): Account => ({
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
      createRequest: row.create_request,
      keyId: row.key_id,
    }),
  )

/** Which of the two is held by a living account. */
type Taken = 'username' | 'email'

export interface Accounts {
  /** Durable when it resolves. E-mail addresses compare without case. */
  create(input: NewAccount, by: { createRequest: number; keyId: number }): Promise<Account | Taken>
  find(id: number): Account | undefined
  /** Living ones by id, ascending. */
  list(filter: { username?: string | undefined; billingId?: string | undefined }): Account[]
  setStatus(id: number, status: Account['status']): void
  delete(id: number): void
  /** Every account ever made, by id. */
  ledger(): Account[]
  /** undefined: there never was such an account. */
  checkPassword(id: number, password: string): Promise<boolean | undefined>
  lastCreateRequest(): number
  /** Forgets everything, the ledger too; ids start again. */
  reset(): void
}

const living = 'deleted_at is null'

export function createAccounts(store: DatabaseSync, now: () => number): Accounts {
  const select = (where: string, ...values: (string | number)[]) =>
    store
      .prepare(`select * from account where ${where} order by id`)
      .all(...values)
      .map((row) => accountRow.parse(row))

  const taken = (input: NewAccount): Taken | undefined => {
    if (select(`${living} and username = ?`, input.username).length > 0) return 'username'
    return select(`${living} and email_key = ?`, input.email.toLowerCase()).length > 0 ? 'email' : undefined
  }

  return {
    async create(input, { createRequest, keyId }) {
      const passwordHash = await hashPassword(input.password)
      // No await from here to the insert: the check and the insert are one step in this process.
      const clash = taken(input)
      if (clash !== undefined) return clash
      const { lastInsertRowid } = store
        .prepare(
          `insert into account (username, email, email_key, password_hash, full_name, phone, company, package_id,
             is_admin, billing_id, metadata, status, created_at, create_request, key_id)
           values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'active', ?, ?, ?)`,
        )
        .run(
          input.username,
          input.email,
          input.email.toLowerCase(),
          passwordHash,
          input.full_name ?? null,
          input.phone ?? null,
          input.company ?? null,
          JSON.stringify(input.package_id ?? null),
          Number(input.is_admin ?? false),
          input.billing_id ?? null,
          JSON.stringify(input.metadata ?? null),
          new Date(now()).toISOString(),
          createRequest,
          keyId,
        )
      return accountRow.parse(store.prepare('select * from account where id = ?').get(lastInsertRowid))
    },
    find: (id) => select(`${living} and id = ?`, id)[0],
    list({ username, billingId }) {
      const all = select(living)
      return all.filter(
        (account) =>
          (username === undefined || account.username === username) &&
          (billingId === undefined || account.billingId === billingId),
      )
    },
    setStatus(id, status) {
      store.prepare(`update account set status = ? where ${living} and id = ?`).run(status, id)
    },
    delete(id) {
      store
        .prepare(`update account set deleted_at = ? where ${living} and id = ?`)
        .run(new Date(now()).toISOString(), id)
    },
    ledger: () => select('true'),
    async checkPassword(id, password) {
      const row = z
        .object({ password_hash: z.string() })
        .safeParse(store.prepare('select password_hash from account where id = ?').get(id))
      return row.success ? matches(password, row.data.password_hash) : undefined
    },
    lastCreateRequest: () =>
      z
        .object({ last: z.number() })
        .parse(store.prepare('select coalesce(max(create_request), 0) as last from account').get()).last,
    reset() {
      store.exec("delete from account; delete from sqlite_sequence where name = 'account';")
    },
  }
}

// Weak on purpose: enough that no password lies in the file, quick enough for many creates at once.
const cost = { N: 1024 }

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, 32, cost)
  return `${salt.toString('hex')}:${key.toString('hex')}`
}

async function matches(password: string, stored: string): Promise<boolean> {
  const [salt = '', key = ''] = stored.split(':')
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex'), 32, cost), Buffer.from(key, 'hex'))
}
