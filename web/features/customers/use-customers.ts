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
        // Only the first page has the total.
        ...(cursor ? {} : { count: 'true' as const }),
        ...queryOf(filter),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      // The previous result stays during the next search, so the list does not flicker.
      placeholderData: (previous) => previous,
    }),
  )

/** Returns whether there are no customers. False until the list is loaded. */
export function useHasNoCustomers(filter: CustomerFilter): boolean {
  const { data, isPlaceholderData } = useCustomers(filter)
  return !isFiltered(filter) && !isPlaceholderData && data?.pages[0]?.items.length === 0
}
