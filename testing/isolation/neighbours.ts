import { operationPage } from '#contracts/operations/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { type RunningSandbox, runSandbox } from '../running-sandbox.ts'
import type { SystemOptions } from '../running-system.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardAtOnce } from '../system/onboarding.ts'

/** One system with two servers, each with its own panel process: a healthy one and one that fails. */
export interface Neighbours {
  readonly system: RunningSystem
  readonly well: { readonly serverId: string; readonly panel: RunningSandbox }
  readonly sick: { readonly serverId: string; readonly panel: RunningSandbox }
  /**
   * This number of creates at the failing server, which hang there from now on. @returns their operations'
   * ids
   */
  hang(count: number): Promise<string[]>
  /** The failing server recovers, and all hanging operations end. */
  recover(): Promise<void>
  remove(): Promise<void>
}

const atOnce = 10

export async function startNeighbours(options: SystemOptions = {}): Promise<Neighbours> {
  const system = await startSystem(options)
  const panel = await runSandbox()
  const { id: wellId } = await system.addServer({ name: 'Well', capacity: 10_000 })
  const { apiKey, apiSecret } = await panel.createKey()
  const sickServer = { name: 'Sick', capacity: 10_000, baseUrl: panel.url, apiKey, apiSecret }
  const { id: sickId } = await system.addServer(sickServer)
  let named = 0
  return {
    system,
    well: { serverId: wellId, panel: system.sandbox },
    sick: { serverId: sickId, panel },
    async hang(count) {
      await panel.addFault({ fault: 'hang', times: 'always' })
      const operations: string[] = []
      while (operations.length < count) {
        const names = Array.from({ length: Math.min(atOnce, count - operations.length) }, () => {
          named += 1
          return `sick${named}`
        })
        const begun = await Promise.all(names.map((name) => onboardAtOnce(system, newCustomer(name, sickId))))
        operations.push(...begun.map(({ operationId }) => operationId))
      }
      return operations
    },
    async recover() {
      await panel.clearFaults()
      for (const status of ['queued', 'running', 'waiting'])
        await eventually(
          `no operation is ${status} at the server that failed`,
          async () => {
            const path = `/api/v1/operations?limit=1&status=${status}&serverId=${sickId}`
            return bodyOf(await system.admin('GET', path), 200, operationPage).items.length === 0
          },
          300_000,
        )
    },
    async remove() {
      await system.remove()
      await panel.process.kill()
    },
  }
}
