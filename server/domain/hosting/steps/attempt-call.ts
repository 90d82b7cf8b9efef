import { type PanelAnswer, PanelError } from '#panels/kit/index.ts'
import { type Attempt, beginAttempt, endAttempt, type OperationChange } from '#server/work/index.ts'
import type { HostingWork } from './hosting-work.ts'

const outcomeOf = ({ kind }: PanelError) =>
  kind === 'unknown-outcome' ? 'unknown' : kind === 'retry-later' ? 'deferred' : 'rejected'

export type Attempted<T> = { readonly value: T } | { readonly error: PanelError }

/**
 * Makes one call that changes the panel. The attempt is recorded before it, and its outcome after.
 * @param what.begun an attempt that was recorded with the operation itself
 */
export async function attemptCall<T>(
  work: HostingWork,
  what: {
    readonly message: string
    readonly begun?: Attempt | null
    readonly call: () => Promise<PanelAnswer<T>>
    readonly done: (value: T) => {
      readonly message: string
      readonly rejected?: boolean
      readonly operation?: OperationChange
    }
    /** Returns the facts about an unknown outcome that the operation keeps. */
    readonly whenUnknown?: OperationChange
  },
): Promise<Attempted<T>> {
  const attempt = what.begun ?? (await beginAttempt(work, what.message))
  try {
    const { value, exchanges } = await what.call()
    const { rejected = false, ...done } = what.done(value)
    const outcome = rejected ? 'rejected' : 'succeeded'
    const endedAt = await endAttempt(work, attempt, { ...done, outcome, exchanges })
    notePastCreate(work, attempt, { outcome, endedAt })
    return { value }
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    const outcome = outcomeOf(error)
    const { message, code, exchanges } = error
    const operation = outcome === 'unknown' ? what.whenUnknown : undefined
    const endedAt = await endAttempt(work, attempt, {
      outcome,
      message,
      code,
      exchanges,
      ...(operation ? { operation } : {}),
    })
    notePastCreate(work, attempt, { outcome, endedAt })
    return { error }
  }
}

function notePastCreate(
  { operation, pastCreates }: HostingWork,
  { id, startedAt }: Attempt,
  { outcome, endedAt }: { outcome: 'succeeded' | 'rejected' | 'deferred' | 'unknown'; endedAt: Date },
): void {
  if (operation.kind === 'create' && (outcome === 'unknown' || outcome === 'succeeded'))
    pastCreates.push({ id, startedAt, endedAt, outcome })
}
