import { type SQL, sql } from 'drizzle-orm'
import type { AccountPlacement, PlacementPolicy, PlacementWish } from '#contracts/servers/placement.ts'
import { servers } from '../tables/servers.ts'
import {
  compareReadiness,
  isAsReady,
  type PlacementFacts,
  placementRules,
  taken,
  utilisation,
  whyNotPlaceable,
} from './placement.ts'

/** The facts that decide whether a server is chosen, besides its room. */
export interface Candidate extends PlacementFacts {
  readonly name: string
  readonly location: string | null
  readonly tags: readonly string[]
  readonly placementWeight: number
}

/** Returns the reason why the rules of an automatic choice exclude a server, or null. Its room does not matter. */
export function whyExcluded(
  { placementWeight, location, tags }: Pick<Candidate, 'placementWeight' | 'location' | 'tags'>,
  wish: PlacementWish,
): string | null {
  if (placementWeight === 0) return 'Its weight is 0, so it is never chosen automatically.'
  const missing = (wish.tags ?? []).filter((tag) => !tags.includes(tag))
  if (missing.length > 0)
    return `It does not have the ${missing.length === 1 ? 'tag' : 'tags'} ${missing.join(', ')}.`
  if (wish.location !== undefined && wish.location !== location)
    return location === null ? 'It has no location.' : `It is in ${location}.`
  return null
}

/** The same over the row of `servers`, for the statement that takes a slot. */
export const excludedInSql = ({ location, tags = [] }: PlacementWish): SQL<boolean> =>
  sql`(${servers.placementWeight} = 0 or not ${servers.tags} @> ${JSON.stringify(tags)}::jsonb
    or ${location === undefined ? sql`false` : sql`${servers.location} is distinct from ${location}`})`

/** 0: has room. If none has, the account is recorded on a full server rather than on one that staff have closed. */
const closedness = (facts: Candidate) =>
  placementRules.toReversed().findIndex(({ applies }) => applies(facts)) + 1

/** Smaller is chosen first. A weight of 50 gets half the share of a weight of 100. */
const load = (facts: Candidate) => utilisation(facts) / Math.max(1, facts.placementWeight)

const orders: Record<PlacementPolicy, (a: Candidate, b: Candidate) => number> = {
  'least-utilized': (a, b) => load(a) - load(b) || b.placementWeight - a.placementWeight,
  'fill-first': (a, b) => b.placementWeight - a.placementWeight || utilisation(b) - utilisation(a),
}

/**
 * Returns all servers in the order in which an automatic choice tries them. Servers that have no room follow those
 * that have, and excluded ones are last. The id breaks ties.
 */
export function rankByPolicy<T extends Candidate>(
  all: readonly T[],
  policy: PlacementPolicy,
  wish: PlacementWish = {},
): T[] {
  const excluded = (each: T) => (whyExcluded(each, wish) === null ? 0 : 1)
  return all.toSorted(
    (a, b) =>
      excluded(a) - excluded(b) ||
      closedness(a) - closedness(b) ||
      compareReadiness(a, b) ||
      orders[policy](a, b) ||
      (a.id < b.id ? -1 : 1),
  )
}

export interface Choice<T> {
  readonly server: T
  readonly explanation: AccountPlacement
  /** The same with `roomMark` instead of the used slots of the chosen server, for the statement that takes a slot. */
  readonly template: AccountPlacement
  /** Why no server has room, as a sentence. Null if the chosen one has. */
  readonly noRoom: string | null
}

/** A character that no name has. */
export const roomMark = '\u{E000}'

const mostConsidered = 20
const mostNamed = 5

/**
 * Chooses the server for an account without one: the only rule for it. If no server has room, the best of the full,
 * closed or offline ones is returned with the reason. Never a server that the weight, the tags or the location exclude.
 * @returns the reason of each server if all are excluded
 */
export function chooseServer<T extends Candidate>(
  all: readonly T[],
  policy: PlacementPolicy,
  wish: PlacementWish = {},
): Choice<T> | { readonly server: null; readonly why: string } {
  const ranked = rankByPolicy(all, policy, wish)
  const [server] = ranked
  if (!server || whyExcluded(server, wish) !== null)
    return { server: null, why: `No server can be chosen automatically. ${passedOver(ranked, wish)}` }
  const noRoom = whyNotPlaceable(server) === null ? null : `No server has room. ${passedOver(ranked, wish)}`
  const explain = (slots: string): AccountPlacement => ({
    policy,
    reason: noRoom ?? `${reasonOf(ranked, server, policy, wish)} ${slots} slots were used.`,
    considered: ranked.slice(0, mostConsidered).map((each) => ({
      serverId: each.id,
      serverName: each.name,
      why: each === server && noRoom === null ? `Chosen: ${roomOf(each, slots)}` : whyPassed(each, wish),
    })),
  })
  return { server, noRoom, explanation: explain(slotsOf(server)), template: explain(roomMark) }
}

const whyPassed = (each: Candidate, wish: PlacementWish): string =>
  whyExcluded(each, wish) ?? whyNotPlaceable(each)?.reason ?? `Not needed: ${roomOf(each)}`

const slotsOf = (each: Candidate) => `${taken(each)} of ${each.capacity}`

const roomOf = (each: Candidate, slots = slotsOf(each)) =>
  `${slots} used${each.placementWeight === 100 ? '' : `, weight ${each.placementWeight}`}.`

function passedOver(ranked: readonly Candidate[], wish: PlacementWish): string {
  const named = ranked.slice(0, mostNamed).map((each) => `${each.name}: ${whyPassed(each, wish)}`)
  const more = ranked.length - named.length
  return [...named, ...(more > 0 ? [`Servers not listed here: ${more}.`] : [])].join(' ')
}

function reasonOf(
  ranked: readonly Candidate[],
  server: Candidate,
  policy: PlacementPolicy,
  wish: PlacementWish,
): string {
  const rivals = ranked.filter(
    (each) => whyExcluded(each, wish) === null && whyNotPlaceable(each) === null && isAsReady(each, server),
  )
  const isWeighted = rivals.some(({ placementWeight }) => placementWeight !== server.placementWeight)
  const rule =
    policy === 'fill-first'
      ? `${isWeighted ? 'highest weight first, then ' : ''}the fullest with room`
      : `the least full${isWeighted ? ' in proportion to its weight' : ''}`
  const among =
    rivals.length === 1
      ? `: the only available server${wishText(wish)}`
      : ` from ${rivals.length} servers${wishText(wish)}: ${rule}`
  return `Chosen automatically${among}.`
}

function wishText({ location, tags = [] }: PlacementWish): string {
  const [only, second] = tags
  const withTags =
    only === undefined ? '' : ` with ${second === undefined ? 'tag' : 'tags'} ${tags.join(', ')}`
  return `${withTags}${location === undefined ? '' : ` in ${location}`}`
}
