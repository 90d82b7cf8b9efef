import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { onboardingMessage, provisioningMessage } from '#contracts/hosting/messages.ts'
import type { AccountAndOperation } from '#contracts/hosting/schemas.ts'
import type { Operation } from '#contracts/operations/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { runEach } from '../../lib/run-each.ts'
import { onAction } from '../../shared/hand-over/acted-on.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { type HandOverEntry, handOver, useHandOver } from './store.ts'

const firstMs = 500
const growth = 1.3
const longestMs = 10_000
/** A browser allows six connections to one origin. The page needs some of them. */
const atOnce = 3
const perRound = 6

/**
 * Polls the operations of the tray until they succeed. It polls in rounds, the oldest result first, so that many
 * entries do not cause many requests at once. Rounds without changes become less frequent. Failed operations are polled
 * rarely, and only if none is in progress, because staff may retry them on another page.
 */
export function useFollowEntries(): void {
  const queryClient = useQueryClient()
  const { entries } = useHandOver()
  const openCount = entries.filter(isOpen).length
  const failedCount = entries.filter(isFailed).length
  /** Keys in the order of their last request. */
  const turn = useRef<readonly string[]>([])
  useEffect(() => {
    if (openCount + failedCount === 0) return
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
    plan(openCount > 0 ? firstMs : longestMs)
    return () => {
      stop.wanted = true
      clearTimeout(timer)
    }
  }, [openCount, failedCount, queryClient])

  useEffect(
    () =>
      onAction(({ operationId, reached, password }) => {
        const entry = handOver.entries().find(({ hosting }) => hosting?.operation.id === operationId)
        if (!entry) return
        const { credentials, withdrawn = credentials.hosting } = entry
        const restored = { ...entry, credentials: { ...credentials, hosting: withdrawn } }
        handOver.change(entry.key, { ...afterwards(restored, reached, password), withdrawn: undefined })
      }),
    [],
  )
}

const isOpen = ({ hosting }: HandOverEntry) => hosting !== null && isUnderWay(hosting.operation.status)

/** It ended without an account. Staff may still retry it. */
const isFailed = ({ hosting }: HandOverEntry) =>
  hosting !== null && !isUnderWay(hosting.operation.status) && hosting.operation.status !== 'succeeded'

const nextInTurn = (asked: readonly string[]) => {
  const entries = handOver.entries()
  const open = entries.filter(isOpen)
  return (open.length > 0 ? open : entries.filter(isFailed))
    .toSorted((a, b) => asked.indexOf(a.key) - asked.indexOf(b.key))
    .slice(0, perRound)
}

/** Returns whether there was news: the operation has ended, or continues. A failed request is repeated later. */
async function refresh(entry: HandOverEntry): Promise<boolean> {
  const { key, hosting } = entry
  if (!hosting) return false
  try {
    const operation = await client.operations.get({ id: hosting.operation.id })
    const before = hosting.operation
    const sameResult = operation.status === before.status && operation.attempts === before.attempts
    if (isUnderWay(operation.status) ? isOpen(entry) : sameResult) return false
    const account = await client.hostingAccounts.get({ id: hosting.account.id })
    const latest = handOver.entries().find((present) => present.key === key) ?? entry
    const change = afterwards(latest, { account, operation })
    handOver.change(key, wasRetriedElsewhere(latest, operation) ? withdraw(latest, change) : change)
    return true
  } catch {
    return false
  }
}

const replacing = ['operation.password-replaced', 'operation.superseded']

/** Another window retried it with another password, username or server. A report of this window is known already. */
function wasRetriedElsewhere({ hosting }: HandOverEntry, { timeline }: Operation): boolean {
  const replacements = (lines: Operation['timeline']) =>
    lines.filter(({ event }) => replacing.includes(event)).length
  return replacements(timeline) > replacements(hosting?.operation.timeline ?? [])
}

const withdraw = (
  { credentials, withdrawn = credentials.hosting }: HandOverEntry,
  change: Partial<HandOverEntry>,
): Partial<HandOverEntry> => ({ ...change, credentials: { ...credentials, hosting: null }, withdrawn })

/** The result and the credentials that are valid now. @param password the one that staff typed since */
function afterwards(
  { newCustomer, copied, credentials }: HandOverEntry,
  reached: AccountAndOperation,
  password?: string,
): Partial<HandOverEntry> {
  const { account } = reached
  const message = (newCustomer ? onboardingMessage : provisioningMessage)(reached)
  const before = credentials.hosting
  // An adopted account keeps the password that it has on its panel.
  const hosting =
    before && account.passwordSetByUs
      ? {
          ...before,
          address: account.panelUrl,
          username: account.username,
          password: password ?? before.password,
        }
      : null
  const same = hosting?.username === before?.username && hosting?.password === before?.password
  return {
    hosting: { ...reached, message },
    message,
    credentials: { ...credentials, hosting },
    copied: copied && same,
  }
}
