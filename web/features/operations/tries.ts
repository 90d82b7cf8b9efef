import type { Operation } from '#contracts/operations/schemas.ts'
import { words } from '../../words/index.ts'

const text = words.operations
const endsTry = (event: string) => event === 'operation.waiting'
const isWork = (event: string) => /^(look|attempt|read-back)\./.test(event)

/** How often the engine tried, as the timeline shows it: a try ends where the operation waits for the next one. */
export function countTries(timeline: Operation['timeline']): number {
  const ended = timeline.filter(({ event }) => endsTry(event)).length
  const lastEnd = timeline.findLastIndex(({ event }) => endsTry(event))
  const oneMore = timeline.slice(lastEnd + 1).some(({ event }) => isWork(event))
  return ended + (oneMore ? 1 : 0)
}

/** "10 tries, nothing sent": tries that staff see, beside the requests that were sent. */
export function triesText({ timeline, attempts }: Pick<Operation, 'timeline' | 'attempts'>): string {
  const tries = Math.max(countTries(timeline), attempts)
  if (tries === 0) return text.nothingSent
  if (attempts === 0) return text.triesNothingSent(text.tries(tries))
  return attempts === tries ? text.tries(tries) : text.triesSent(text.tries(tries), attempts)
}
