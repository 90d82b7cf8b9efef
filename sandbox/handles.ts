import type { NewKey } from './accounts/key-model.ts'
import { entryOf, type LedgerEntry, ledgerOf } from './accounts/ledger.ts'
import {
  type Account,
  type AccountChange,
  accountChange,
  byPerson,
  byStranger,
  type StrangersAccount,
  strangersAccount,
} from './accounts/model.ts'
import type { ChaosOrder } from './faults/chaos.ts'
import type { FaultRule } from './faults/queue.ts'
import type { TlsMode } from './faults/tls.ts'
import { addFault, clearFaults, type Panel, resetPanel } from './panel.ts'

/** The functions of the control API, for calls from the same process. */
export interface SandboxHandles {
  readonly variants: Panel['variants']
  readonly requests: Panel['requests']
  readonly holds: Pick<Panel['holds'], 'count' | 'release'>
  createKey(input: NewKey): { id: number; apiKey: string; apiSecret: string }
  readonly changeKey: Panel['keys']['change']
  addFault(rule: FaultRule): void
  clearFaults(): Promise<void>
  /** Undefined: no more. */
  setChaos(order: ChaosOrder | undefined): void
  ledger(): LedgerEntry[]
  /** By another customer of that panel. @throws {Error} username or email is taken */
  makeAccount(input: StrangersAccount): Promise<LedgerEntry>
  /** By the panel's own staff. @throws {Error} no such live account, or taken */
  changeAccount(id: number, change: AccountChange): LedgerEntry
  readonly backup: Panel['backups']['make']
  readonly restore: Panel['backups']['restore']
  /** @throws {Error} it was started without TLS */
  setTls(mode: TlsMode): void
  /** Restores the initial state. Hanging and late work is dropped undone. */
  reset(): Promise<void>
}

export function handlesOf(panel: Panel): SandboxHandles {
  const { accounts } = panel
  const entry = (account: Account | 'username' | 'email' | undefined) => {
    if (account === undefined) throw new Error('No live account has that id.')
    if (typeof account === 'string') throw new Error(`A live account already has that ${account}.`)
    return entryOf(panel, account)
  }
  return {
    variants: panel.variants,
    requests: panel.requests,
    holds: panel.holds,
    createKey(input) {
      const { key, secret } = panel.keys.create(input)
      return { id: key.id, apiKey: key.key, apiSecret: secret }
    },
    changeKey: panel.keys.change,
    addFault: (rule) => void addFault(panel, rule),
    clearFaults: () => clearFaults(panel),
    setChaos: (order) => void (order === undefined ? panel.chaos.stop() : panel.chaos.start(order)),
    ledger: () => ledgerOf(panel),
    makeAccount: async (input) => entry(await accounts.create(strangersAccount.parse(input), byStranger)),
    changeAccount: (id, change) => entry(accounts.change(id, accountChange.parse(change), byPerson)),
    backup: panel.backups.make,
    restore: panel.backups.restore,
    setTls(mode) {
      if (!panel.door.listener?.setTls(mode)) throw new Error('The sandbox was started without `tls`.')
    },
    reset: () => resetPanel(panel),
  }
}
