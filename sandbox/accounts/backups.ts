import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type AccountHistory, recordChange } from './history.ts'
import type { Account, Hand } from './model.ts'
import type { AccountRows } from './rows.ts'
import { inTransaction } from './store.ts'

/** The fields of an account in a backup. The others never change. */
const savedAccounts = z.array(
  z.object({
    serial: z.number(),
    username: z.string(),
    email: z.string(),
    billingId: z.string().nullable(),
    metadata: z.unknown(),
    status: z.enum(['active', 'suspended']),
    deletedAt: z.string().nullable(),
  }),
)

const backupRow = z.object({
  id: z.number(),
  made_at: z.string(),
  next_id: z.number(),
  accounts: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(savedAccounts),
})

interface Backup {
  readonly backup: number
  readonly madeAt: string
  /** Number of live accounts in it. */
  readonly accounts: number
  /** The id of the next account after its restore. */
  readonly nextId: number
}

interface Restored extends Backup {
  /** Serials of the accounts that the panel no longer has. */
  readonly restoredAway: readonly number[]
  /** Serials of the accounts that were gone and exist again. */
  readonly restoredBack: readonly number[]
}

export interface Backups {
  make(): Backup
  list(): Backup[]
  /**
   * Restores the accounts and the id counter, but not keys and the ledger.
   * @param id default: the latest; returns undefined if there is none
   */
  restore(id?: number): Restored | undefined
  clear(): void
}

interface Parts {
  readonly store: DatabaseSync
  readonly rows: AccountRows
  readonly history: AccountHistory
  readonly now: () => number
}

const byRestore: Hand = { by: 'restore', request: null, keyId: null, fault: null }

export function createBackups({ store, rows, history, now }: Parts): Backups {
  const time = () => new Date(now()).toISOString()

  return {
    make() {
      const accounts = rows.all().filter((account) => account.restoredAwayAt === null)
      const { lastInsertRowid } = store
        .prepare('insert into backup (made_at, next_id, accounts) values (?, ?, ?)')
        .run(time(), rows.nextId(), JSON.stringify(savedAccounts.parse(accounts)))
      return shown(backupRow.parse(store.prepare('select * from backup where id = ?').get(lastInsertRowid)))
    },
    list: () =>
      store
        .prepare('select * from backup order by id')
        .all()
        .map((row) => shown(backupRow.parse(row))),
    restore(id) {
      const found = store
        .prepare('select * from backup where id = coalesce(?, id) order by id desc limit 1')
        .get(id ?? null)
      if (found === undefined) return undefined
      const backup = backupRow.parse(found)
      return inTransaction(store, () => {
        const before = rows.all()
        // All accounts are removed first, because two accounts may have swapped names or ids since.
        for (const account of before)
          rows.save({ ...account, restoredAwayAt: account.restoredAwayAt ?? time() })
        const saved = new Map(backup.accounts.map((account) => [account.serial, account]))
        for (const account of before) {
          const then = saved.get(account.serial)
          if (then !== undefined) rows.save({ ...account, ...then, restoredAwayAt: null })
        }
        rows.setNextId(backup.next_id)
        return { ...shown(backup), ...writeDown(history, before, rows.all()) }
      })
    },
    clear: () => store.exec("delete from backup; delete from sqlite_sequence where name = 'backup';"),
  }
}

const shown = ({ id, made_at, next_id, accounts }: z.infer<typeof backupRow>): Backup => ({
  backup: id,
  madeAt: made_at,
  accounts: accounts.filter(({ deletedAt }) => deletedAt === null).length,
  nextId: next_id,
})

const isLiving = (account: Account | undefined) =>
  account?.deletedAt === null && account.restoredAwayAt === null

function writeDown(history: AccountHistory, before: readonly Account[], after: readonly Account[]) {
  const then = new Map(before.map((account) => [account.serial, account]))
  const restoredAway = after
    .filter(({ serial, restoredAwayAt }) => restoredAwayAt !== null && !then.get(serial)?.restoredAwayAt)
    .map(({ serial }) => serial)
  const restoredBack = after
    .filter((account) => isLiving(account) && !isLiving(then.get(account.serial)))
    .map(({ serial }) => serial)
  for (const account of after) {
    const earlier = then.get(account.serial)
    if (earlier?.restoredAwayAt === null && account.restoredAwayAt === null)
      recordChange(history, { before: earlier, after: account, hand: byRestore })
  }
  for (const serial of restoredAway) history.add(serial, { what: 'restored-away', hand: byRestore })
  for (const serial of restoredBack) {
    const { deletedAt, restoredAwayAt } = then.get(serial) ?? {}
    history.add(serial, { what: 'restored-back', hand: byRestore, was: { deletedAt, restoredAwayAt } })
  }
  return { restoredAway, restoredBack }
}
