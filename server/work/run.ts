import { claimOperation, endInterruptedAttempts } from './claim.ts'
import { conclude } from './conclude.ts'
import type { Decision, QueueHealth, Run, Work, WorkContext } from './contract.ts'
import { checkInterruptions } from './interruptions.ts'
import { kindOf } from './kinds.ts'
import { keepLease } from './lease.ts'
import { resumeOrNoteHold } from './resume.ts'
import { retryLater } from './retry-later.ts'
import { traceRun } from './trace-run.ts'
import { LeaseLost, workOn } from './work.ts'

/** Claims an operation and runs it as far as possible now. Never throws for errors of the panel. */
export async function runOperation(context: WorkContext, operationId: string): Promise<QueueHealth | null> {
  const claim = await claimOperation(context, operationId)
  if (!claim) {
    await resumeOrNoteHold(context, operationId)
    return null
  }
  const work = workOn(context, claim)
  try {
    await endInterruptedAttempts(work)
    const run = await kindOf(context, claim.operation.kind).prepare(context, work)
    return await runClaimed(run)
  } catch (error) {
    noteLeaseLost(work, error)
    return null
  } finally {
    context.signals.concluded(operationId)
  }
}

/** Runs an operation whose lease this worker holds. Throws only for defects that could not be recorded. */
export async function runClaimed(run: Run): Promise<QueueHealth | null> {
  const { work } = run
  let health: QueueHealth | null = null
  await traceRun(work, async () => {
    let outcome: Decision['to'] | null = null
    try {
      const decision = await keepLease(work, () => decide(run))
      outcome = (await conclude(run, decision)).to
    } catch (error) {
      noteLeaseLost(work, error)
    } finally {
      health = await run.ended({ succeeded: outcome === 'succeeded' })
    }
    return outcome
  })
  return health
}

function noteLeaseLost({ context, operation }: Work, error: unknown): void {
  if (!(error instanceof LeaseLost)) throw error
  context.log.warn(
    { operationId: operation.id },
    'lease lost: another worker or a later request took over the operation',
  )
}

async function decide(run: Run): Promise<Decision> {
  const { work } = run
  try {
    const interrupted = checkInterruptions(work)
    return interrupted ? run.withSubject(interrupted) : await run.step()
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    work.context.log.error({ err: error, operationId: work.operation.id }, 'operation run failed')
    return run.withSubject(
      retryLater(work, {
        code: 'internal',
        message: 'An internal error occurred in this application.',
        remedy: 'See the log for details. The operation is retried automatically.',
      }),
    )
  }
}
