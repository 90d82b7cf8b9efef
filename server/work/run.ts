import { PanelError } from '#panels/kit/index.ts'
import type { Domain } from '#server/domain/context.ts'
import { checkServer, recordServerRun } from '#server/domain/servers/index.ts'
import { claimOperation } from './claim.ts'
import { conclude } from '#server/domain/hosting/steps/conclude.ts'
import { runCreate } from '#server/domain/hosting/steps/create.ts'
import type { Decision } from './decision.ts'
import { decideOnRefusal, waitAndRetry } from '#server/domain/hosting/steps/refusal.ts'
import { heedInterruptions } from './interruptions.ts'
import { keepLease } from './lease.ts'
import { whenNotClaimed } from '#server/domain/hosting/steps/resume.ts'
import { runSuspension } from '#server/domain/hosting/steps/suspend.ts'
import { runTerminate } from '#server/domain/hosting/steps/terminate.ts'
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
  if (!work) return whenNotClaimed(domain, operationId)
  let succeeded = false
  try {
    const decision = await keepLease(work, () => decide(work))
    await conclude(work, decision)
    succeeded = decision.to === 'succeeded'
    // Somebody asked for it though the server is paused by trouble, and it worked: the trouble may be over.
    if (succeeded && work.server.pausedBy === 'trouble')
      await checkServer(domain, work.server.id).catch((error) =>
        domain.log.warn({ err: error, serverId: work.server.id }, 'server check failed'),
      )
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
    domain.log.warn({ operationId }, 'lease lost; another worker or a later request has taken over')
  } finally {
    await tellBreaker(work, succeeded)
  }
}

/** The claim's time, as it stands in the row, is that of the run's beginning. */
async function tellBreaker({ domain, operation, server, reach }: Work, succeeded: boolean): Promise<void> {
  // A process that stops cuts off what is under way: that says nothing about the server.
  if (!reach.asked || domain.signals.closed) return
  await recordServerRun(domain, server, {
    operationId: operation.id,
    startedAt: operation.updatedAt,
    // An answer that was lost on the way to a success is no sign of a sick server.
    answered: succeeded || !reach.unanswered,
    changed: reach.changed,
  })
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
