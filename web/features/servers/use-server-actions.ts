import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'

/** The actions on a server. Each updates the list. */
export function useServerActions(id: string) {
  const queryClient = useQueryClient()
  const refresh = useCallback(
    () => queryClient.invalidateQueries({ queryKey: api.servers.key() }),
    [queryClient],
  )
  const test = async () => {
    const report = await client.servers.test({ id }, { context: { idempotencyKey: randomUuid() } })
    void refresh()
    return report
  }
  /** Resolves to an error message, or null. */
  const resume = async (): Promise<string | null> => {
    try {
      await client.servers.resume({ id }, { context: { idempotencyKey: randomUuid() } })
      return null
    } catch (error) {
      return explain(error)
    } finally {
      await refresh()
    }
  }
  const remove = async () => {
    await client.servers.remove({ id })
    await refresh()
  }
  return { test, resume, remove, refresh }
}
