import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { newPrice, newProduct, ProductChange, ProductKind } from '#contracts/products/schemas.ts'
import { api, client } from '../../lib/api.ts'

const pageSize = 50

export interface ProductFilter {
  search: string
  kind: ProductKind | undefined
}

export const useProducts = ({ search, kind }: ProductFilter) =>
  useInfiniteQuery({
    ...api.products.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        ...(search === '' ? {} : { search }),
        ...(kind === undefined ? {} : { kind }),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
    }),
    // The list stays in place while a user types.
    placeholderData: (previous) => previous,
  })

/** The actions on products and prices. Each updates the list. */
export function useProductActions() {
  const queryClient = useQueryClient()
  const thenRefresh = async <Result>(action: Promise<Result>): Promise<Result> => {
    try {
      return await action
    } finally {
      void queryClient.invalidateQueries({ queryKey: api.products.key() })
    }
  }
  return {
    create: (body: z.input<typeof newProduct>, idempotencyKey: string) =>
      thenRefresh(client.products.create(body, { context: { idempotencyKey } })),
    change: (id: string, change: ProductChange) => thenRefresh(client.products.change({ id, ...change })),
    addPrice: (id: string, body: z.input<typeof newPrice>, idempotencyKey: string) =>
      thenRefresh(client.products.addPrice({ id, ...body }, { context: { idempotencyKey } })),
    archivePrice: (id: string, isArchived: boolean) =>
      thenRefresh(client.products.changePrice({ id, isArchived })),
  }
}
