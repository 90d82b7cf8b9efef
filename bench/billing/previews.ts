import type { Installation } from '../installation.ts'
import { idOf, priceIds } from './generate-company.ts'
import type { Timed } from './lists.ts'
import type { Place } from './place.ts'

const samplesEach = 50

interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: object
}

const asked: Readonly<Record<string, (of: { subscriptionId: string; customerId: string }) => Asked>> = {
  'new subscription': ({ customerId }) => ({
    method: 'POST',
    path: '/subscriptions/preview',
    body: { customerId, priceId: priceIds.plan },
  }),
  'next invoice': ({ subscriptionId }) => ({
    method: 'GET',
    path: `/subscriptions/${subscriptionId}/next-invoice`,
  }),
  'larger plan now': ({ subscriptionId }) => ({
    method: 'POST',
    path: `/subscriptions/${subscriptionId}/change/preview`,
    body: { itemId: subscriptionId.replace(/^00000030/, '00000031'), priceId: priceIds.largePlan },
  }),
  'cancel now, with credit': ({ subscriptionId }) => ({
    method: 'POST',
    path: `/subscriptions/${subscriptionId}/cancel/preview`,
    body: { at: 'now' },
  }),
}

/** Times the previews of customers that were just invoiced, one at a time. The first three are not counted. */
export async function timePreviews(
  installation: Installation,
  subscriptions: readonly { subscriptionId: string; customerId: string }[],
): Promise<Timed[]> {
  const timed: Timed[] = []
  for (const [name, requestOf] of Object.entries(asked)) {
    const ms: number[] = []
    for (const [sample, of] of subscriptions.entries()) {
      const { method, path, body } = requestOf(of)
      const startedAt = performance.now()
      const reply = await installation.reply(method, `/api/v1${path}`, body)
      if (sample >= 3) ms.push(performance.now() - startedAt)
      if (reply.status !== 200) throw new Error(`${name}: ${reply.status} ${reply.text.slice(0, 500)}`)
    }
    timed.push({ name, ms })
  }
  return timed
}

export const chooseSubscriptions = (
  { connected }: Place,
  renewals: number,
  random: (most: number) => number,
): Promise<{ subscriptionId: string; customerId: string }[]> =>
  connected(async (run) => {
    const numbers = Array.from({ length: samplesEach + 3 }, () => 1 + random(renewals))
    const rows =
      await run(`select ${idOf('30', 'n')}::text as subscription, ${idOf('20', 'n')}::text as customer
      from unnest(array[${numbers.join(', ')}]) n`)
    return rows.map(({ subscription, customer }) => ({
      subscriptionId: String(subscription),
      customerId: String(customer),
    }))
  })
