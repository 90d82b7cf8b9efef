import type { WorkSettings } from './contract.ts'

/**
 * Returns the milliseconds until the next try. The wait doubles from `backoffFirstMs` to at most
 * `backoffMaxMs`, minus a random part of up to half, so that operations do not all return at once. It is
 * never shorter than the panel requested.
 */
export function backoffMs(
  engine: Pick<WorkSettings, 'backoffFirstMs' | 'backoffMaxMs'>,
  wait: { deferrals: number; afterMs?: number | undefined; random?: () => number },
): number {
  const full = Math.min(engine.backoffMaxMs, engine.backoffFirstMs * 2 ** Math.min(wait.deferrals, 30))
  const jittered = full * (0.5 + 0.5 * (wait.random ?? Math.random)())
  return Math.round(Math.max(jittered, wait.afterMs ?? 0))
}
