import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { onboardingMessage, provisioningMessage } from '#contracts/hosting/messages.ts'
import { api, client } from '../../lib/api.ts'
import { runEach } from '../../lib/run-each.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { type HandOverEntry, handOver, isOpenEntry, useHandOver } from './store.ts'

const firstMs = 500
const growth = 1.3
const longestMs = 10_000
/** A browser allows six connections to one origin. The page needs some of them. */
const atOnce = 3
const perRound = 6

/**
 * Polls the operations of the tray until they settle. It polls in rounds, the oldest result first, so that many
 * entries do not cause many requests at once. Rounds without changes become less frequent.
 */
export function useFollowEntries(): void {
  const queryClient = useQueryClient()
  const openCount = useHandOver().entries.filter(isOpenEntry).length
  /** Keys in the order of their last request. */
  const turn = useRef<readonly string[]>([])
  useEffect(() => {
    if (openCount === 0) return
    const stop = { wanted: false }
    let timer: ReturnType<typeof setTimeout>
    const plan = (delayMs: number) => {
      timer = setTimeout(async () => {
        const due = nextInTurn(turn.current)
        turn.current = [
          ...turn.current.filter((key) => !due.some((entry) => entry.key === key)),
          ...due.map(({ key }) => key),
        ]
        await runEach(due, { atOnce, stop }, async (entry) => {
          if (await refresh(entry)) void queryClient.invalidateQueries({ queryKey: api.customers.key() })
        })
        if (!stop.wanted) plan(Math.min(delayMs * growth, longestMs))
      }, delayMs)
    }
    plan(firstMs)
    return () => {
      stop.wanted = true
      clearTimeout(timer)
    }
  }, [openCount, queryClient])
}

const nextInTurn = (asked: readonly string[]) =>
  handOver
    .entries()
    .filter(isOpenEntry)
    .toSorted((a, b) => asked.indexOf(a.key) - asked.indexOf(b.key))
    .slice(0, perRound)

/** Returns whether the operation has settled. A failed request is repeated in a later round. */
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
