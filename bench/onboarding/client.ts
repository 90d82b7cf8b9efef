import { Agent, type IncomingMessage, request } from 'node:http'
import { z } from 'zod'

/**
 * The clients, in a separate process, so that their CPU is measured separately. Each creates one customer
 * with hosting after the other and waits until the account is active. Each message is one load, and its
 * result is returned.
 */

export const load = z.object({
  url: z.string(),
  cookie: z.string(),
  serverIds: z.array(z.string()),
  /** Prefix of the names. Two loads on one product must not share it. */
  prefix: z.string().regex(/^[a-z]+$/),
  flows: z.number().int().max(100_000),
  clients: z.number().int().max(1_000),
  /** Time after which unfinished flows are aborted. */
  limitMs: z.number().max(600_000),
})
export type Load = z.infer<typeof load>

export const loadResult = z.object({
  /** Durations of the flows that ended active. */
  tookMs: z.array(z.number()),
  /** From the first request to the last response. */
  elapsedMs: z.number(),
  /** Number of flows that were aborted at the limit, or not started. */
  notDone: z.number(),
  /** Number of flows that ended otherwise, with the first such response. */
  failed: z.number(),
  firstFailure: z.string().nullable(),
})
export type LoadResult = z.infer<typeof loadResult>

const answer = z.object({ hosting: z.object({ account: z.object({ status: z.string() }) }) })

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** @returns null if the account is active, otherwise the response */
async function flow(
  agent: Agent,
  { url, cookie, serverIds, prefix }: Load,
  number: number,
  signal: AbortSignal,
) {
  const username = `${prefix}${number}`
  const body = JSON.stringify({
    email: `${username}@example.com`,
    fullName: `Bench ${username}`,
    password: 'billing-Password-7',
    provisioning: {
      username,
      password: 'hosting-Password-9',
      serverId: serverIds[number % serverIds.length],
    },
  })
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': `bench-${username}`,
    prefer: 'wait=30',
    cookie,
  }
  return new Promise<string | null>((resolve, reject) => {
    const sent = request(
      `${url}/api/v1/customers`,
      { method: 'POST', agent, headers, signal },
      (response) => {
        textOf(response)
          .then((text) => {
            const read = answer.safeParse(JSON.parse(text)).data
            resolve(
              read?.hosting.account.status === 'active'
                ? null
                : `${response.statusCode}: ${text.slice(0, 500)}`,
            )
          })
          .catch(reject)
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function run(wanted: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: wanted.clients })
  const limit = AbortSignal.timeout(wanted.limitMs)
  const result: LoadResult = { tookMs: [], elapsedMs: 0, notDone: 0, failed: 0, firstFailure: null }
  const startedAt = performance.now()
  const numbers = Array.from({ length: wanted.flows }, (_, index) => index).values()
  const fail = (why: string) => {
    result.failed += 1
    result.firstFailure ??= why
  }
  const client = async () => {
    for (const number of numbers) {
      const from = performance.now()
      try {
        const refused = await flow(agent, wanted, number, limit)
        const to = performance.now()
        if (refused !== null) fail(refused)
        else result.tookMs.push(to - from)
        result.elapsedMs = to - startedAt
      } catch (error) {
        if (limit.aborted) return
        fail(String(error))
      }
    }
  }
  await Promise.all(Array.from({ length: wanted.clients }, client))
  agent.destroy()
  result.notDone = wanted.flows - result.tookMs.length - result.failed
  return result
}

// Only in a child process: other modules import the schemas.
if (process.send)
  process.on('message', async (message) => {
    process.send?.(await run(load.parse(message)))
  })
