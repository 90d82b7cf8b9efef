import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** Whether operations run at all. */
export const useEngine = () => useQuery(api.engine.get.queryOptions({ refetchInterval: 15_000 }))
