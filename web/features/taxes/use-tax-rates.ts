import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewTaxRate } from '#contracts/taxes/schemas.ts'
import { api, client } from '../../lib/api.ts'

const pageSize = 100

export const useTaxRates = () =>
  useInfiniteQuery(
    api.taxes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )

/** The country of the company, and today in its time zone. Undefined while they load. */
export function useCompanyPlace(): { country: string; today: string } | undefined {
  const { data } = useQuery(api.company.settings.queryOptions())
  return data && { country: data.company?.address.country ?? '', today: data.today }
}

/** The actions on tax rates. Each updates the list. */
export function useTaxRateActions() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.taxes.key() })
    }
  }
  return {
    create: (body: NewTaxRate, idempotencyKey: string) =>
      thenRefresh(client.taxes.create(body, { context: { idempotencyKey } })),
    end: (id: string, validUntil: string | null) => thenRefresh(client.taxes.change({ id, validUntil })),
    remove: (id: string) => thenRefresh(client.taxes.remove({ id })),
  }
}
