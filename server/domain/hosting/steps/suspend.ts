import { PanelError } from '#panels/kit/index.ts'
import { spentAllowance } from './attempts-left.ts'
import { beginAttempt, endAttempt } from '#server/work/attempt.ts'
import type { Decision } from '#server/work/decision.ts'
import { decideOnRefusal, waitAndRetry } from './refusal.ts'
import { notOurs, notShown, readIdentity, untilShown } from './identity.ts'
import type { Work } from '#server/work/work.ts'

/** Suspend and unsuspend: the same steps towards opposite states. Both may be repeated without harm. */
export async function runSuspension(work: Work): Promise<Decision> {
  const { account, operation } = work
  const { reason } = operation.input
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
  const unseen = untilShown(work, id, identity)
  if (unseen) return unseen
  const done: Decision = {
    to: 'succeeded',
    message: target === 'suspended' ? `Suspended: ${reasons.join(', ')}.` : 'No longer suspended.',
    account: { status: target, suspendReasons: reasons },
  }
  // An earlier attempt of ours was not answered, and the panel shows that it worked.
  if (operation.attempts > 0 && identity.state === 'ours' && identity.suspended === (target === 'suspended'))
    return done
  return (
    (await spentAllowance(work)) ??
    (await callPanel(work, id, target)) ??
    (await notYetEffective(work, id, target)) ??
    done
  )
}

const gone = (work: Work): Decision => ({
  to: 'failed',
  error: {
    code: 'account-gone',
    message: `The account does not exist on ${work.server.name} any more.`,
    remedy: 'It was removed in NextPanel. Terminate it here to free its slot, or provision a new account.',
  },
  account: {},
})

/** Another account turned out to hold the id that we had for it: a reconciliation has shown so. */
const idLost = ({ account, server }: Work): Decision => ({
  to: 'failed',
  error: {
    code: 'identity-not-known',
    message: `Which account "${account.username}" is on ${server.name} now is not known: another one holds the NextPanel User ID that it had. Nothing was sent.`,
    remedy: 'Reconcile the server: that finds it under its new id, or shows that it is gone.',
  },
  account: {},
})

/** @returns null when the panel did it or had done it already */
async function callPanel(work: Work, id: string, target: 'suspended' | 'active'): Promise<Decision | null> {
  const { operation, panel } = work
  const attempt = await beginAttempt(work, target === 'suspended' ? 'suspending.' : 'unsuspending.')
  try {
    const { value, exchanges } =
      target === 'suspended'
        ? await panel.suspend(id, operation.input.reason ?? 'staff')
        : await panel.unsuspend(id)
    const said = {
      done: 'the panel did it.',
      already: 'the panel says it was so already.',
      gone: 'the panel has no such account.',
    }
    await endAttempt(work, attempt, {
      outcome: value === 'gone' ? 'rejected' : 'succeeded',
      message: said[value],
      exchanges,
    })
    return value === 'gone' ? gone(work) : null
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    await endAttempt(work, attempt, {
      outcome:
        error.kind === 'unknown-outcome' ? 'unknown' : error.kind === 'retry-later' ? 'deferred' : 'rejected',
      message: error.message,
      code: error.code,
      exchanges: error.exchanges,
    })
    return decideOnRefusal(work, error)
  }
}

/** Status follows what was observed: where the panel shows it, it must show the new state. */
async function notYetEffective(
  work: Work,
  id: string,
  target: 'suspended' | 'active',
): Promise<Decision | null> {
  const { value } = await work.panel.findById(id)
  if (value.state === 'not-known' && value.passing) return notShown(work, id)
  if (value.state !== 'found' || value.account.suspended === undefined) return null
  if (value.account.suspended === (target === 'suspended')) return null
  return waitAndRetry(work, {
    code: 'not-yet-effective',
    message: `The panel accepted the request but does not show the account as ${target} yet.`,
    remedy: 'Look at the account in NextPanel if this stays.',
  })
}
