import type { Sandbox } from '#sandbox/index.ts'

/** The planned result for an account, and its server. */
export type Fate =
  | 'active'
  | 'suspended'
  | 'suspended-twice'
  | 'terminated'
  | 'lost-answer'
  | 'half-answer'
  | 'refused-by-panel'
  | 'username-taken'
  | 'email-taken'
  | 'never-answers'
  | 'always-5xx'
  | 'busy-panel'
  | 'cancelled'
  | 'server-full'
  | 'server-in-maintenance'
  | 'server-offline'
  | 'key-revoked'

type Fault = Parameters<Sandbox['addFault']>[0]

/** The panel's fault for one username, while it lasts. */
export const faultOf: Partial<Record<Fate, Fault>> = {
  'lost-answer': { fault: 'drop-after', path: 'create' },
  'half-answer': { fault: 'truncated', path: 'create' },
  'never-answers': { fault: 'hang', path: 'create', times: 'always' },
  'always-5xx': { fault: 'error', path: 'create', status: 502, times: 'always' },
  'busy-panel': { fault: 'rate-limit', path: 'create', retryAfter: 3_600, times: 'always' },
  cancelled: { fault: 'rate-limit', path: 'create', retryAfter: 3_600, times: 'always' },
}

export const serverNames = [
  'Frankfurt 1',
  'Frankfurt 2',
  'Oslo',
  'Vienna',
  'Paris',
  'Amsterdam',
  'London',
] as const
export type ServerName = (typeof serverNames)[number]

/** Results that need their server's trouble to have begun. */
export const needsTrouble = (fate: Fate) =>
  ['server-full', 'server-in-maintenance', 'server-offline', 'key-revoked'].includes(fate)

/** Fates that are still under way when the seeding ends: waits that a move of the clock would end. */
export const isOfToday = (fate: Fate) =>
  ['never-answers', 'always-5xx', 'busy-panel', 'cancelled'].includes(fate)

export const locations: Record<ServerName, string> = {
  'Frankfurt 1': 'Frankfurt, Germany',
  'Frankfurt 2': 'Frankfurt, Germany',
  Oslo: 'Oslo, Norway',
  Vienna: 'Vienna, Austria',
  Paris: 'Paris, France',
  Amsterdam: 'Amsterdam, Netherlands',
  London: 'London, United Kingdom',
}

const specialPlaces: Partial<Record<Fate, ServerName>> = {
  'server-full': 'Vienna',
  'server-in-maintenance': 'Paris',
  'server-offline': 'Amsterdam',
  'key-revoked': 'London',
  'never-answers': 'Frankfurt 2',
  'always-5xx': 'Frankfurt 2',
}

/**
 * The number of 5,000 customers for each result. The others have no hosting. With fewer customers the numbers
 * are smaller.
 */
const shares: Record<Fate, number> = {
  active: 330,
  suspended: 40,
  'suspended-twice': 8,
  terminated: 24,
  'lost-answer': 24,
  'half-answer': 12,
  'refused-by-panel': 24,
  'username-taken': 24,
  'email-taken': 12,
  'never-answers': 8,
  'always-5xx': 12,
  'busy-panel': 24,
  cancelled: 12,
  'server-full': 12,
  'server-in-maintenance': 12,
  'server-offline': 24,
  'key-revoked': 24,
}
const fullCrowd = 5_000

export interface PlannedAccount {
  fate: Fate
  server: ServerName
}

const ordinary: readonly ServerName[] = ['Frankfurt 1', 'Oslo', 'Frankfurt 2', 'Oslo', 'Frankfurt 1']
/** Has accounts from before its trouble: one in this number of the active ones. */
const everywhere: readonly ServerName[] = [...ordinary, ...ordinary, 'Vienna', 'Paris', 'Amsterdam', 'London']

/** Returns the accounts for this number of customers: at least one of each result, mixed. */
export function planAccounts(customers: number): PlannedAccount[] {
  const fates = Object.entries(shares).flatMap(([name, share]) => {
    const count = Math.max(1, Math.round((share * Math.min(customers, fullCrowd)) / fullCrowd))
    return Array.from({ length: count }, (_, index) => ({ name, order: (index + 0.5) / count }))
  })
  const isFate = (name: string): name is Fate => name in shares
  return fates
    .toSorted((a, b) => a.order - b.order)
    .flatMap(({ name }, index) => {
      if (!isFate(name)) return []
      const places = name === 'active' ? everywhere : ordinary
      return [{ fate: name, server: specialPlaces[name] ?? places[index % places.length] ?? 'Oslo' }]
    })
}
