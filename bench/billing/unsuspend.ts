import { z } from 'zod'
import { eventually } from '#testing/running-process.ts'
import type { Installation } from '../installation.ts'
import { type PanelStub, startStub } from '../onboarding/stub.ts'
import { priceIds } from './generate-company.ts'
import type { Place } from './place.ts'

const accounts = 10
/** The sweep of dunning runs once a minute. */
const suspendLimitMs = 240_000
const startLimitMs = 60_000

const sold = z.object({
  customer: z.object({ id: z.string() }),
  hosting: z.object({ account: z.object({ id: z.string() }) }),
  invoice: z.object({ id: z.string(), total: z.object({ amount: z.string(), currency: z.string() }) }),
})
const account = z.object({ status: z.string() })

type Sold = z.infer<typeof sold>

/**
 * Returns the milliseconds from each payment of an overdue invoice until the panel receives the request to unsuspend.
 * Sells hosting, dates the invoices back (with the triggers off), waits until dunning has suspended all of it, and pays.
 */
export async function timeUnsuspends(installation: Installation, place: Place): Promise<number[]> {
  const stub = await startStub()
  try {
    await installation.start()
    await installation.call('POST', '/api/v1/servers', 201, z.unknown(), {
      name: 'Bench',
      baseUrl: `${stub.url}/s1`,
      apiKey: stub.apiKey,
      apiSecret: stub.apiSecret,
      capacity: 1000,
    })
    await installation.call('PATCH', '/api/v1/dunning/policy', 200, z.unknown(), {
      isEnabled: true,
      steps: [{ day: 1, action: 'suspend' }],
      brake: { mostPercent: 100, mostAccounts: 1000 },
      hours: { from: 0, until: 24, weekdaysOnly: false },
    })
    const all: Sold[] = []
    for (let number = 1; number <= accounts; number += 1) all.push(await sell(installation, number))
    for (const { hosting } of all) await untilStatus(installation, hosting.account.id, 'active', startLimitMs)
    await installation.stop()
    await place.connected((run) =>
      run(`do $$ begin set local session_replication_role = replica;
        update documents set due_on = current_date - 5
        where id in (${all.map(({ invoice }) => `'${invoice.id}'`).join(', ')}); end $$`),
    )
    await installation.start()
    for (const { hosting } of all)
      await untilStatus(installation, hosting.account.id, 'suspended', suspendLimitMs)
    const ms: number[] = []
    for (const each of all) ms.push(await payAndWait(installation, stub, each))
    await installation.stop()
    return ms
  } finally {
    await stub.stop()
  }
}

const sell = (installation: Installation, number: number): Promise<Sold> =>
  installation.call('POST', '/api/v1/customers', 201, sold, {
    email: `hosted${number}@example.com`,
    fullName: `Hosted ${number}`,
    password: 'billing-Password-7',
    provisioning: { username: `hosted${number}`, password: 'hosting-Password-9' },
    subscription: { priceId: priceIds.plan },
  })

const untilStatus = (installation: Installation, id: string, status: string, withinMs: number) =>
  eventually(
    `the account is ${status}`,
    async () =>
      (await installation.call('GET', `/api/v1/hosting-accounts/${id}`, 200, account)).status === status,
    withinMs,
  )

async function payAndWait(
  installation: Installation,
  stub: PanelStub,
  { customer, invoice }: Sold,
): Promise<number> {
  await stub.clearLog()
  const startedAt = performance.now()
  await installation.call('POST', '/api/v1/payments', 201, z.unknown(), {
    customerId: customer.id,
    amount: invoice.total,
    method: 'bank-transfer',
    receivedOn: new Date().toISOString().slice(0, 10),
  })
  await eventually(
    'the panel is asked to unsuspend',
    async () => (await stub.readLog()).some(({ kind }) => kind.includes('unsuspend')),
    startLimitMs,
  )
  return performance.now() - startedAt
}
