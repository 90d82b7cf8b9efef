import { type Exchange, type PanelClient, PanelError } from '#panels/kit/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { inSpan, traceContext } from '#server/platform/tracing/index.ts'

interface Observed {
  readonly server: { readonly id: string; readonly driver: string }
  /** Undefined: calls are traced, and not logged. */
  readonly log: Log | undefined
}

interface Result {
  /** HTTP status of the last response. Null: none arrived, or the call does not report its requests. */
  readonly status: number | null
  readonly requests: number | null
  /** The code of the error. Null: the call succeeded. */
  readonly code: string | null
}

/**
 * Logs and traces each call of a client, without addresses, names and texts of responses. The calls of an operation are
 * logged at `info`, others at `debug`.
 */
export function observeCalls(client: PanelClient, observed: Observed): PanelClient {
  const watch = <T>(step: string, call: () => Promise<T>) => observeCall(observed, step, call)
  return {
    testConnection: () => watch('test-connection', () => client.testConnection()),
    checkHealth: () => watch('check-health', () => client.checkHealth()),
    create: (account) => watch('create', () => client.create(account)),
    findById: (id) => watch('find-by-id', () => client.findById(id)),
    search: (keys) => watch('search', () => client.search(keys)),
    list: () => watch('list', () => client.list()),
    suspend: (id, reason) => watch('suspend', () => client.suspend(id, reason)),
    unsuspend: (id) => watch('unsuspend', () => client.unsuspend(id)),
    terminate: (id) => watch('terminate', () => client.terminate(id)),
    usage: (id) => watch('usage', () => client.usage(id)),
  }
}

function observeCall<T>({ server, log }: Observed, step: string, call: () => Promise<T>): Promise<T> {
  const described = {
    name: `panel ${step}`,
    kind: 'client',
    attributes: {
      'nextpanel.server.id': server.id,
      'nextpanel.panel.driver': server.driver,
      'nextpanel.panel.step': step,
    },
  } as const
  return inSpan(described, async (span) => {
    const startedAt = performance.now()
    const note = ({ status, requests, code }: Result) => {
      span?.set({
        'http.response.status_code': status,
        'nextpanel.panel.requests': requests,
        'error.type': code,
      })
      const level = traceContext().operationId === null ? 'debug' : 'info'
      const durationMs = Math.round(performance.now() - startedAt)
      log?.[level]({ serverId: server.id, step, status, requests, code, durationMs }, 'panel call')
    }
    try {
      const answer = await call()
      note({ ...resultOf(exchangesOf(answer)), code: null })
      return answer
    } catch (error) {
      const known = error instanceof PanelError
      note({ ...resultOf(known ? error.exchanges : null), code: known ? error.code : 'internal' })
      throw error
    }
  })
}

const exchangesOf = (answer: unknown): readonly Exchange[] | null =>
  typeof answer === 'object' && answer !== null && 'exchanges' in answer && Array.isArray(answer.exchanges)
    ? answer.exchanges
    : null

const resultOf = (exchanges: readonly Exchange[] | null) => ({
  status: exchanges?.at(-1)?.status ?? null,
  requests: exchanges?.length ?? null,
})
