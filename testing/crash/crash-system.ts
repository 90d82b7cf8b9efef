import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '#server/platform/database/index.ts'
import { type RunningSystem, type SystemOptions, startSystem } from '../running-system.ts'
import {
  asking,
  checkInvariants,
  describeViolation,
  type OwnFacts,
  ownFacts,
  readOwnFacts,
  readPanelFacts,
} from './invariants/index.ts'
import type { Arming } from './points/halt.ts'
import { makeOrders, pointsIn } from './points/orders.ts'

/** A running system that can be stopped at a given step, and inspected while it runs. */
export interface CrashSystem {
  readonly system: RunningSystem
  /** For the next recorded operation of that kind. */
  arm(arming: Arming): Promise<void>
  /** The points that the armed operation has reached in the current process. */
  points(kind: string): string[]
  readFacts(): Promise<OwnFacts>
  /** See {@link makeOrders}. */
  setClock(aheadMs: number): Promise<void>
  onBooks(work: object, to: string): Promise<void>
  /** Violations as text, when no operation is running. */
  violations(): Promise<string[]>
}

export async function startCrashSystem(options: SystemOptions = {}): Promise<CrashSystem> {
  const orders = makeOrders()
  const system = await startSystem({
    ...options,
    env: { ...orders.env, ...options.env },
  })
  const readFacts = async () => {
    if (system.databaseUrl === undefined) {
      const to = join(system.dataDir, '..', 'facts.json')
      await rm(to, { force: true })
      await orders.dumpFacts(system.server, to)
      return ownFacts.parse(JSON.parse(await readFile(to, 'utf8')))
    }
    const database = await openDatabase({ databaseUrl: system.databaseUrl, dataDir: system.dataDir })
    return readOwnFacts(asking(database)).finally(() => database.close())
  }
  return {
    system,
    arm: (arming) => orders.arm(system.server, arming),
    points: (kind) => pointsIn(system.server.output(), kind),
    readFacts,
    setClock: (aheadMs) => orders.setClock(system.server, aheadMs),
    onBooks: (work, to) => orders.onBooks(system.server, work, to),
    async violations() {
      const own = await readFacts()
      const panels = [await readPanelFacts(system.sandbox.url)]
      return checkInvariants({ own, panels, atRest: true }).map(describeViolation)
    },
  }
}
