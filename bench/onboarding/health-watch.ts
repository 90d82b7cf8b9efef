import { setTimeout as delay } from 'node:timers/promises'
import { send } from '#testing/http-client.ts'

const everyMs = 250
const patienceMs = 5_000

export interface HealthSeen {
  readonly asked: number
  /** Not 200, or no response within five seconds: an orchestrator would restart the process. */
  readonly failed: number
}

/** Requests /health four times a second while `work` runs. */
export async function watchHealth<T>(
  url: string,
  work: () => Promise<T>,
): Promise<HealthSeen & { result: T }> {
  let asked = 0
  let failed = 0
  const ended = new AbortController()
  const ask = async () => {
    asked += 1
    const reply = await send(`${url}/health`, { signal: AbortSignal.timeout(patienceMs) }).catch(() => null)
    if (reply?.status !== 200) failed += 1
  }
  const watch = async () => {
    const asking: Promise<void>[] = []
    while (!ended.signal.aborted) {
      asking.push(ask())
      await delay(everyMs, undefined, { signal: ended.signal }).catch(() => {})
    }
    await Promise.all(asking)
  }
  const watching = watch()
  try {
    const result = await work()
    ended.abort()
    await watching
    return { result, asked, failed }
  } finally {
    ended.abort()
  }
}
