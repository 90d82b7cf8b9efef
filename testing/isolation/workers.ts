import { randomBytes } from 'node:crypto'
import { makeOrders, type Orders } from '../crash/points/orders.ts'
import { eventually, type RunningProcess, runProgram } from '../running-process.ts'
import { type RunningSystem, shortSettings, startSystem } from '../running-system.ts'

export interface Worker {
  readonly process: RunningProcess
  readonly orders: Orders
}

/** ROLE=web and two processes of ROLE=worker on one PostgreSQL. */
export interface SystemWithWorkers {
  readonly system: RunningSystem
  readonly workers: readonly [Worker, Worker]
  /**
   * Stops (SIGSTOP) the worker that takes the next operation, when it reaches this point.
   * @param ask creates the operation
   */
  stopOneAt(point: string, ask: () => Promise<unknown>): Promise<{ stopped: Worker; other: Worker }>
  remove(): Promise<void>
}

// As short as the deadline allows. A takeover waits for the end of a lease.
const env = {
  PANEL_DEADLINE_MS: '1000',
  ENGINE_LEASE_MS: '2500',
  SECRET_KEY: randomBytes(32).toString('hex'),
}

export async function startWithWorkers(): Promise<SystemWithWorkers> {
  const system = await startSystem({ database: 'postgres', env: { ...env, ROLE: 'web' } })
  const startWorker = async (): Promise<Worker> => {
    const orders = makeOrders()
    const process = runProgram('scripts/start.ts', {
      ...shortSettings,
      ...env,
      ...orders.env,
      ROLE: 'worker',
      DATA_DIR: system.dataDir,
      DATABASE_URL: system.databaseUrl ?? '',
      PANEL_ALLOWED_NETWORKS: '127.0.0.0/8',
    })
    await process.says(/\[points\] watching/)
    return { process, orders }
  }
  const workers = [await startWorker(), await startWorker()] as const
  return {
    system,
    workers,
    async stopOneAt(point, ask) {
      const before = new Map(workers.map(({ process }) => [process, halts(process)]))
      for (const { process, orders } of workers)
        await orders.arm(process, { kind: 'claimed', at: point, how: 'SIGSTOP' })
      await ask()
      const stopped = await eventually(`a worker has reached: ${point}`, async () =>
        workers.find(({ process }) => halts(process) > (before.get(process) ?? 0)),
      )
      const other = workers[0] === stopped ? workers[1] : workers[0]
      await other.orders.arm(other.process, { kind: 'claimed', at: 0, how: 'SIGSTOP' })
      return { stopped, other }
    },
    async remove() {
      for (const { process } of workers) await process.kill()
      await system.remove()
    },
  }
}

const halts = (process: RunningProcess) => process.output().match(/\[points\] halted/g)?.length ?? 0
