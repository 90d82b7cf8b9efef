import { useRef, useState } from 'react'
import { explain } from './problem.ts'
import { randomUuid } from './random.ts'
import { runEach, type Stop } from './run-each.ts'
import type { Tone } from './tone.ts'

const atOnce = 4

export interface BulkOutcome {
  state: 'done' | 'under-way' | 'skipped' | 'failed'
  message: string
  /** Replaces the default status if the outcome has its own. */
  tone?: Tone
}

/** One item of a bulk action, with its state. */
export type BulkLine<Item> = { readonly item: Item } & (
  | { readonly state: 'waiting' | 'running' }
  | Readonly<BulkOutcome>
)

/** Returns one idempotency key per request, so that a retry after a lost response does nothing twice. */
export type KeyOf = (name: string) => string

/** Waiting and failed items. "Retry the rest" runs these. */
export const isLeft = ({ state }: BulkLine<unknown>) => state === 'waiting' || state === 'failed'

/** Runs an action for several items. Each line has its own outcome, and failed lines can be retried. */
export function useBulkRun<Item extends { id: string }>(items: readonly Item[], onEnd: () => void) {
  const [lines, setLines] = useState<readonly BulkLine<Item>[]>(() =>
    items.map((item) => ({ item, state: 'waiting' })),
  )
  const [phase, setPhase] = useState<'asking' | 'running' | 'ended'>('asking')
  const stop = useRef<Stop>({ wanted: false })
  const keys = useRef(new Map<string, string>())

  const set = (changed: BulkLine<Item>) =>
    setLines((all) => all.map((line) => (line.item.id === changed.item.id ? changed : line)))
  const keyOf: KeyOf = (name) => {
    const key = keys.current.get(name) ?? randomUuid()
    keys.current.set(name, key)
    return key
  }

  const run = async (work: (item: Item, keyOf: KeyOf) => Promise<BulkOutcome>) => {
    stop.current = { wanted: false }
    setPhase('running')
    const left = lines.filter(isLeft).map(({ item }) => item)
    for (const item of left) set({ item, state: 'waiting' })
    await runEach(left, { atOnce, stop: stop.current }, async (item) => {
      set({ item, state: 'running' })
      const outcome = await work(item, keyOf).catch(
        (error: unknown): BulkOutcome => ({ state: 'failed', message: explain(error) }),
      )
      set({ item, ...outcome })
    })
    setPhase('ended')
    onEnd()
  }

  const halt = () => {
    stop.current.wanted = true
  }
  return { lines, phase, run, halt }
}

/** The number of lines in each state. `left` counts lines that have not started. */
export function countLines(lines: readonly BulkLine<unknown>[]) {
  const of = (state: BulkLine<unknown>['state']) => lines.filter((line) => line.state === state).length
  return {
    done: of('done'),
    underWay: of('under-way'),
    skipped: of('skipped'),
    failed: of('failed'),
    left: of('waiting'),
  }
}
export type BulkCount = ReturnType<typeof countLines>
