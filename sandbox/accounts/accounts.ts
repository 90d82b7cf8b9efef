import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '#sandbox/refusal.ts'
import type { NewAccount } from './body.ts'
import { type AccountHistory, recordChange } from './history.ts'
import type { Account, AccountChange, Hand, Maker } from './model.ts'
import { hashPassword, matchesPassword } from './password-hash.ts'
import type { AccountRows } from './rows.ts'
import { inTransaction } from './store.ts'

/** Which of the two is held by a living account. */
type Taken = 'username' | 'email'

/** Without a password: one that nobody knows. */
type AccountToMake = Omit<NewAccount, 'password'> & { readonly password?: string | undefined }

export interface Accounts {
  /** Durable when it resolves. E-mail addresses compare without case. */
  create(input: AccountToMake, maker: Maker): Promise<Account | Taken>
  /** What {@link create} would resolve to now; nothing is kept, and no id is used up. */
  foresee(input: AccountToMake, maker: Maker): Account | Taken
  find(id: number): Account | undefined
  /** Living ones by id, ascending. */
  list(filter: { username?: string | undefined; billingId?: string | undefined }): Account[]
  /** The account as it is then; undefined: no living account has that id. */
  change(id: number, change: AccountChange, hand: Hand): Account | Taken | undefined
  /** Every account ever made, oldest first. */
  ledger(): Account[]
  /** undefined: there never was such an account. */
  checkPassword(id: number, password: string): Promise<boolean | undefined>
  /** Forgets everything, the ledger too; ids start again. */
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

  /** @param self does not stand in its own way */
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
      // What began before a reset must not show up after it.
      if (resets !== resetsBefore) throw new Refusal(503, 'Service Unavailable')
      // No await from here to the insert: the check and the insert are one step in this process.
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
