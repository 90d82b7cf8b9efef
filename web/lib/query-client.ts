import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './problem.ts'

/** A refusal is final and is not retried. Other failures are retried twice. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => !(error instanceof ApiError && error.problem.status < 500) && count < 2,
    },
    mutations: { retry: false },
  },
})
