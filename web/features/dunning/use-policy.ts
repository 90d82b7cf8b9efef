import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { dunningPolicyChange } from '#contracts/dunning/schemas.ts'
import { api, client } from '../../lib/api.ts'

// A reload in the background must not discard what is typed.
export const usePolicy = () => useQuery({ ...api.dunning.policy.queryOptions(), refetchOnWindowFocus: false })

export function useSavePolicy() {
  const queryClient = useQueryClient()
  return async (change: z.infer<typeof dunningPolicyChange>) => {
    const saved = await client.dunning.changePolicy(change)
    queryClient.setQueryData(api.dunning.policy.queryKey(), saved)
    return saved
  }
}
