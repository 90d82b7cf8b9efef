import type { Domain } from '../context.ts'
import { checkServer } from './check.ts'
import { hastenDoubtful, takeDueChecks } from './due.ts'

export interface HealthMonitor {
  /** Starts no more checks, and waits at most `graceMs` for running ones. */
  stop(graceMs: number): Promise<void>
}

/** Interval at which due checks are looked for, short enough for jitter to spread them. */
const roundsInAnInterval = 20

/**
 * Checks every server once per interval. Each check is independent, so a server that hangs delays no other.
 */
export function startHealthMonitor(domain: Domain, { intervalMs }: { intervalMs: number }): HealthMonitor {
  const underWay = new Set<Promise<void>>()
  let stopping = false

  async function check(id: string): Promise<void> {
    try {
      await checkServer(domain, id)
      await hastenDoubtful(domain, id, intervalMs)
    } catch (error) {
      domain.log.warn({ err: error, serverId: id }, 'server check failed')
    }
  }

  const everyMs = Math.min(5000, Math.max(50, Math.round(intervalMs / roundsInAnInterval)))
  domain.jobs.every('server.check', everyMs, async () => {
    if (stopping) return
    for (const id of await takeDueChecks(domain, intervalMs)) {
      const checking = check(id).finally(() => underWay.delete(checking))
      underWay.add(checking)
    }
  })

  return {
    async stop(graceMs) {
      stopping = true
      const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref())
      await Promise.race([Promise.allSettled(underWay), grace])
    },
  }
}
