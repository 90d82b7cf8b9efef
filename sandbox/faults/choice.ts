import type { VariantSwitch } from '#sandbox/accounts/variants.ts'
import { Refusal } from '#sandbox/refusal.ts'
import type { RequestEntry } from '#sandbox/requests.ts'
import type { Chaos } from './chaos.ts'
import { type ChosenFault, type FaultQueue, faultInUsername, parseFaultHeader } from './queue.ts'

export interface FaultSources {
  readonly queue: FaultQueue
  readonly chaos: Chaos
  readonly variants: VariantSwitch
  /** Usernames that have had their fault. */
  readonly spentUsernames: Set<string>
}

/**
 * Chooses the fault of one request and writes it into its entry: by header, rule, username or chaos, in this
 * order.
 * @throws {Refusal} 400, the header requests an unknown fault
 */
export function chooseFault(
  sources: FaultSources,
  entry: RequestEntry,
  header: string | undefined,
): ChosenFault | undefined {
  const took = (from: RequestEntry['faultFrom'], chosen: ChosenFault | undefined) => {
    if (chosen !== undefined) Object.assign(entry, { fault: chosen.name, faultFrom: from })
    return chosen
  }
  if (header !== undefined) return took('header', fromHeader(header))
  return (
    took('rule', sources.queue.take(entry)) ??
    took('username', fromUsername(sources, entry)) ??
    took('chaos', sources.chaos.choose(entry))
  )
}

function fromHeader(header: string): ChosenFault {
  try {
    return parseFaultHeader(header)
  } catch {
    throw new Refusal(400, 'X-Sandbox-Fault takes a fault and its parameters, like: slow; ms=500')
  }
}

function fromUsername(
  { variants, spentUsernames }: FaultSources,
  { route, username }: RequestEntry,
): ChosenFault | undefined {
  if (route !== 'create' || username === null || !variants.current.magicUsernames) return undefined
  const asked = faultInUsername(username)
  if (asked === undefined || (!asked.always && spentUsernames.has(username))) return undefined
  spentUsernames.add(username)
  return { name: asked.name, parameters: {} }
}
