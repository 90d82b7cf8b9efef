import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Hanging requests that can be released, and pauses that end when the sandbox stops. */
export interface Holds {
  readonly count: number
  /** @throws {Error} AbortError, when the sandbox stops or is reset */
  hold(outgoing: ServerResponse): Promise<'released' | 'client-gone'>
  /** As hold, for work that continues after its client has disconnected. @throws {Error} AbortError */
  waitForRelease(): Promise<void>
  /** @throws {Error} AbortError */
  pause(ms: number): Promise<void>
  /** Returns the number of released requests. */
  release(): number
  /** Ends all hanging and paused work, which is then not done. */
  abandon(): void
  /** As abandon, and no later request can hang or pause. */
  stop(): void
}

export function createHolds(): Holds {
  const waiting = new Set<() => void>()
  let ending = new AbortController()

  const wait = (outgoing: ServerResponse | undefined) =>
    new Promise<'released' | 'client-gone'>((resolve, reject) => {
      const { signal } = ending
      const end = () => {
        waiting.delete(letGo)
        outgoing?.off('close', leave)
        signal.removeEventListener('abort', giveUp)
      }
      const letGo = () => {
        end()
        resolve('released')
      }
      const leave = () => {
        end()
        resolve('client-gone')
      }
      const giveUp = () => {
        end()
        reject(signal.reason)
      }
      if (signal.aborted) return giveUp()
      waiting.add(letGo)
      outgoing?.once('close', leave)
      signal.addEventListener('abort', giveUp)
    })

  return {
    get count() {
      return waiting.size
    },
    async hold(outgoing) {
      return outgoing.closed || outgoing.destroyed ? 'client-gone' : wait(outgoing)
    },
    async waitForRelease() {
      await wait(undefined)
    },
    async pause(ms) {
      await sleep(ms, undefined, { signal: ending.signal })
    },
    release() {
      const all = [...waiting]
      for (const letGo of all) letGo()
      return all.length
    },
    abandon() {
      const before = ending
      ending = new AbortController()
      before.abort()
    },
    stop: () => ending.abort(),
  }
}
