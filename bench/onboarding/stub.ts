import { z } from 'zod'
import { bodyOf, send } from '#testing/http-client.ts'
import { runProgram } from '#testing/running-process.ts'

const logged = z.object({ kind: z.string(), from: z.number(), to: z.number() })
export type PanelRequest = z.infer<typeof logged>

/** panel-stub.ts in a separate process. */
export interface PanelStub {
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly pid: number
  setLatency(ms: number): Promise<void>
  /** The requests since {@link clearLog}. */
  readLog(): Promise<PanelRequest[]>
  clearLog(): Promise<void>
  stop(): Promise<void>
}

export async function startStub(): Promise<PanelStub> {
  const running = runProgram('bench/onboarding/panel-stub.ts', {})
  const [, url = '', apiKey = '', apiSecret = ''] = await running.says(
    /panel stub (\S+) key (\S+) secret (\S+)/,
  )
  const control = async <T>(method: string, path: string, schema: z.ZodType<T>) =>
    bodyOf(await send(`${url}/_stub${path}`, { method }), 200, schema)
  return {
    url,
    apiKey,
    apiSecret,
    pid: running.pid,
    setLatency: async (ms) => void (await control('PUT', `/latency/${ms}`, z.unknown())),
    readLog: () => control('GET', '/log', z.array(logged)),
    clearLog: async () => void (await control('DELETE', '/log', z.unknown())),
    stop: () => running.kill(),
  }
}

/** Requests that belong to flows. Health checks run on a separate schedule. */
export const ofFlows = (log: readonly PanelRequest[]): PanelRequest[] =>
  log.filter(({ kind }) => kind.startsWith('POST') || kind.includes('?') || kind.includes('{id}'))

/** Returns the number of serial requests: the longest chain without an overlap. */
export function longestChain(log: readonly PanelRequest[]): number {
  let length = 0
  let freeFrom = Number.NEGATIVE_INFINITY
  for (const { from, to } of log.toSorted((a, b) => a.to - b.to)) {
    if (from < freeFrom) continue
    length += 1
    freeFrom = to
  }
  return length
}
