import { type APIRequestContext, expect } from '@playwright/test'
import { z } from 'zod'
import type { Billing } from '../system/billing.ts'
import { newPerson, type Person } from './people.ts'

const created = z.object({
  customer: z.object({ id: z.string() }),
  hosting: z.object({ operation: z.object({ id: z.string(), status: z.string() }) }).nullable(),
})

interface Scene {
  request: APIRequestContext
  billing: Pick<Billing, 'url'>
}

/** Creates a customer through the API, with hosting if a server is given. */
export async function placeCustomer(
  { request, billing }: Scene,
  scene: { person?: Person; serverId?: string; waitSeconds?: number; isActive?: boolean } = {},
): Promise<{ person: Person; customerId: string; operationId: string | null }> {
  const { person = newPerson(), serverId, waitSeconds = 10, isActive = true } = scene
  const answer = await request.post(`${billing.url}/api/v1/customers`, {
    headers: { prefer: `wait=${waitSeconds}` },
    data: {
      email: person.email,
      fullName: person.fullName,
      companyName: person.companyName ?? null,
      password: person.password,
      isActive,
      ...(serverId
        ? { provisioning: { username: person.username, password: person.hostingPassword, serverId } }
        : {}),
    },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  const { customer, hosting } = created.parse(await answer.json())
  return { person, customerId: customer.id, operationId: hosting?.operation.id ?? null }
}

/** Creates this number of accounts on a server. */
export async function fillServerWith(scene: Scene, serverId: string, accounts: number): Promise<void> {
  await Promise.all(Array.from({ length: accounts }, () => placeCustomer(scene, { serverId })))
}
