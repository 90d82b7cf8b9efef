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

/** A running system that can be halted at a given step, and looked into while it runs. */
export interface CrashSystem {
  readonly system: RunningSystem
  /** For the next operation of that kind that is recorded. */
  arm(arming: Arming): Promise<void>
  /** What the operation that was armed for has come to in this life. */
  points(kind: string): string[]
  readFacts(): Promise<OwnFacts>
  /** What is wrong, once nothing is under way, in words. */
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
    async violations() {
      const own = await readFacts()
      const panels = [await readPanelFacts(system.sandbox.url)]
      return checkInvariants({ own, panels, atRest: true }).map(describeViolation)
    },
  }
}
