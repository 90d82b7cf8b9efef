import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { newId } from '#server/platform/clock/index.ts'
import type { RunningProcess } from '../../running-process.ts'
import type { Arming } from './halt.ts'

/** Sends orders to a server process that was started with `env`; see preload.ts. */
export interface Orders {
  readonly env: Readonly<Record<string, string>>
  /** For the next recorded operation of that kind. Counts from there. */
  arm(server: RunningProcess, arming: Arming): Promise<void>
  /** Writes the rows of the embedded database into the file `to`. */
  dumpFacts(server: RunningProcess, to: string): Promise<void>
  /** Sets the clock of a server that was started with CRASH_CLOCK_AHEAD_MS. */
  setClock(server: RunningProcess, aheadMs: number): Promise<void>
  /** Does work on the books of the embedded database, see billing/books-work.ts, and writes its result into `to`. */
  onBooks(server: RunningProcess, work: object, to: string): Promise<void>
}

export function makeOrders(): Orders {
  const file = join(tmpdir(), `orders-${newId()}.json`)
  let number = 0
  const give = async (server: RunningProcess, order: object) => {
    number += 1
    await writeFile(file, JSON.stringify({ ...order, number }))
    server.signal('SIGUSR2')
    await server.says(new RegExp(`\\[points\\] done ${number}\\n`))
  }
  return {
    env: {
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'preload.ts')).href}`,
      CRASH_ORDERS: file,
    },
    arm: (server, arming) => give(server, { do: 'arm', ...arming }),
    dumpFacts: (server, to) => give(server, { do: 'facts', to }),
    setClock: (server, aheadMs) => give(server, { do: 'clock', aheadMs }),
    onBooks: (server, work, to) => give(server, { do: 'books', work, to }),
  }
}

/** The points that an operation of this kind has reached in the current process, as `<number>: <label>`. */
export const pointsIn = (output: string, kind: string): string[] =>
  [...output.matchAll(new RegExp(`^\\[points\\] ${kind} \\d+: (.*)$`, 'gm'))].map(([, label = '']) => label)
