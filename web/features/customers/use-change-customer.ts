import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CustomerChange } from '#contracts/customers/schemas.ts'
import { api, client } from '../../lib/api.ts'

/** Saves a change and refreshes every page that shows the customer. */
export function useChangeCustomer(id: string) {
  const queryClient = useQueryClient()
  return useCallback(
    async (change: CustomerChange) => {
      const changed = await client.customers.change({ id, ...change })
      queryClient.setQueryData(api.customers.get.queryKey({ input: { id } }), changed)
      void queryClient.invalidateQueries({ queryKey: api.customers.list.key() })
    },
    [id, queryClient],
  )
}
