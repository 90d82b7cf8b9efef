import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'

/** The pause state of the engine. */
export const useEngine = () => useQuery(api.engine.get.queryOptions({ refetchInterval: 15_000 }))
