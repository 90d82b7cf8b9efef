import type { Operation } from '#contracts/operations/schemas.ts'
import { words } from '../../words/index.ts'

const text = words.operations
const endsAttempt = (event: string) => event === 'operation.waiting'
const isWork = (event: string) => /^(look|attempt|read-back)\./.test(event)

/** Returns the number of attempts in the timeline. An attempt ends when the operation waits for the next one. */
function countAttempts(timeline: Operation['timeline']): number {
  const ended = timeline.filter(({ event }) => endsAttempt(event)).length
  const lastEnd = timeline.findLastIndex(({ event }) => endsAttempt(event))
  const unfinished = timeline.slice(lastEnd + 1).some(({ event }) => isWork(event))
  return ended + (unfinished ? 1 : 0)
}

/** Returns "10 attempts, nothing sent": the attempts in the timeline and the requests that were sent. */
export function attemptsText({ timeline, attempts: sent }: Pick<Operation, 'timeline' | 'attempts'>): string {
  const attempts = Math.max(countAttempts(timeline), sent)
  if (attempts === 0) return text.nothingSent
  if (sent === 0) return text.attemptsNothingSent(text.attempts(attempts))
  return sent === attempts ? text.attempts(attempts) : text.attemptsSent(text.attempts(attempts), sent)
}
