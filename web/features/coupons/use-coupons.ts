import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CouponChange, NewCoupon } from '#contracts/coupons/schemas.ts'
import { api, client } from '../../lib/api.ts'

const pageSize = 50
const mostProducts = 100

export const useCoupons = () =>
  useInfiniteQuery(
    api.coupons.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
  )

/** The products that a coupon can be limited to. */
export const useProductChoices = () =>
  useQuery(api.products.list.queryOptions({ input: { limit: mostProducts } }))

/** The actions on coupons. Each updates the list. */
export function useCouponActions() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.coupons.key() })
    }
  }
  return {
    create: (body: NewCoupon, idempotencyKey: string) =>
      thenRefresh(client.coupons.create(body, { context: { idempotencyKey } })),
    change: (id: string, change: CouponChange) => thenRefresh(client.coupons.change({ id, ...change })),
  }
}
