import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import { api } from '../../lib/api.ts'

/** Shows the result of an action: on the account's card immediately, on other pages when they are opened. */
export function useAccountChanged() {
  const queryClient = useQueryClient()
  return useCallback(
    async ({ operation }: AccountAndOperation) => {
      queryClient.setQueryData(api.operations.get.queryKey({ input: { id: operation.id } }), operation)
      void queryClient.invalidateQueries({ queryKey: api.operations.list.key() })
      void queryClient.invalidateQueries({ queryKey: api.servers.key() })
      await queryClient.invalidateQueries({ queryKey: api.customers.key() })
    },
    [queryClient],
  )
}
