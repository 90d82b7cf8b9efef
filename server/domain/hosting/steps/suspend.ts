import { and, eq } from 'drizzle-orm'
import { mayHaveWorked } from '#server/work/index.ts'
import { attempts } from '#server/work/table.ts'
import { attemptCall } from './attempt-call.ts'
import { outOfAttempts } from './attempts-left.ts'
import type { HostingDecision } from './decision.ts'
import { type HostingWork, isByWish, reasonOf } from './hosting-work.ts'
import { notOurs, notShown, readIdentity, waitUntilVisible } from './identity.ts'
import { decideOnRefusal, waitAndRetry } from './refusal.ts'

/** Suspend and unsuspend: the same steps with opposite targets. Both may be repeated without harm. */
export async function runSuspension(work: HostingWork): Promise<HostingDecision> {
  const { account, operation } = work
  const reason = reasonOf(work)
  const target = operation.kind === 'suspend' ? 'suspended' : 'active'
  const others = account.suspendReasons.filter((other) => other !== reason)
  const reasons = operation.kind === 'suspend' && reason ? [...others, reason] : others
  if (target === 'active' && reasons.length > 0)
    return {
      to: 'succeeded',
      message: `Still suspended: ${reasons.join(', ')}.`,
      account: { suspendReasons: reasons },
    }
  const id = account.panelUserId
  if (id === null) return idLost(work)
  const identity = await readIdentity(work, id)
  if (identity.state === 'gone') return gone(work)
  if (identity.state === 'other') return notOurs(work, id, identity.difference)
  const unseen = waitUntilVisible(work, id, identity)
  if (unseen) return unseen
  const done: HostingDecision = {
    to: 'succeeded',
    message: target === 'suspended' ? `Suspended: ${reasons.join(', ')}.` : 'No longer suspended.',
    account: { status: target, suspendReasons: reasons },
  }
  // An earlier attempt of ours got no response, and the panel shows that it succeeded.
  if (
    work.progress.attempts > 0 &&
    identity.state === 'ours' &&
    identity.suspended === (target === 'suspended')
  )
    return done
  return (
    (await outOfAttempts(work)) ??
    (await noLongerWished(work)) ??
    (await callPanel(work, id, target)) ??
    (await notYetEffective(work, id, target)) ??
    done
  )
}

/**
 * The customer may have paid since dunning started the operation. A suspension that may already have reached the panel is
 * completed first: the lifted wish then starts its unsuspension.
 */
async function noLongerWished(work: HostingWork): Promise<HostingDecision | null> {
  const { operation, domain, account } = work
  const { db } = domain.database
  if (operation.kind !== 'suspend' || !isByWish(work)) return null
  if (await domain.isSuspensionWished(db, account.id)) return null
  const sent = await db
    .select({ id: attempts.id })
    .from(attempts)
    .where(and(eq(attempts.operationId, operation.id), mayHaveWorked))
    .limit(1)
  if (sent.length > 0) return null
  return {
    to: 'succeeded',
    message:
      'Not suspended: the overdue invoices were settled before the request was sent. Nothing was sent to the panel.',
    account: {},
  }
}

const gone = (work: HostingWork): HostingDecision => ({
  to: 'failed',
  error: {
    code: 'account-gone',
    message: `The account no longer exists on ${work.server.name}.`,
    remedy: 'It was removed in NextPanel. Terminate it here to free its slot, or provision a new account.',
  },
  account: {},
})

/** Another account has the id that we had for it, as a reconciliation found. */
const idLost = ({ account, server }: HostingWork): HostingDecision => ({
  to: 'failed',
  error: {
    code: 'identity-not-known',
    message: `The NextPanel User ID of "${account.username}" on ${server.name} is not known, because another account has its earlier ID. Nothing was changed.`,
    remedy: 'Reconcile the server. That finds the account under its new ID, or shows that it is gone.',
  },
  account: {},
})

/** @returns null if the panel did it, or had already done it */
async function callPanel(
  work: HostingWork,
  id: string,
  target: 'suspended' | 'active',
): Promise<HostingDecision | null> {
  const { panel } = work
  const messages = {
    done: 'the panel did it.',
    already: 'the panel responded that it was already done.',
    gone: 'the panel has no such account.',
  }
  const tried = await attemptCall(work, {
    message: target === 'suspended' ? 'suspending.' : 'unsuspending.',
    call: () => (target === 'suspended' ? panel.suspend(id, reasonOf(work) ?? 'staff') : panel.unsuspend(id)),
    done: (value) => ({ message: messages[value], rejected: value === 'gone' }),
  })
  if ('error' in tried) return decideOnRefusal(work, tried.error)
  return tried.value === 'gone' ? gone(work) : null
}

/** The status follows an observation: if the panel supports reads, it must show the new state. */
async function notYetEffective(
  work: HostingWork,
  id: string,
  target: 'suspended' | 'active',
): Promise<HostingDecision | null> {
  const { value } = await work.panel.findById(id)
  if (value.state === 'not-known' && value.passing) return notShown(work, id)
  if (value.state !== 'found' || value.account.suspended === undefined) return null
  if (value.account.suspended === (target === 'suspended')) return null
  return waitAndRetry(work, {
    code: 'not-yet-effective',
    message: `The panel accepted the request but does not show the account as ${target} yet.`,
    remedy: 'If this persists, check the account in NextPanel.',
  })
}
