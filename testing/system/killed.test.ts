import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customer } from '#contracts/customers/schemas.ts'
import { operation } from '#contracts/operations/schemas.ts'
import { bodyOf } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { hostingPassword, newCustomer, onboardAtOnce, settled } from './onboarding.ts'

describe.each([
  'embedded',
  'postgres',
] as const)('Killed during an onboarding, on the %s database', (database) => {
  let system: RunningSystem
  beforeAll(async () => {
    system = await startSystem({ database })
    await system.addServer()
  })
  afterAll(() => system?.remove())

  const arrived = (username: string) =>
    eventually('the create arrived', async () => {
      const requests = await fetch(`${system.sandbox.url}/_sandbox/requests`)
      return (await requests.text()).includes(`"${username}"`)
    })
  const made = (username: string) =>
    eventually('the panel created it', async () => (await system.sandbox.ledger(username)).length > 0)

  const moments: [string, string, Record<string, unknown>, () => Promise<unknown>][] = [
    ['immediately after it acknowledged the customer', 'anna', { fault: 'hang' }, async () => {}],
    ['while the panel hangs', 'berta', { fault: 'hang' }, () => system.sandbox.hanging(1)],
    ['before a slow panel creates the account', 'clara', { fault: 'slow', ms: 1500 }, () => arrived('clara')],
    ['after the panel created it, before the response', 'dora', { fault: 'hang-after' }, () => made('dora')],
  ]

  it.each(moments)(
    'and restarted: %s, the account is created once',
    async (_moment, username, fault, happened) => {
      await system.sandbox.addFault({ ...fault, path: 'create', username })
      const { customerId, accountId } = await onboardAtOnce(system, newCustomer(username))
      await happened()
      await system.kill()

      await system.start()
      const kept = bodyOf(await system.admin('GET', `/api/v1/customers/${customerId}`), 200, customer)
      expect(kept.email).toBe(`${username}@example.com`)
      const account = await settled(system, accountId)
      const ledger = await system.sandbox.ledger(username)
      const { timeline } = bodyOf(
        await system.admin('GET', `/api/v1/operations/${account.operation?.id}`),
        200,
        operation,
      )
      const story = timeline.map(({ at, message }) => `${at} ${message}`).join('\n')
      expect(account, story).toMatchObject({ status: 'active', verified: true, panelUserId: ledger[0]?.id })
      expect(ledger).toHaveLength(1)
      expect(await system.sandbox.passwordMatches(ledger[0]?.id ?? 0, hostingPassword)).toBe(true)
    },
    60_000,
  )
})
