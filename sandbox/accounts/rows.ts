import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Account, accountRow } from './model.ts'

/** Accounts in the store, without any rule except the unique indexes of the schema. */
export interface AccountRows {
  /** Oldest first. */
  all(): Account[]
  /** Neither deleted nor removed by a restore, by id. */
  living(): Account[]
  withUsername(username: string): Account | undefined
  withEmail(email: string): Account | undefined
  withId(id: number): Account | undefined
  /** Assigns the next id and serial. */
  insert(account: Omit<Account, 'serial'>, passwordHash: string): Account
  /** Writes all fields that can change. */
  save(account: Account): void
  /** The panel's id counter. It increases until a restore sets it back. */
  nextId(): number
  setNextId(id: number): void
  /** The account that has that id, or had it last. */
  passwordHash(id: number): string | undefined
  lastRequest(): number
  clear(): void
}

const isLiving = 'deleted_at is null and restored_away_at is null'

export function createAccountRows(store: DatabaseSync): AccountRows {
  const one = (where: string, value: string | number | bigint) => {
    const row = store.prepare(`select * from account where ${where}`).get(value)
    return row === undefined ? undefined : accountRow.parse(row)
  }
  const many = (rest: string) =>
    store
      .prepare(`select * from account ${rest}`)
      .all()
      .map((row) => accountRow.parse(row))
  const setNextId = (id: number) =>
    void store.prepare("update setting set value = ? where name = 'next account id'").run(String(id))

  return {
    all: () => many('order by serial'),
    living: () => many(`where ${isLiving} order by id`),
    withUsername: (username) => one(`${isLiving} and username = ?`, username),
    withEmail: (email) => one(`${isLiving} and email_key = ?`, email.toLowerCase()),
    withId: (id) => one(`${isLiving} and id = ?`, id),
    insert(account, passwordHash) {
      const values = { ...columns(account), password_hash: passwordHash }
      const names = Object.keys(values)
      const { lastInsertRowid } = store
        .prepare(`insert into account (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
        .run(...Object.values(values))
      setNextId(account.id + 1)
      return accountRow.parse(store.prepare('select * from account where serial = ?').get(lastInsertRowid))
    },
    save(account) {
      const values = changeable(account)
      const settings = Object.keys(values).map((name) => `${name} = ?`)
      store
        .prepare(`update account set ${settings.join(', ')} where serial = ?`)
        .run(...Object.values(values), account.serial)
    },
    nextId: () =>
      z
        .object({ value: z.coerce.number() })
        .parse(store.prepare("select value from setting where name = 'next account id'").get()).value,
    setNextId,
    passwordHash: (id) =>
      z.object({ password_hash: z.string() }).safeParse(
        store
          .prepare(
            `select password_hash from account where id = ?
               order by restored_away_at is not null, serial desc limit 1`,
          )
          .get(id),
      ).data?.password_hash,
    lastRequest: () =>
      z
        .object({ last: z.number() })
        .parse(store.prepare('select coalesce(max(create_request), 0) as last from account').get()).last,
    clear() {
      store.exec("delete from account; delete from sqlite_sequence where name = 'account';")
      setNextId(1)
    },
  }
}

const changeable = (account: Omit<Account, 'serial'>) => ({
  username: account.username,
  email: account.email,
  email_key: account.email.toLowerCase(),
  billing_id: account.billingId,
  metadata: JSON.stringify(account.metadata),
  status: account.status,
  deleted_at: account.deletedAt,
  restored_away_at: account.restoredAwayAt,
})

const columns = (account: Omit<Account, 'serial'>) => ({
  ...changeable(account),
  id: account.id,
  full_name: account.fullName,
  phone: account.phone,
  company: account.company,
  package_id: JSON.stringify(account.packageId),
  is_admin: Number(account.isAdmin),
  created_at: account.createdAt,
  made_by: account.by,
  create_request: account.createRequest,
  key_id: account.keyId,
  fault: account.fault,
})
