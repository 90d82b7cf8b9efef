import type { EngineSettings } from '../context.ts'
import type { ServerRow } from './connection.ts'

export type Breaker = Pick<
  ServerRow,
  | 'breaker'
  | 'breakerChangedAt'
  | 'breakerFailures'
  | 'breakerOperationId'
  | 'breakerProbeAt'
  | 'breakerProbes'
  | 'breakerConcurrency'
>

type Settings = Pick<
  EngineSettings,
  'breakerFailures' | 'breakerOpenMs' | 'breakerOpenMaxMs' | 'serverConcurrency'
>

/** The facts of one run of an operation that matter for the breaker. */
export interface ServerRun {
  readonly operationId: string
  readonly startedAt: Date
  /** Every call got a response. A 5xx does not count as one. */
  readonly answered: boolean
  /** A call that changes the panel got a response. Reads alone do not offset creates that hang. */
  readonly changed: boolean
}

export const closedBreaker: Breaker = {
  breaker: 'closed',
  breakerChangedAt: null,
  breakerFailures: 0,
  breakerOperationId: null,
  breakerProbeAt: null,
  breakerProbes: 0,
  breakerConcurrency: 0,
}

/** @param probes number of consecutive failures: each doubles the wait for the next */
function opened(at: Date, probes: number, { breakerOpenMs, breakerOpenMaxMs }: Settings): Breaker {
  const waitMs = Math.min(breakerOpenMaxMs, breakerOpenMs * 2 ** Math.min(probes, 20))
  return {
    ...closedBreaker,
    breaker: 'open',
    breakerChangedAt: at,
    breakerProbeAt: new Date(at.getTime() + waitMs),
    breakerProbes: probes,
  }
}

/** One operation at a time at first. Each success doubles that, up to the setting. */
function recovering(at: Date, state: Breaker, concurrency: number, settings: Settings): Breaker {
  if (concurrency >= settings.serverConcurrency) return { ...closedBreaker, breakerChangedAt: at }
  return {
    ...closedBreaker,
    breaker: 'half-open',
    breakerChangedAt: state.breaker === 'half-open' ? state.breakerChangedAt : at,
    breakerProbeAt: new Date(at.getTime() + settings.breakerOpenMs),
    breakerProbes: state.breakerProbes,
    breakerConcurrency: concurrency,
  }
}

/** Returns the change of the breaker after a run, or null for none. While it is open, only probes count. */
export function afterRun(state: Breaker, run: ServerRun, at: Date, settings: Settings): Breaker | null {
  if (state.breaker === 'open') return null
  // A run that began before the last change describes the earlier state. A change after now shows that the
  // clock was set back.
  const changedAt = state.breakerChangedAt
  if (changedAt !== null && changedAt <= at && run.startedAt < changedAt) return null
  if (state.breaker === 'half-open')
    return run.answered
      ? recovering(at, state, state.breakerConcurrency * 2, settings)
      : opened(at, state.breakerProbes + 1, settings)
  if (run.answered)
    return run.changed && state.breakerFailures > 0
      ? { ...state, breakerFailures: 0, breakerOperationId: null }
      : null
  // An operation that fails repeatedly may itself be the cause. Its own backoff is sufficient.
  if (state.breakerOperationId === run.operationId) return null
  const failures = state.breakerFailures + 1
  if (failures >= settings.breakerFailures) return opened(at, 0, settings)
  return { ...state, breakerFailures: failures, breakerOperationId: run.operationId }
}

/** Returns the change of the breaker after a check of the server, or null for none. */
export function afterCheck(
  state: Breaker,
  check: { readonly answered: boolean; readonly isProbe: boolean },
  at: Date,
  settings: Settings,
): Breaker | null {
  if (state.breaker === 'closed') return null
  if (check.answered)
    return recovering(at, state, state.breaker === 'open' ? 1 : state.breakerConcurrency * 2, settings)
  return check.isProbe || state.breaker === 'half-open' ? opened(at, state.breakerProbes + 1, settings) : null
}
