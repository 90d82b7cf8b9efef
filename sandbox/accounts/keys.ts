import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type ApiKey, apiKey, type KeyChange, keyChange, type NewKey, newKey } from './key-model.ts'

const keyRow = z
  .object({
    id: z.number(),
    name: z.string(),
    key: z.string(),
    level: z.string(),
    scopes: z.string(),
    allowed_ips: z.string(),
    hourly_limit: z.number().nullable(),
    daily_limit: z.number().nullable(),
    expires_at: z.string().nullable(),
    active: z.number(),
    revoked: z.number(),
    initial: z.number(),
    created_at: z.string(),
  })
  .transform(
    (row): ApiKey =>
      apiKey.parse({
        ...row,
        scopes: JSON.parse(row.scopes),
        allowedIps: JSON.parse(row.allowed_ips),
        hourlyLimit: row.hourly_limit,
        dailyLimit: row.daily_limit,
        expiresAt: row.expires_at,
        active: row.active === 1,
        revoked: row.revoked === 1,
        initial: row.initial === 1,
        createdAt: row.created_at,
      }),
  )

export interface KeyRing {
  /** Returns the secret once. @throws {KeyTakenError} */
  create(input: NewKey): { key: ApiKey; secret: string }
  /** Undefined: the key does not exist. */
  change(id: number, input: KeyChange): ApiKey | undefined
  list(): ApiKey[]
  /** Undefined: unknown key or wrong secret. */
  verify(key: string, secret: string): ApiKey | undefined
  /** Creates the SUPER_ADMIN, Full Access key, or gives an existing key of that name this secret. */
  ensureInitial(key: string, secret: string): void
  /** Only the initial key remains, as it was created. */
  reset(): void
}

export class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError'
}

const hash = (secret: string) => createHash('sha256').update(secret).digest('hex')

export const randomCredential = (prefix: 'npk_' | 'nps_') => prefix + randomBytes(24).toString('hex')

export function createKeyRing(store: DatabaseSync, now: () => number): KeyRing {
  const find = (id: number) => {
    const row = store.prepare('select * from api_key where id = ?').get(id)
    return row === undefined ? undefined : keyRow.parse(row)
  }

  const save = (key: Omit<ApiKey, 'id' | 'createdAt'>, secretHash: string) => {
    const taken = store.prepare('select 1 from api_key where key = ?').get(key.key)
    if (taken !== undefined) throw new KeyTakenError(`The key ${key.key} already exists.`)
    const { lastInsertRowid } = store
      .prepare(
        `insert into api_key (name, key, secret_hash, level, scopes, allowed_ips, hourly_limit, daily_limit,
           expires_at, active, revoked, initial, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(key.name, key.key, secretHash, ...columns(key), Number(key.initial), new Date(now()).toISOString())
    return Number(lastInsertRowid)
  }

  const update = (key: ApiKey) =>
    store
      .prepare(
        `update api_key set name = ?, level = ?, scopes = ?, allowed_ips = ?, hourly_limit = ?, daily_limit = ?,
           expires_at = ?, active = ?, revoked = ? where id = ?`,
      )
      .run(key.name, ...columns(key), key.id)

  const setSecret = (id: number, secret: string) =>
    store.prepare('update api_key set secret_hash = ? where id = ?').run(hash(secret), id)

  return {
    create(input) {
      const draft = newKey.parse(input)
      const secret = draft.secret ?? randomCredential('nps_')
      const id = save({ ...draft, key: draft.key ?? randomCredential('npk_'), initial: false }, hash(secret))
      return { key: keyRow.parse(store.prepare('select * from api_key where id = ?').get(id)), secret }
    },
    change(id, input) {
      const before = find(id)
      if (before === undefined) return undefined
      const { secret, ...change } = keyChange.parse(input)
      // Explicit, because an absent field must not overwrite the stored value with undefined.
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      update(apiKey.parse({ ...before, ...given }))
      if (secret !== undefined) setSecret(id, secret)
      return find(id)
    },
    list: () =>
      store
        .prepare('select * from api_key order by id')
        .all()
        .map((row) => keyRow.parse(row)),
    verify(key, secret) {
      const row = store.prepare('select * from api_key where key = ?').get(key)
      const expected = Buffer.from(
        z.object({ secret_hash: z.string() }).safeParse(row).data?.secret_hash ?? '',
      )
      const given = Buffer.from(hash(secret))
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
      return keyRow.parse(row)
    },
    ensureInitial(key, secret) {
      store.prepare('update api_key set initial = 0 where key <> ?').run(key)
      const known = z
        .object({ id: z.number() })
        .safeParse(store.prepare('select id from api_key where key = ?').get(key))
      if (!known.success) return void save({ ...initialRights, key }, hash(secret))
      store.prepare('update api_key set initial = 1 where id = ?').run(known.data.id)
      setSecret(known.data.id, secret)
    },
    reset() {
      store.exec('delete from api_key where initial = 0')
      for (const key of this.list()) update({ ...key, ...initialRights })
    },
  }
}

const initialRights: Omit<ApiKey, 'id' | 'createdAt' | 'key'> = {
  name: 'Initial key',
  level: 'SUPER_ADMIN',
  scopes: ['Full Access'],
  allowedIps: [],
  hourlyLimit: null,
  dailyLimit: null,
  expiresAt: null,
  active: true,
  revoked: false,
  initial: true,
}

const columns = (key: Omit<ApiKey, 'id' | 'createdAt' | 'key' | 'name' | 'initial'>) =>
  [
    key.level,
    JSON.stringify(key.scopes),
    JSON.stringify(key.allowedIps),
    key.hourlyLimit,
    key.dailyLimit,
    key.expiresAt,
    Number(key.active),
    Number(key.revoked),
  ] as const
