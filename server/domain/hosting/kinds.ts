import { and, eq, gt } from 'drizzle-orm'
import type { OperationError, OperationKind } from '#contracts/operations/schemas.ts'
import { PanelError } from '#panels/kit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { type Kind, noteStep, type OperationRow, type Run, type Work } from '#server/work/index.ts'
import {
  type AccountRow,
  lockAccount,
  lockedAccount,
  mayExistOnPanel,
  reserveAgain,
} from '../accounts/index.ts'
import type { Domain } from '../context.ts'
import { checkServer, lockServer, recordServerRun } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { runCreate } from './steps/create.ts'
import { type HostingDecision, toDecision } from './steps/decision.ts'
import { type HostingWork, hostingWork, loadSubject } from './steps/hosting-work.ts'
import { afterIdConflict } from './steps/id-in-use.ts'
import { decideOnRefusal, whenStopped } from './steps/refusal.ts'
import { healthOf } from './steps/server-contact.ts'
import { runSuspension } from './steps/suspend.ts'
import { runTerminate } from './steps/terminate.ts'

const steps: Record<OperationKind, (work: HostingWork) => Promise<HostingDecision>> = {
  create: runCreate,
  suspend: runSuspension,
  unsuspend: runSuspension,
  terminate: runTerminate,
}

/** The work of the engine on hosting accounts, registered in start.ts. */
export const hostingKinds: ReadonlyMap<string, Kind> = new Map(
  Object.entries(steps).map(([name, step]) => [name, kindOf(step)]),
)

function kindOf(step: (work: HostingWork) => Promise<HostingDecision>): Kind {
  return {
    lockSubject: lockedAccount,
    prepare: async (domain: Domain, work: Work) =>
      runOf(hostingWork(work, await loadSubject(domain, work)), step),
    resume: resumeOnAccount,
  }
}

/** An operation on an account that this worker has claimed, ready to run. */
export const createRun = (work: HostingWork): Run => runOf(work, runCreate)

function runOf(work: HostingWork, step: (work: HostingWork) => Promise<HostingDecision>): Run {
  let decided: HostingDecision | null = null
  return {
    work,
    async step() {
      try {
        decided = await step(work)
        return toDecision(work, decided)
      } catch (error) {
        if (!(error instanceof PanelError)) throw error
        // Errors of reads arrive here: lookups, read-backs, identity checks. They changed nothing.
        noteStep(work, {
          event: 'look.ended',
          message: error.message,
          detail: { code: error.code, exchanges: error.exchanges },
        })
        return toDecision(work, await decideOnRefusal(work, error))
      }
    },
    withSubject: (decision) =>
      decision.to === 'needs-person' || decision.to === 'failed'
        ? toDecision(work, { ...decision, account: whenStopped(work) })
        : decision,
    async afterConflict(error) {
      return toDecision(work, await afterIdConflict(work, error, decided?.account?.panelUserId))
    },
    async ended({ succeeded }) {
      work.access.close()
      await reportRun(work, succeeded)
      return healthOf(work.contact)
    },
  }
}

/** Reports the result of the run to the server's breaker. */
async function reportRun(
  { domain, operation, server, contact }: HostingWork,
  succeeded: boolean,
): Promise<void> {
  // Staff requested it while server trouble paused the server, and it succeeded: the trouble may be over.
  if (succeeded && server.pausedBy === 'trouble')
    await checkServer(domain, server.id).catch((error) =>
      domain.log.warn({ err: error, serverId: server.id }, 'server check failed'),
    )
  // A stopping process aborts running calls, which does not indicate a problem with the server.
  if (!contact.asked || domain.signals.closed) return
  await recordServerRun(domain, server, {
    operationId: operation.id,
    startedAt: operation.updatedAt,
    // If the operation succeeded, a lost response does not indicate server trouble.
    answered: succeeded || !contact.unanswered,
    changed: contact.changed,
  })
}

/**
 * Reserves again the slot and the names that an account released when its creation stopped. Returns the
 * obstacle if that fails.
 */
async function resumeOnAccount(
  domain: Domain,
  tx: Queryable,
  operation: OperationRow,
): Promise<OperationError | null> {
  if (operation.kind !== 'create') return null
  const { account } = await lockAccount(tx, operation.subjectId)
  if (!account.holdsSlot) {
    const replacement = await findReplacement(tx, account)
    if (replacement !== null) return servedOtherwise(replacement)
  }
  const server = await lockServer(tx, account.serverId)
  if (!server)
    return {
      code: 'server-removed',
      message: 'The server of this account was removed.',
      remedy: 'Retry on another server.',
    }
  const status = (await mayExistOnPanel(tx, account.id)) ? 'unknown' : 'pending'
  return reserveAgain(tx, domain, account, { server, change: { status } })
}

/** Returns an account that the customer got since this one was requested. */
async function findReplacement(tx: Queryable, account: AccountRow): Promise<string | null> {
  const [instead] = await tx
    .select({ username: hostingAccounts.username })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.customerId, account.customerId),
        hostingAccounts.holdsSlot,
        gt(hostingAccounts.createdAt, account.createdAt),
      ),
    )
    .limit(1)
  return instead?.username ?? null
}

/** Staff may have created another account instead. One account too many is as wrong as one too few. */
const servedOtherwise = (username: string): OperationError => ({
  code: 'another-account-meanwhile',
  message: `This customer now has another hosting account, "${username}".`,
  remedy: 'To create this account too, retry the operation. Otherwise cancel it.',
})
