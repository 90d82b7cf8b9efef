import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { type CustomerFilter, isFiltered, queryOf } from './customer-filter.ts'

const pageSize = 50

/** The customers that match, page by page. */
export const useCustomers = (filter: CustomerFilter) =>
  useInfiniteQuery(
    api.customers.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        // The number of all stands beside the first page.
        ...(cursor ? {} : { count: 'true' as const }),
        ...queryOf(filter),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // While the next search is under way the last answer stays: no flicker between letters.
      placeholderData: (previous) => previous,
    }),
  )

/** Whether there is no customer at all; false until that is known. */
export function useHasNoCustomers(filter: CustomerFilter): boolean {
  const { data, isPlaceholderData } = useCustomers(filter)
  return !isFiltered(filter) && !isPlaceholderData && data?.pages[0]?.items.length === 0
}
