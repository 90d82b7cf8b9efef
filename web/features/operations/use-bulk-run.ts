import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { OperationSummary } from '#contracts/operations/schemas.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { randomUuid } from '../../lib/random.ts'
import type { Tone } from '../../lib/tone.ts'
import { operationStatusWords } from '../../shared/operations/status-words.ts'
import { words } from '../../words/index.ts'
import type { BulkOrder } from './selection-bar.tsx'

const atOnce = 4

export interface BulkLine {
  readonly operation: OperationSummary
  readonly state: 'waiting' | 'running' | 'done' | 'refused'
  readonly message: string
  /** Of the state that the operation reached. */
  readonly tone?: Tone
}

/** Orders one operation after another, each under a key of its own; what was refused can be tried again. */
export function useBulkRun(order: BulkOrder, operations: readonly OperationSummary[]) {
  const [lines, setLines] = useState<readonly BulkLine[]>(() =>
    operations.map((operation) => ({ operation, state: 'waiting', message: words.operations.notBegun })),
  )
  const [phase, setPhase] = useState<'asking' | 'running' | 'ended'>('asking')
  const stopped = useRef(false)
  // Kept while it is not known what became of a request: sending it again is then safe.
  const keys = useRef(new Map<string, string>())
  const queryClient = useQueryClient()
  const set = (id: string, change: Omit<BulkLine, 'operation'>) =>
    setLines((all) => all.map((line) => (line.operation.id === id ? { ...line, ...change } : line)))

  const doOne = async ({ id }: OperationSummary) => {
    set(id, { state: 'running', message: words.operations.doing[order] })
    const idempotencyKey = keys.current.get(id) ?? randomUuid()
    keys.current.set(id, idempotencyKey)
    try {
      const { body } = await client.operations[order]({ id }, { context: { idempotencyKey, waitSeconds: 1 } })
      const { label, tone } = operationStatusWords[body.operation.status]
      set(id, { state: 'done', message: words.operations.now(label), tone })
    } catch (error) {
      set(id, { state: 'refused', message: explain(error) })
    }
  }

  const run = async () => {
    stopped.current = false
    setPhase('running')
    const queue = lines.filter(({ state }) => state !== 'done').map(({ operation }) => operation)
    const lane = async () => {
      for (let next = queue.shift(); next && !stopped.current; next = queue.shift()) await doOne(next)
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
    setPhase('ended')
    void queryClient.invalidateQueries({ queryKey: api.operations.key() })
    void queryClient.invalidateQueries({ queryKey: api.servers.key() })
    void queryClient.invalidateQueries({ queryKey: api.customers.key() })
  }

  return {
    lines,
    phase,
    run,
    halt: () => {
      stopped.current = true
    },
  }
}
