import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { useSettled } from '../../lib/use-settled.ts'

const settleMs = 150
const shown = 6

/** Returns the search results of the API. An empty text has none. */
export function useFound(typed: string) {
  const wanted = typed.trim()
  const search = useSettled(wanted, settleMs)
  const enabled = search.length > 0
  const servers = useQuery(api.servers.list.queryOptions())
  const customers = useQuery({
    ...api.customers.list.queryOptions({ input: { search, limit: shown } }),
    // "#44" is a NextPanel User ID. Customers have none.
    enabled: enabled && !search.startsWith('#'),
    placeholderData: keepPreviousData,
  })
  const accounts = useQuery({
    ...api.hostingAccounts.search.queryOptions({ input: { search, limit: shown } }),
    enabled,
    placeholderData: keepPreviousData,
  })
  const lower = wanted.toLocaleLowerCase()
  const matches = (...texts: (string | null)[]) =>
    texts.some((text) => text?.toLocaleLowerCase().includes(lower))
  const isEmpty = wanted === ''
  return {
    matches,
    searching: !isEmpty && (search !== wanted || customers.isFetching || accounts.isFetching),
    customers: isEmpty || wanted.startsWith('#') ? [] : (customers.data?.items ?? []),
    accounts: isEmpty ? [] : (accounts.data?.items ?? []),
    servers: isEmpty
      ? []
      : (servers.data?.items ?? []).filter(({ name, location, baseUrl }) => matches(name, location, baseUrl)),
  }
}
