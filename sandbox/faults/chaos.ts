import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { RequestEntry } from '#sandbox/requests.ts'
import { faultParameters } from './fault.ts'
import type { ChosenFault } from './queue.ts'
import { type AnyFaultName, canMeet, everyFaultName, faultName } from './table.ts'

/** Random faults for soak tests, the same ones for the same seed. */
export const chaosOrder = z.strictObject({
  seed: z.union([z.int(), z.string().min(1)]),
  /** Share of all requests, 0 to 1. */
  rate: z.number().min(0).max(1),
  /** Names, or a fault with its parameters. */
  faults: z
    .array(z.union([faultName, z.strictObject({ fault: faultName, ...faultParameters.shape })]))
    .min(1)
    .optional(),
})
export type ChaosOrder = z.input<typeof chaosOrder>

/** Closing the port would affect requests that chaos did not choose, so it must be requested explicitly. */
const usual = everyFaultName.filter((name) => name !== 'refused')

interface ChaosState {
  readonly seed: string | number
  readonly rate: number
  readonly faults: readonly AnyFaultName[]
  /** Number of requests that got a fault. */
  readonly applied: number
}

export interface Chaos {
  readonly current: ChaosState | null
  start(order: ChaosOrder): ChaosState
  stop(): void
  /** Depends only on seed, request number and call. */
  choose(request: Pick<RequestEntry, 'number' | 'route'>): ChosenFault | undefined
}

export function createChaos(): Chaos {
  let state: (ChaosState & { readonly choices: readonly ChosenFault[] }) | undefined
  const shown = () => {
    if (state === undefined) return null
    const { choices: _, ...rest } = state
    return rest
  }
  return {
    get current() {
      return shown()
    },
    start(order) {
      const { seed, rate, faults } = chaosOrder.parse(order)
      const choices = (faults ?? usual).map(asChosen)
      state = { seed, rate, faults: choices.map(({ name }) => name), applied: 0, choices }
      return { seed, rate, faults: state.faults, applied: 0 }
    },
    stop() {
      state = undefined
    },
    choose({ number, route }) {
      if (state === undefined) return undefined
      const [chance, pick] = dice(`${state.seed}:${number}`)
      if (chance >= state.rate) return undefined
      const possible = state.choices.filter(({ name }) => canMeet(route, name))
      const chosen = possible[Math.floor(pick * possible.length)]
      if (chosen !== undefined) state = { ...state, applied: state.applied + 1 }
      return chosen
    },
  }
}

type Wanted = NonNullable<z.infer<typeof chaosOrder>['faults']>[number]

function asChosen(wanted: Wanted): ChosenFault {
  if (typeof wanted === 'string') return { name: wanted, parameters: {} }
  const { fault, ...parameters } = wanted
  return { name: fault, parameters }
}

/** Two numbers from 0 to below 1. */
function dice(text: string): [chance: number, pick: number] {
  const digest = createHash('sha256').update(text).digest()
  return [digest.readUIntBE(0, 6) / 2 ** 48, digest.readUIntBE(6, 6) / 2 ** 48]
}
