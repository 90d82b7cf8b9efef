import { PanelError } from '#panels/kit/index.ts'
import type { Domain } from '../context.ts'
import { claimOperation } from './claim.ts'
import { conclude } from './conclude.ts'
import { runCreate } from './create.ts'
import type { Decision } from './decision.ts'
import { decideOnRefusal, waitAndRetry } from './failure.ts'
import { heedInterruptions } from './interruptions.ts'
import { keepLease } from './keep-lease.ts'
import { runSuspension } from './suspend.ts'
import { runTerminate } from './terminate.ts'
import { LeaseLost, noteStep, type Work } from './work.ts'

const steps: Record<Work['operation']['kind'], (work: Work) => Promise<Decision>> = {
  create: runCreate,
  suspend: runSuspension,
  unsuspend: runSuspension,
  terminate: runTerminate,
}

/** Runs one operation as far as it goes now. Never throws for what a panel does. */
export async function runOperation(domain: Domain, operationId: string): Promise<void> {
  const work = await claimOperation(domain, operationId)
  if (!work) return
  try {
    await conclude(work, await keepLease(work, () => decide(work)))
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    domain.log.warn({ operationId }, 'lease lost; another worker or a later request has taken over')
  }
}

async function decide(work: Work): Promise<Decision> {
  try {
    return heedInterruptions(work) ?? (await steps[work.operation.kind](work))
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    if (error instanceof PanelError) {
      // Reads fail here: looking, reading back, reading the identity. Nothing was changed by them.
      await noteStep(work, {
        event: 'look.ended',
        message: error.message,
        detail: { code: error.code, exchanges: error.exchanges },
      })
      return decideOnRefusal(work, error)
    }
    work.domain.log.error({ err: error, operationId: work.operation.id }, 'operation run failed')
    return waitAndRetry(work, {
      code: 'internal',
      message: 'Something went wrong in this application.',
      remedy: 'The log has the details. It is tried again by itself.',
    })
  }
}
