import type { Server } from '#contracts/server.ts'

/** What decides where the next account may go. */
export interface PlacementFacts {
  readonly id: string
  readonly capacity: number
  readonly used: number
  readonly reserved: number
  readonly status: Server['status']
  readonly mode: Server['mode']
  readonly pausedAt: Date | null
  readonly breaker: Server['breaker']
}

export type PlacementRefusal = { readonly code: string; readonly reason: string; readonly remedy: string }

/** Why this server takes no new account now; null if it does. The order is that of what staff would mend first. */
export function whyNotPlaceable(facts: Omit<PlacementFacts, 'id'>): PlacementRefusal | null {
  if (facts.mode === 'maintenance')
    return {
      code: 'server-in-maintenance',
      reason: 'The server is in maintenance and takes no new accounts.',
      remedy: 'Choose another server, or set its mode to active on the Server page.',
    }
  if (facts.mode === 'draining')
    return {
      code: 'server-draining',
      reason: 'The server is draining and takes no new accounts.',
      remedy: 'Choose another server, or set its mode to active on the Server page.',
    }
  if (facts.status === 'offline')
    return {
      code: 'server-offline',
      reason: 'The server is offline.',
      remedy: 'Choose another server, or test its connection on the Server page.',
    }
  if (facts.used + facts.reserved >= facts.capacity)
    return {
      code: 'server-full',
      reason: `The server is full: ${facts.used} of ${facts.capacity} accounts used, ${facts.reserved} reserved.`,
      remedy: 'Choose another server, or raise its capacity on the Server page.',
    }
  return null
}

/** What is sent there now would only wait. */
const waits = ({ pausedAt, breaker }: PlacementFacts) => (pausedAt !== null || breaker !== 'closed' ? 1 : 0)

const utilisation = (facts: PlacementFacts) => (facts.used + facts.reserved) / facts.capacity

/** Online before what is not certain, then the least utilised; the id settles ties so that everybody sees the same. */
const preference: Record<Server['status'], number> = {
  online: 0,
  degraded: 1,
  unchecked: 2,
  'needs-operator': 3,
  offline: 4,
}

/** All servers, the best place for the next account first. */
export function rankForPlacement<T extends PlacementFacts>(servers: readonly T[]): T[] {
  const refused = (facts: T) => (whyNotPlaceable(facts) ? 1 : 0)
  return servers.toSorted(
    (a, b) =>
      refused(a) - refused(b) ||
      waits(a) - waits(b) ||
      preference[a.status] - preference[b.status] ||
      utilisation(a) - utilisation(b) ||
      (a.id < b.id ? -1 : 1),
  )
}
