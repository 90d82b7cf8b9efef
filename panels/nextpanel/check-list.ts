import type { CheckId, ConnectionCheck, ConnectionReport, TransportFailure } from '#panels/kit/index.ts'

const order: readonly CheckId[] = [
  'dns',
  'tcp',
  'tls',
  'health',
  'key',
  'permission',
  'scope',
  'ip',
  'latency',
]
const slowMs = 2000

/** The checks of a connection test as they are made. A check that is never set was not run. */
export interface CheckList {
  set(id: CheckId, check: Omit<ConnectionCheck, 'id'>): void
  readonly hasFailed: boolean
  /** A step after the network failed for a reason that only an operator can fix, in whatever check. */
  noteFailure(failure: TransportFailure): void
  /** A failed check that will not pass without an operator, although the panel responds. */
  noteForOperator(): void
  noteDuration(durationMs: number): void
  report(): ConnectionReport
}

export function createCheckList(): CheckList {
  const checks = new Map<CheckId, ConnectionCheck>()
  const durations: number[] = []
  const failures = new Set<TransportFailure>()
  let forOperator = false
  const stateOf = (id: CheckId) => checks.get(id)?.state ?? 'not-checked'
  const isAny = (state: ConnectionCheck['state']) => order.some((id) => stateOf(id) === state)
  return {
    set: (id, check) => void checks.set(id, { id, ...check }),
    get hasFailed() {
      return isAny('fail')
    },
    noteFailure: (failure) => void failures.add(failure),
    noteForOperator: () => {
      forOperator = true
    },
    noteDuration: (durationMs) => void durations.push(durationMs),
    report() {
      const latency = latencyOf(durations)
      if (latency) checks.set('latency', latency)
      const all = order.map((id) => checks.get(id) ?? notReached(id))
      return { ok: !isAny('fail'), verdict: verdictOf(), checks: all }
    },
  }

  function verdictOf(): ConnectionReport['verdict'] {
    const operators =
      forOperator || failures.has('tls') || failures.has('address-not-allowed') || stateOf('tls') === 'fail'
    if (isAny('fail') && operators) return 'needs-operator'
    if ((['dns', 'tcp', 'health'] as const).some((id) => stateOf(id) === 'fail')) return 'offline'
    if (isAny('fail')) return 'needs-operator'
    // Plain http is a risk to know about, not a fault: the server works.
    const degraded = order.some((id) => id !== 'tls' && stateOf(id) === 'warn')
    return degraded ? 'degraded' : 'online'
  }
}

const notReached = (id: CheckId): ConnectionCheck => ({
  id,
  state: 'not-checked',
  message: 'Not reached.',
  durationMs: 0,
})

function latencyOf(durations: readonly number[]): ConnectionCheck | undefined {
  const median = durations.toSorted((a, b) => a - b)[Math.floor(durations.length / 2)]
  if (median === undefined) return undefined
  const durationMs = Math.round(median)
  if (durationMs <= slowMs)
    return { id: 'latency', state: 'pass', message: `The panel responds in ${durationMs} ms.`, durationMs }
  return {
    id: 'latency',
    state: 'warn',
    message: `The panel takes ${(durationMs / 1000).toFixed(1)} s to respond.`,
    remedy: 'Check the load of the panel and the network: slow responses make creates time out.',
    durationMs,
  }
}
