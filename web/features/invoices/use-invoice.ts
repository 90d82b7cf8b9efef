import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Crediting } from '#contracts/invoices/schemas.ts'
import { api, client } from '../../lib/api.ts'

export const useInvoice = (id: string) => useQuery(api.invoices.get.queryOptions({ input: { id } }))

/** The actions on an invoice. Each updates every page that shows amounts. */
export function useInvoiceActions(id: string) {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      for (const entity of [api.invoices, api.payments, api.ledger, api.subscriptions])
        void queryClient.invalidateQueries({ queryKey: entity.key() })
    }
  }
  const once = (idempotencyKey: string) => ({ context: { idempotencyKey } })
  return {
    finalize: (key: string) => thenRefresh(client.invoices.finalize({ id }, once(key))),
    discard: () => thenRefresh(client.invoices.discard({ id })),
    void: (reason: string, key: string) => thenRefresh(client.invoices.void({ id, reason }, once(key))),
    writeOff: (reason: string, key: string) =>
      thenRefresh(client.invoices.writeOff({ id, reason }, once(key))),
    credit: (body: Crediting, key: string) => thenRefresh(client.invoices.credit({ ...body, id }, once(key))),
  }
}
