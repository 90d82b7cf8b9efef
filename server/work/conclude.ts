import type { Decision, Run, TimelineNote, Work } from './contract.ts'
import { kindOf } from './kinds.ts'
import { operationRuns } from './metrics.ts'
import type { operations } from './table.ts'
import { columnsOf } from './transition.ts'
import { writeStep } from './work.ts'

function changeOf(decision: Decision, at: Date): Partial<typeof operations.$inferInsert> {
  const columns = { ...columnsOf(decision.to, at), interruptions: 0 }
  if (decision.to === 'waiting')
    return {
      ...columns,
      ...decision.operation,
      nextAttemptAt: new Date(at.getTime() + decision.afterMs),
      error: decision.error ?? null,
    }
  const error = decision.to === 'succeeded' ? null : decision.error
  return { ...columns, stoppedByTrouble: false, ...decision.operation, error }
}

function noteOf(decision: Decision, at: Date): TimelineNote {
  const event = `operation.${decision.to}`
  if (decision.to === 'waiting') {
    const nextAttemptAt = new Date(at.getTime() + decision.afterMs).toISOString()
    const detail = { nextAttemptAt, code: decision.error?.code ?? null }
    return { at, event, message: decision.message, detail }
  }
  if (decision.to === 'succeeded') return { at, event, message: decision.message, detail: {} }
  const { code, message, remedy } = decision.error
  return { at, event, message: `${message} ${remedy}`.trim(), detail: { code } }
}

/** Returns the statement that writes the end of a run: operation, subject and timeline. */
async function write(work: Work, decision: Decision): Promise<void> {
  const { context, operation } = work
  const at = context.clock.now()
  await writeStep(work, {
    set: changeOf(decision, at),
    notes: [noteOf(decision, at)],
    ...(decision.writes ? { writes: decision.writes } : {}),
    lock: kindOf(context, operation.kind).lockSubject(operation.subjectId),
    concludes: true,
  })
}

/** Writes the end of a run, and wakes callers that wait for it. @returns the decision that was written */
export async function conclude(run: Run, decision: Decision): Promise<Decision> {
  const { work } = run
  let written = decision
  try {
    await write(work, decision)
  } catch (error) {
    written = await run.afterConflict(error, decision)
    await write(work, written)
  }
  const { signals, queues } = work.context
  const { kind, queueKey } = work.operation
  operationRuns.inc({ kind, server: queueKey, outcome: written.to })
  signals.concluded(work.operation.id)
  if (written.to === 'waiting') queues.wakeLater(work.operation.queueKey, work.operation.id, written.afterMs)
  return written
}
