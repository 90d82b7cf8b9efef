import type { DatabaseSync } from 'node:sqlite'
import { type Accounts, createAccounts } from './accounts/accounts.ts'
import { type Backups, createBackups } from './accounts/backups.ts'
import { type AccountHistory, createHistory } from './accounts/history.ts'
import { createKeyRing, type KeyRing } from './accounts/keys.ts'
import { createRateLimit, type RateLimit } from './accounts/rate-limit.ts'
import { createAccountRows } from './accounts/rows.ts'
import { createVariantSwitch, type VariantSwitch, type VariantsInput } from './accounts/variants.ts'
import { type Chaos, createChaos } from './faults/chaos.ts'
import { createHolds, type Holds } from './faults/holds.ts'
import type { Listener } from './faults/listener.ts'
import { createFaultQueue, type FaultQueue, type FaultRule, type QueuedFault } from './faults/queue.ts'
import { createRequestLog, type RequestLog } from './requests.ts'

/** The whole state of one sandbox. */
export interface Panel {
  readonly keys: KeyRing
  readonly accounts: Accounts
  readonly history: AccountHistory
  readonly backups: Backups
  readonly requests: RequestLog
  readonly rateLimit: RateLimit
  readonly variants: VariantSwitch
  readonly queue: FaultQueue
  readonly chaos: Chaos
  readonly holds: Holds
  readonly spentUsernames: Set<string>
  readonly now: () => number
  /** Set when it listens. */
  readonly door: { listener: Listener | undefined }
}

export function createPanel(store: DatabaseSync, variants: VariantsInput, now: () => number): Panel {
  const rows = createAccountRows(store)
  const history = createHistory(store, now)
  return {
    keys: createKeyRing(store, now),
    accounts: createAccounts({ store, rows, history, now }),
    history,
    backups: createBackups({ store, rows, history, now }),
    requests: createRequestLog(Math.max(rows.lastRequest(), history.lastRequest()), now),
    rateLimit: createRateLimit(now),
    variants: createVariantSwitch(variants),
    queue: createFaultQueue(),
    chaos: createChaos(),
    holds: createHolds(),
    spentUsernames: new Set(),
    now,
    door: { listener: undefined },
  }
}

/**
 * `refused` without a condition closes the port now, because no request could trigger it. All other rules
 * wait.
 */
export function addFault(panel: Panel, rule: FaultRule): QueuedFault | 'refusing' {
  const unconditional = rule.method === undefined && rule.path === undefined && rule.username === undefined
  if (rule.fault !== 'refused' || !unconditional) return panel.queue.add(rule)
  panel.door.listener?.refuse(rule.ms === undefined ? undefined : Number(rule.ms))
  return 'refusing'
}

/** Removes every rule, ends chaos, releases hanging requests, and accepts connections again. */
export async function clearFaults(panel: Panel): Promise<void> {
  panel.queue.clear()
  panel.chaos.stop()
  panel.holds.release()
  await panel.door.listener?.resume()
}

/**
 * Restores the initial state: no accounts, no ledger, ids and request numbers from 1, only the initial key.
 * Hanging and late work is dropped undone.
 */
export async function resetPanel(panel: Panel): Promise<void> {
  panel.holds.abandon()
  await clearFaults(panel)
  panel.spentUsernames.clear()
  panel.variants.reset()
  panel.accounts.reset()
  panel.backups.clear()
  panel.keys.reset()
  panel.rateLimit.reset()
  panel.requests.reset()
}
