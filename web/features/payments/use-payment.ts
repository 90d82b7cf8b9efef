import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewRefund } from '#contracts/payments/schemas.ts'
import { api, client } from '../../lib/api.ts'

export const usePayment = (id: string) => useQuery(api.payments.get.queryOptions({ input: { id } }))

/** The corrections of a payment. Each updates every page that shows amounts. */
export function usePaymentActions(id: string) {
  const queryClient = useQueryClient()
  const thenRefresh = async (action: Promise<unknown>): Promise<void> => {
    try {
      await action
    } finally {
      for (const entity of [api.invoices, api.payments, api.ledger, api.dunning])
        void queryClient.invalidateQueries({ queryKey: entity.key() })
    }
  }
  const once = (idempotencyKey: string) => ({ context: { idempotencyKey } })
  return {
    refund: (body: NewRefund, key: string) => thenRefresh(client.payments.refund({ ...body, id }, once(key))),
    reverse: (reason: string, key: string) => thenRefresh(client.payments.reverse({ id, reason }, once(key))),
  }
}
