import type { SystemStatus } from '#contracts/system/schemas.ts'
import type { SystemState } from '../metrics/index.ts'

type Queues = NonNullable<SystemStatus['queues']>
type Queue = Queues['servers'][number]

const mostListed = 50

export const timeOf = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString()

/** Returns the depth and the oldest entry of each queue, from the values of the metrics. */
export function queuesIn({ operations, servers, webhooks }: SystemState): Queues {
  const queues = servers
    .map(({ id, name }) => queueOf({ id, name }, operations))
    .filter(({ waiting, needsAction }) => waiting + needsAction > 0)
    .toSorted((a, b) => (a.oldestAt ?? '~').localeCompare(b.oldestAt ?? '~') || a.name.localeCompare(b.name))
  return {
    servers: queues.slice(0, mostListed),
    more: Math.max(0, queues.length - mostListed),
    webhooks: { waiting: webhooks.waiting, oldestAt: timeOf(webhooks.oldest) },
    unreachable: servers
      .filter(({ breaker }) => breaker !== 'closed')
      .map(({ id, name }) => ({ id, name }))
      .slice(0, mostListed),
  }
}

const earliest = (times: readonly number[]) => (times.length === 0 ? null : timeOf(Math.min(...times)))

function queueOf(server: Pick<Queue, 'id' | 'name'>, operations: SystemState['operations']): Queue {
  const own = operations.filter((each) => each.server === server.id)
  const open = own.filter(({ status }) => status !== 'needs-person')
  const total = (rows: SystemState['operations']) => rows.reduce((sum, { count }) => sum + count, 0)
  return {
    ...server,
    waiting: total(open),
    oldestAt: earliest(open.map(({ oldest }) => oldest)),
    dueAt: earliest(open.flatMap(({ status, due }) => (status === 'running' || due === null ? [] : due))),
    needsAction: total(own) - total(open),
  }
}
