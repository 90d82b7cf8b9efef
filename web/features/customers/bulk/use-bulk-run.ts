import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { api } from '../../../lib/api.ts'
import { randomUuid } from '../../../lib/random.ts'
import type { BulkLine, BulkOrder } from './bulk-action.ts'
import { doLine } from './do-line.ts'
import { runEach, type Stop } from './run-each.ts'

const atOnce = 4

/** Runs an order for many customers; each line shows its own outcome, and what failed can be tried again. */
export function useBulkRun(customers: readonly Customer[]) {
  const [lines, setLines] = useState<readonly BulkLine[]>(() =>
    customers.map((customer) => ({ customer, state: 'waiting', message: '' })),
  )
  const [phase, setPhase] = useState<'asking' | 'running' | 'ended'>('asking')
  const stop = useRef<Stop>({ wanted: false })
  const keys = useRef(new Map<string, string>())
  const queryClient = useQueryClient()

  const set = (id: string, change: Omit<BulkLine, 'customer'>) =>
    setLines((all) => all.map((line) => (line.customer.id === id ? { ...line, ...change } : line)))
  const keyOf = (accountId: string) => {
    const key = keys.current.get(accountId) ?? randomUuid()
    keys.current.set(accountId, key)
    return key
  }

  const run = async (order: BulkOrder) => {
    stop.current = { wanted: false }
    setPhase('running')
    const open = lines.filter(({ state }) => state === 'waiting' || state === 'failed')
    for (const { customer } of open) set(customer.id, { state: 'waiting', message: '' })
    await runEach(open, { atOnce, stop: stop.current }, async ({ customer }) => {
      set(customer.id, { state: 'running', message: '' })
      set(customer.id, await doLine(customer, order, keyOf))
    })
    setPhase('ended')
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
  }

  return {
    lines,
    phase,
    run,
    halt: () => {
      stop.current.wanted = true
    },
  }
}
