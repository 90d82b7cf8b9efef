import type { PlacementCode } from '#contracts/error-codes.ts'
import type { Server } from '#contracts/servers/schemas.ts'

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

export type PlacementRefusal = {
  readonly code: PlacementCode
  readonly reason: string
  readonly remedy: string
}

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

const standing: Record<Server['status'], string> = {
  online: 'Online',
  degraded: 'It answers with trouble, so online servers come first',
  unchecked: 'It was not checked yet, so servers that were come first',
  'needs-operator': 'It needs an operator, so others come first',
  offline: 'Offline',
}

/** What puts a server where it is in the order, in a sentence. */
export function explainPlacement(facts: Omit<PlacementFacts, 'id'>): string {
  const refusal = whyNotPlaceable(facts)
  if (refusal) return `Takes none: ${refusal.reason}`
  const taken = facts.used + facts.reserved
  const share = `${taken} of ${facts.capacity} slots taken or promised (${Math.floor((100 * taken) / facts.capacity)}%).`
  if (facts.pausedAt !== null) return `Its operations are paused, so others come first. ${share}`
  if (facts.breaker !== 'closed')
    return `It does not answer operations reliably, so others come first. ${share}`
  return `${standing[facts.status]}. ${share}`
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
