import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** Requests that hang, so that they can be let go, and pauses that end when the sandbox stops. */
export interface Holds {
  readonly count: number
  hold(outgoing: ServerResponse): Promise<'released' | 'client-gone'>
  /** @throws {Error} AbortError, when the sandbox stops */
  pause(ms: number): Promise<void>
  /** How many were let go. */
  release(): number
  /** Ends every pause for good. */
  stop(): void
}

export function createHolds(): Holds {
  const waiting = new Set<() => void>()
  const stopping = new AbortController()
  return {
    get count() {
      return waiting.size
    },
    hold(outgoing) {
      if (outgoing.closed || outgoing.destroyed) return Promise.resolve('client-gone')
      return new Promise((resolve) => {
        const end = (how: 'released' | 'client-gone') => {
          waiting.delete(letGo)
          outgoing.off('close', leave)
          resolve(how)
        }
        const letGo = () => end('released')
        const leave = () => end('client-gone')
        waiting.add(letGo)
        outgoing.once('close', leave)
      })
    },
    async pause(ms) {
      await sleep(ms, undefined, { signal: stopping.signal })
    },
    release() {
      const all = [...waiting]
      for (const letGo of all) letGo()
      return all.length
    },
    stop: () => stopping.abort(),
  }
}
