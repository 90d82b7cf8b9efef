import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#sandbox/refusal.ts'
import type { NewAccount } from './body.ts'
import { type AccountHistory, recordChange } from './history.ts'
import type { Account, AccountChange, Hand, Maker } from './model.ts'
import { hashPassword, matchesPassword } from './password-hash.ts'
import type { AccountRows } from './rows.ts'
import { inTransaction } from './store.ts'

/** Which of the two a live account holds. */
type Taken = 'username' | 'email'

/** Without a password: the account gets a random one. */
type AccountToMake = Omit<NewAccount, 'password'> & { readonly password?: string | undefined }

export interface Accounts {
  /** Durable when it resolves. Emails compare without case. */
  create(input: AccountToMake, maker: Maker): Promise<Account | Taken>
  /** Returns the result that {@link create} would have now. Nothing is stored, and no id is used. */
  foresee(input: AccountToMake, maker: Maker): Account | Taken
  find(id: number): Account | undefined
  /** Live accounts by id, ascending. */
  list(filter: { username?: string | undefined; billingId?: string | undefined }): Account[]
  /** Returns the changed account, or undefined if no live account has that id. */
  change(id: number, change: AccountChange, hand: Hand): Account | Taken | undefined
  /** Every account that was ever created, oldest first. */
  ledger(): Account[]
  /** Undefined: the account never existed. */
  checkPassword(id: number, password: string): Promise<boolean | undefined>
  /** Deletes everything, including the ledger. Ids start again. */
  reset(): void
}

interface Parts {
  readonly store: DatabaseSync
  readonly rows: AccountRows
  readonly history: AccountHistory
  readonly now: () => number
}

export function createAccounts({ store, rows, history, now }: Parts): Accounts {
  let resets = 0
  const time = () => new Date(now()).toISOString()

  /** @param self is ignored in the search */
  const taken = (wanted: { username: string; email: string }, self?: Account): Taken | undefined => {
    const isOther = (found: Account | undefined) => found !== undefined && found.serial !== self?.serial
    if (isOther(rows.withUsername(wanted.username))) return 'username'
    return isOther(rows.withEmail(wanted.email)) ? 'email' : undefined
  }

  const foresee = (input: AccountToMake, maker: Maker) =>
    taken(input) ?? { serial: 0, ...newborn(input, maker), id: rows.nextId(), createdAt: time() }

  return {
    async create(input, maker) {
      const resetsBefore = resets
      const passwordHash = await hashPassword(input.password ?? randomBytes(16).toString('hex'))
      // A create that began before a reset must not appear after it.
      if (resets !== resetsBefore) throw new Refusal(503, 'Service Unavailable')
      // No await from here to the insert: check and insert are one step in this process.
      const account = foresee(input, maker)
      if (typeof account === 'string') return account
      return inTransaction(store, () => rows.insert(account, passwordHash))
    },
    foresee,
    find: (id) => rows.withId(id),
    list: ({ username, billingId }) =>
      rows
        .living()
        .filter(
          (account) =>
            (username === undefined || account.username === username) &&
            (billingId === undefined || account.billingId === billingId),
        ),
    change(id, change, hand) {
      const before = rows.withId(id)
      if (before === undefined) return undefined
      const after = changed(before, change, time())
      const clash = taken(after, before)
      if (clash !== undefined) return clash
      inTransaction(store, () => {
        rows.save(after)
        recordChange(history, { before, after, hand })
      })
      return after
    },
    ledger: rows.all,
    async checkPassword(id, password) {
      const hash = rows.passwordHash(id)
      return hash === undefined ? undefined : matchesPassword(password, hash)
    },
    reset() {
      resets += 1
      rows.clear()
      history.clear()
    },
  }
}

const newborn = (input: AccountToMake, { by, request, keyId, fault }: Maker) => ({
  username: input.username,
  email: input.email,
  fullName: input.full_name ?? null,
  phone: input.phone ?? null,
  company: input.company ?? null,
  packageId: input.package_id ?? null,
  isAdmin: input.is_admin ?? false,
  billingId: input.billing_id ?? null,
  metadata: input.metadata ?? null,
  status: 'active' as const,
  deletedAt: null,
  restoredAwayAt: null,
  by,
  createRequest: request,
  keyId,
  fault,
})

const changed = (before: Account, change: AccountChange, time: string): Account => ({
  ...before,
  username: change.username ?? before.username,
  email: change.email ?? before.email,
  billingId: change.billing_id === undefined ? before.billingId : change.billing_id,
  metadata: change.metadata === undefined ? before.metadata : change.metadata,
  status: change.status === undefined || change.status === 'deleted' ? before.status : change.status,
  deletedAt: change.status === 'deleted' ? time : null,
})
