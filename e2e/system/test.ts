import { test as base } from '@playwright/test'
import { type Billing, signIn, startBilling } from './billing.ts'
import { openPanel } from './panel.ts'
import type { Panel, SandboxControl } from './panel-types.ts'
import { addServerByApi } from './server-by-api.ts'

/**
 * shared: one system per worker, with "Production Server" added. own: a separate system with only an
 * administrator. first-start: a system without an administrator, whose setup link is still open.
 */
type World = 'shared' | 'own' | 'first-start'

interface TestFixtures {
  world: World
  /** Whether the browser is signed in as the administrator at the start. */
  signedIn: boolean
  billing: Billing
  panel: Panel
}

interface WorkerFixtures {
  workerPanel: Panel
  sharedBilling: () => Promise<Billing>
}

const template = () => process.env.E2E_TEMPLATE ?? null

export const test = base.extend<TestFixtures, WorkerFixtures>({
  world: ['shared', { option: true }],
  signedIn: [true, { option: true }],

  workerPanel: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright wants a destructured first argument
    async ({}, use) => {
      const panel = await openPanel()
      await use(panel)
      await panel.close()
    },
    { scope: 'worker' },
  ],
  panel: async ({ workerPanel }, use) => {
    await use(workerPanel)
    await workerPanel.control?.clearFaults()
  },

  sharedBilling: [
    async ({ workerPanel, playwright }, use) => {
      let started: Promise<Billing> | undefined
      const start = async () => {
        const billing = await startBilling(template())
        const request = await playwright.request.newContext()
        await signIn(request, billing.url)
        await addServerByApi(request, billing.url, workerPanel, { name: 'Production Server', capacity: 100 })
        await request.dispose()
        return billing
      }
      await use(() => {
        started ??= start()
        return started
      })
      await (await started)?.end()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  billing: async ({ world, sharedBilling }, use, testInfo) => {
    const billing =
      world === 'shared' ? await sharedBilling() : await startBilling(world === 'own' ? template() : null)
    await use(billing)
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('server output', { body: billing.output(), contentType: 'text/plain' })
    if (world !== 'shared') await billing.end()
  },

  baseURL: async ({ billing }, use) => use(billing.url),
  context: async ({ context, billing, signedIn, world }, use) => {
    if (signedIn && world !== 'first-start') await signIn(context.request, billing.url)
    await use(context)
  },
})

export { expect } from '@playwright/test'

/** Only our sandbox supports faults. With other panels the test is skipped, with a message. */
export function faultsOf(panel: Panel): SandboxControl {
  if (panel.control) return panel.control
  const reason = 'needs a fault that only our sandbox supports'
  process.stdout.write(`skipped: "${test.info().title}" ${reason}\n`)
  test.skip(true, reason)
  throw new Error(reason)
}
