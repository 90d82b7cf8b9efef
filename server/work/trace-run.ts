import { inSpan, withTrace } from '#server/platform/tracing/index.ts'
import type { Decision, Work } from './contract.ts'

/**
 * Runs a claimed operation as a consequence of the request that started it, also in another process. The log and the
 * trace of that request then have the run and its calls.
 * @param run returns the result, or null if the lease was lost
 */
export async function traceRun(work: Work, run: () => Promise<Decision['to'] | null>): Promise<void> {
  const { context, operation } = work
  const { id, kind, queueKey, requestId, traceparent } = operation
  const startedAt = performance.now()
  const described = {
    name: `operation ${kind}`,
    kind: 'consumer',
    parent: traceparent,
    attributes: {
      'nextpanel.request.id': requestId,
      'nextpanel.operation.id': id,
      'nextpanel.operation.kind': kind,
      'nextpanel.operation.queue': queueKey,
    },
  } as const
  await withTrace({ requestId, operationId: id, span: null }, () =>
    inSpan(described, async (span) => {
      const outcome = (await run()) ?? 'lease-lost'
      const { attempts } = work.progress
      span?.set({ 'nextpanel.operation.outcome': outcome, 'nextpanel.operation.attempts': attempts })
      const durationMs = Math.round(performance.now() - startedAt)
      context.log.info({ kind, queue: queueKey, outcome, attempts, durationMs }, 'operation run')
    }),
  )
}
