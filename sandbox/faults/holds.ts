import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Requests that hang, so that they can be let go, and pauses that end when the sandbox stops. */
export interface Holds {
  readonly count: number
  /** @throws {Error} AbortError, when the sandbox stops or is reset */
  hold(outgoing: ServerResponse): Promise<'released' | 'client-gone'>
  /** As hold, for work that goes on after its client has left. @throws {Error} AbortError */
  waitForRelease(): Promise<void>
  /** @throws {Error} AbortError */
  pause(ms: number): Promise<void>
  /** How many were let go. */
  release(): number
  /** Ends whatever hangs or pauses, which is then not done. */
  abandon(): void
  /** As abandon, and nothing can hang or pause any more. */
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
