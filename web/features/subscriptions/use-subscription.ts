import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  AppliedCoupon,
  Cancellation,
  NewAddOn,
  OneTimeCharge,
  RemovedAddOn,
  SubscriptionChange,
} from '#contracts/subscriptions/schemas.ts'
import { api, client } from '../../lib/api.ts'

export const useSubscription = (id: string) => useQuery(api.subscriptions.get.queryOptions({ input: { id } }))

/** The actions on a subscription. Each updates every page that shows amounts. */
export function useSubscriptionActions(id: string) {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      for (const key of [
        api.subscriptions.get.key(),
        api.subscriptions.list.key(),
        api.subscriptions.nextInvoice.key(),
        api.invoices.key(),
        api.ledger.key(),
        api.alerts.key(),
      ])
        void queryClient.invalidateQueries({ queryKey: key })
    }
  }
  const once = (idempotencyKey: string) => ({ context: { idempotencyKey } })
  return {
    change: (body: SubscriptionChange, key: string) =>
      thenRefresh(client.subscriptions.change({ ...body, id }, once(key))),
    cancel: (body: Cancellation, key: string) =>
      thenRefresh(client.subscriptions.cancel({ ...body, id }, once(key))),
    addAddOn: (body: NewAddOn, key: string) =>
      thenRefresh(client.subscriptions.addAddOn({ ...body, id }, once(key))),
    removeAddOn: (body: RemovedAddOn, key: string) =>
      thenRefresh(client.subscriptions.removeAddOn({ ...body, id }, once(key))),
    charge: (body: OneTimeCharge, key: string) =>
      thenRefresh(client.subscriptions.charge({ ...body, id }, once(key))),
    applyCoupon: (body: AppliedCoupon, key: string) =>
      thenRefresh(client.subscriptions.applyCoupon({ ...body, id }, once(key))),
    removeCoupon: (body: { planHash: string }, key: string) =>
      thenRefresh(client.subscriptions.removeCoupon({ ...body, id }, once(key))),
    resume: (body: { planHash: string }, key: string) =>
      thenRefresh(client.subscriptions.resume({ ...body, id }, once(key))),
    setHostingAccount: (hostingAccountId: string | null, key: string) =>
      thenRefresh(client.subscriptions.setHostingAccount({ hostingAccountId, id }, once(key))),
    pause: (key: string) => thenRefresh(client.subscriptions.pause({ id }, once(key))),
  }
}
