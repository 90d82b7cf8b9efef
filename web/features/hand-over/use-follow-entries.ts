import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onboardingMessage, provisioningMessage } from '#contracts/hosting/messages.ts'
import { api, client } from '../../lib/api.ts'
import { runEach } from '../../lib/run-each.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { type HandOverEntry, handOver, isOpenEntry, useHandOver } from './store.ts'

const everyMs = 1_000
/** A browser allows six connections to one origin: the page needs some of them. */
const atOnce = 3
const perRound = 6

/**
 * Follows the operations of the tray until they settle. It asks in rounds, the longest unasked first, so that many
 * entries do not mean many requests at once.
 */
export function useFollowEntries(): void {
  const queryClient = useQueryClient()
  const { entries } = useHandOver()
  const waiting = entries.some(isOpenEntry)
  useEffect(() => {
    if (!waiting) return
    let timer: ReturnType<typeof setTimeout>
    const stop = { wanted: false }
    const round = async (turn: readonly string[]) => {
      const open = handOver.entries().filter(isOpenEntry)
      const due = open.toSorted((a, b) => turn.indexOf(a.key) - turn.indexOf(b.key)).slice(0, perRound)
      let settled = 0
      await runEach(due, { atOnce, stop }, async (entry) => {
        if (await refresh(entry)) settled += 1
      })
      if (settled > 0) void queryClient.invalidateQueries({ queryKey: api.customers.key() })
      const asked = due.map(({ key }) => key)
      if (!stop.wanted)
        timer = setTimeout(
          () => void round([...turn.filter((key) => !asked.includes(key)), ...asked]),
          everyMs,
        )
    }
    timer = setTimeout(() => void round([]), everyMs / 2)
    return () => {
      stop.wanted = true
      clearTimeout(timer)
    }
  }, [waiting, queryClient])
}

/** Returns whether the operation has settled. A failed request is asked again in a later round. */
async function refresh({ key, hosting, newCustomer }: HandOverEntry): Promise<boolean> {
  if (!hosting) return false
  try {
    const operation = await client.operations.get({ id: hosting.operation.id })
    if (isUnderWay(operation.status)) return false
    const account = await client.hostingAccounts.get({ id: hosting.account.id })
    const message = (newCustomer ? onboardingMessage : provisioningMessage)({ account, operation })
    handOver.settle(key, { account, operation, message })
    return true
  } catch {
    return false
  }
}
