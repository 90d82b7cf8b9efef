import type { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Account, Hand } from './model.ts'

const what = z.enum(['deleted', 'suspended', 'unsuspended', 'changed', 'restored-away', 'restored-back'])

/** The events of an account after its creation. Entries are never removed. */
export interface HistoryEntry {
  readonly at: string
  readonly what: z.infer<typeof what>
  readonly by: string
  readonly request: number | null
  readonly keyId: number | null
  /** The changed fields with their earlier values. */
  readonly was: unknown
}

interface Happening {
  readonly what: HistoryEntry['what']
  readonly hand: Hand
  readonly was?: object
}

export interface AccountHistory {
  add(serial: number, happening: Happening): void
  /** By serial, oldest first. */
  all(): Map<number, HistoryEntry[]>
  lastRequest(): number
  clear(): void
}

const eventRow = z.object({
  serial: z.number(),
  at: z.string(),
  what,
  made_by: z.string(),
  request: z.number().nullable(),
  key_id: z.number().nullable(),
  was: z.string(),
})

export function createHistory(store: DatabaseSync, now: () => number): AccountHistory {
  return {
    add(serial, { what, hand, was = {} }) {
      store
        .prepare(
          'insert into account_event (serial, at, what, made_by, request, key_id, was) values (?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          serial,
          new Date(now()).toISOString(),
          what,
          hand.by,
          hand.request,
          hand.keyId,
          JSON.stringify(was),
        )
    },
    all() {
      const bySerial = new Map<number, HistoryEntry[]>()
      for (const found of store.prepare('select * from account_event order by number').all()) {
        const { serial, made_by: by, key_id: keyId, was, ...rest } = eventRow.parse(found)
        const entries = bySerial.get(serial) ?? []
        entries.push({ ...rest, by, keyId, was: JSON.parse(was) })
        bySerial.set(serial, entries)
      }
      return bySerial
    },
    lastRequest: () =>
      z
        .object({ last: z.number() })
        .parse(store.prepare('select coalesce(max(request), 0) as last from account_event').get()).last,
    clear: () => store.exec('delete from account_event'),
  }
}

/** Records an event, if the account changed. */
export function recordChange(
  history: AccountHistory,
  { before, after, hand }: { before: Account; after: Account; hand: Hand },
): void {
  if (before.deletedAt === null && after.deletedAt !== null)
    history.add(before.serial, { what: 'deleted', hand })
  if (before.status !== after.status)
    history.add(before.serial, { what: after.status === 'active' ? 'unsuspended' : 'suspended', hand })
  const fields = ['username', 'email', 'billingId', 'metadata'] as const
  const was = fields.filter((field) => !isDeepStrictEqual(before[field], after[field]))
  if (was.length > 0)
    history.add(before.serial, {
      what: 'changed',
      hand,
      was: Object.fromEntries(
        was.map((field) => [field === 'billingId' ? 'billing_id' : field, before[field]]),
      ),
    })
}
