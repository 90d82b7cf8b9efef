import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { send } from '#testing/http-client.ts'

/** One flood, as floods.ts sends it to this process. */
export const flood = z.object({
  url: z.string(),
  perSecond: z.number(),
  seconds: z.number(),
  /** Client addresses that take turns. The server trusts this client as a proxy. */
  addresses: z.number(),
  body: z.string(),
})
export type Flood = z.infer<typeof flood>

/** Number of responses by status, and of requests without one. */
export const floodResult = z.object({ statuses: z.record(z.string(), z.number()) })

/** Sends requests at a fixed rate, whether or not earlier ones have been answered. */
async function run({ url, perSecond, seconds, addresses, body }: Flood): Promise<object> {
  const agent = new Agent({ keepAlive: true, maxSockets: 500 })
  const statuses: Record<string, number> = {}
  const open = new Set<Promise<void>>()
  const startedAt = performance.now()
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const wait = startedAt + (sent * 1000) / perSecond - performance.now()
    if (wait > 1) await delay(wait)
    const n = sent % addresses
    const request = send(url, {
      method: 'POST',
      body,
      agent,
      headers: {
        'x-forwarded-for': `203.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
        'idempotency-key': `flood-${sent}`,
      },
      signal: AbortSignal.timeout(30_000),
    })
      .then(({ status }) => String(status))
      .catch(() => 'none')
      .then((status) => {
        statuses[status] = (statuses[status] ?? 0) + 1
        open.delete(request)
      })
    open.add(request)
  }
  await Promise.all(open)
  agent.destroy()
  return { statuses }
}

process.on('message', async (message) => {
  process.send?.(await run(flood.parse(message)))
})
