import { type SQL, sql } from 'drizzle-orm'
import type { PlacementCode } from '#contracts/error-codes.ts'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import { servers } from '../tables/servers.ts'

/** The facts that decide where the next account may go. */
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

type Facts = Omit<PlacementFacts, 'id'>

interface PlacementRule {
  readonly code: PlacementCode
  /** For lists and forms, which have the row in memory. */
  readonly applies: (facts: Facts) => boolean
  /** The same over the row of `servers`, for the statement that takes a slot. */
  readonly appliesInSql: SQL
  readonly reason: (facts: Facts) => string
  readonly remedy: string
}

const setActive = 'Choose another server, or set its mode to active on the Server page.'

/**
 * The reasons why a server does not accept a new account, in the order in which staff would fix them. This is
 * the only list.
 */
export const placementRules: readonly PlacementRule[] = [
  {
    code: 'server-in-maintenance',
    applies: ({ mode }) => mode === 'maintenance',
    appliesInSql: sql`${servers.mode} = 'maintenance'`,
    reason: () => 'The server is in maintenance and accepts no new accounts.',
    remedy: setActive,
  },
  {
    code: 'server-draining',
    applies: ({ mode }) => mode === 'draining',
    appliesInSql: sql`${servers.mode} = 'draining'`,
    reason: () => 'The server is draining and accepts no new accounts.',
    remedy: setActive,
  },
  {
    code: 'server-offline',
    applies: ({ status }) => status === 'offline',
    appliesInSql: sql`${servers.status} = 'offline'`,
    reason: () => 'The server is offline.',
    remedy: 'Choose another server, or test its connection on the Server page.',
  },
  {
    code: 'server-full',
    applies: ({ used, reserved, capacity }) => used + reserved >= capacity,
    appliesInSql: sql`${servers.slotsHeld} >= ${servers.capacity}`,
    // During a race for the last slot, the facts are from a moment before.
    reason: ({ used, reserved, capacity }) =>
      used + reserved >= capacity
        ? `The server is full: ${used} of ${capacity} accounts used, ${reserved} reserved.`
        : `The server is full: all ${capacity} slots have just been taken.`,
    remedy: 'Choose another server, or raise its capacity on the Server page.',
  },
]

/** The code of the first rule that applies to the row of `servers`, or null. */
export const placementCode: SQL<PlacementCode | null> = sql`case ${sql.join(
  placementRules.map(({ code, appliesInSql }) => sql`when ${appliesInSql} then ${sql.raw(`'${code}'`)}`),
  sql` `,
)} end`

const refusalOf = ({ code, reason, remedy }: PlacementRule, facts: Facts): PlacementRefusal => ({
  code,
  reason: reason(facts),
  remedy,
})

/** Returns the reason why this server accepts no new account now, or null. */
export function whyNotPlaceable(facts: Facts): PlacementRefusal | null {
  const rule = placementRules.find(({ applies }) => applies(facts))
  return rule ? refusalOf(rule, facts) : null
}

/**
 * The text of each rule for this server, for the statement that takes a slot.
 * @param noRoom replaces the reasons: why no server has room
 */
export const placementRefusals = (
  facts: Facts,
  noRoom: string | null,
): Record<PlacementCode, OperationError> => ({
  'server-in-maintenance': errorOf(facts, 'server-in-maintenance', noRoom),
  'server-draining': errorOf(facts, 'server-draining', noRoom),
  'server-offline': errorOf(facts, 'server-offline', noRoom),
  'server-full': errorOf(facts, 'server-full', noRoom),
})

function errorOf(facts: Facts, code: PlacementCode, noRoom: string | null): OperationError {
  const rule = placementRules.find((each) => each.code === code)
  return { code, message: noRoom ?? rule?.reason(facts) ?? '', remedy: rule?.remedy ?? '' }
}

/** Operations of these servers would only wait. */
const waits = ({ pausedAt, breaker }: PlacementFacts) => (pausedAt !== null || breaker !== 'closed' ? 1 : 0)

export const taken = ({ used, reserved }: Pick<PlacementFacts, 'used' | 'reserved'>) => used + reserved

export const utilisation = (facts: PlacementFacts) => taken(facts) / facts.capacity

/**
 * Online servers first, then the least utilized. The id breaks ties, so that the order is the same for all
 * users.
 */
const preference: Record<Server['status'], number> = {
  online: 0,
  degraded: 1,
  unchecked: 2,
  'needs-operator': 3,
  offline: 4,
}

const statusReasons: Record<Server['status'], string> = {
  online: 'Online',
  degraded: 'It has problems, so online servers are preferred',
  unchecked: 'It has not been checked, so checked servers are preferred',
  'needs-operator': 'It needs an operator, so other servers are preferred',
  offline: 'Offline',
}

/** Returns the reason for a server's position in the order, as one sentence. */
export function explainPlacement(facts: Omit<PlacementFacts, 'id'>): string {
  const refusal = whyNotPlaceable(facts)
  if (refusal) return `Not used: ${refusal.reason}`
  const taken = facts.used + facts.reserved
  const share = `${taken} of ${facts.capacity} slots used or reserved (${Math.floor((100 * taken) / facts.capacity)}%).`
  if (facts.pausedAt !== null) return `Its operations are paused, so other servers are preferred. ${share}`
  if (facts.breaker !== 'closed')
    return `It does not respond reliably, so other servers are preferred. ${share}`
  return `${statusReasons[facts.status]}. ${share}`
}

const refused = (facts: PlacementFacts) => (whyNotPlaceable(facts) ? 1 : 0)

/** Servers that accept an account and run its operation at once come first. */
export const compareReadiness = (a: PlacementFacts, b: PlacementFacts): number =>
  refused(a) - refused(b) || waits(a) - waits(b) || preference[a.status] - preference[b.status]

export const isAsReady = (a: PlacementFacts, b: PlacementFacts): boolean => compareReadiness(a, b) === 0

/** Returns all servers, the least utilized of the available ones first: the one that forms preselect (S6). */
export function rankForPlacement<T extends PlacementFacts>(servers: readonly T[]): T[] {
  return servers.toSorted(
    (a, b) => compareReadiness(a, b) || utilisation(a) - utilisation(b) || (a.id < b.id ? -1 : 1),
  )
}
