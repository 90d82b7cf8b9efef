import type { NewWebhookEndpoint, WebhookDelivery } from '#contracts/webhooks/schemas.ts'
import type { Domain } from '#server/domain/context.ts'
import { createWebhookEndpoint, listWebhookDeliveries, WebhookSender } from '#server/domain/webhooks/index.ts'
import type { TestDomain } from './domain.ts'

/** An endpoint with its secret. Default: of all events. */
export async function addEndpoint(
  test: TestDomain,
  url: string,
  given: Partial<NewWebhookEndpoint> = {},
): Promise<{ id: string; secret: string }> {
  const { id, secret } = await createWebhookEndpoint(test.ctx, {
    url,
    description: '',
    events: null,
    ...given,
  })
  if (secret === null) throw new Error('The secret was not returned.')
  return { id, secret }
}

/** Makes one attempt of each due delivery, and waits for the results. */
export async function sendDue(domain: Domain): Promise<void> {
  const sender = new WebhookSender(domain)
  await sender.takeDue()
  await sender.settled()
}

export const deliveriesOf = async (test: TestDomain, id: string): Promise<WebhookDelivery[]> =>
  (await listWebhookDeliveries(test.ctx, { id, limit: 100 })).items

/** Oldest first, for example "customer.created delivered". */
export const deliveryStates = async (test: TestDomain, id: string): Promise<string[]> =>
  (await deliveriesOf(test, id)).map(({ type, state }) => `${type} ${state}`).reverse()
