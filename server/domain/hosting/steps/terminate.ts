import type { OperationError } from '#contracts/operations/schemas.ts'
import { describeDifference } from '#panels/kit/index.ts'
import { quarantineEnd } from '../quarantine.ts'
import { attemptCall } from './attempt-call.ts'
import { outOfAttempts } from './attempts-left.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'
import { notOurs, readIdentity, waitUntilVisible } from './identity.ts'
import { type Lookup, lookUpAccount } from './lookup.ts'
import { decideOnRefusal, waitAndRetry } from './refusal.ts'

/**
 * The account has ended. Its slot and names are free, except during the quarantine after an unknown create.
 */
function terminated(work: HostingWork, message: string, { found }: { found: boolean }): HostingDecision {
  const quarantinedUntil = quarantineEnd(work, found)
  return {
    to: 'succeeded',
    message: quarantinedUntil
      ? `${message} An attempt to create it had an unknown outcome. Its slot, username and email stay reserved until ${quarantinedUntil.toISOString()}, because the account may still appear.`
      : message,
    account: {
      status: 'terminated',
      quarantinedUntil,
      suspendReasons: [],
      passwordSealed: null,
    },
  }
}

/** Deletes the account on the panel and verifies that it is gone before its slot and names are released. */
export async function runTerminate(work: HostingWork): Promise<HostingDecision> {
  const known = work.account.panelUserId
  const target = known === null ? await findUnfinished(work) : await confirmTarget(work, known)
  if (typeof target !== 'string') return target
  const refused = (await outOfAttempts(work)) ?? (await callPanel(work, target))
  if (refused) return refused
  const after = await readIdentity(work, target)
  if (after.state === 'ours')
    return waitAndRetry(work, {
      code: 'not-yet-effective',
      message: 'The panel accepted the deletion but still shows the account.',
      remedy: 'If this persists, check the account in NextPanel.',
    })
  const unseen = waitUntilVisible(work, target, after)
  if (unseen) return unseen
  return terminated(
    work,
    after.state === 'not-known'
      ? 'Deleted on the panel, which no longer shows the account and has no list for a second check.'
      : 'Deleted on the panel, and verified as gone.',
    { found: true },
  )
}

/**
 * Returns the id to delete: ours, if it is verified as ours. After a restore, the panel may have our account
 * under another id.
 */
async function confirmTarget(work: HostingWork, id: string): Promise<string | HostingDecision> {
  const identity = await readIdentity(work, id)
  if (identity.state === 'ours') return id
  const unseen = waitUntilVisible(work, id, identity)
  if (unseen) return unseen
  if (identity.state === 'not-known') {
    // It was verified as ours before our first deletion. If that one succeeded, the next one returns so.
    if (work.progress.attempts > 0) return id
    return handOver({
      code: 'identity-not-known',
      message: `${work.server.name} does not show whether account ${id} is ours, so nothing was deleted.`,
      remedy: `Check account ${id} in NextPanel. To keep it, cancel this operation. To delete it, first delete it in NextPanel and then confirm the deletion here.`,
    })
  }
  const lookup = await lookUpAccount(work, { full: true })
  if (lookup.ours) return onlyIfAsAskedFor(work, lookup)
  // Our id and our username together are no coincidence, whatever reference the account has now.
  const perhapsOurs = !lookup.complete || holderMayBeOurs(lookup) || lookup.usernameHolder?.id === id
  if (identity.state === 'other' && perhapsOurs) return notOurs(work, id, identity.difference)
  if (holderMayBeOurs(lookup)) return mayBeOurs(work)
  return terminated(
    work,
    identity.state === 'other'
      ? `The account no longer exists on the panel. Another account now has its ID ${id}.`
      : 'The account was already gone from the panel.',
    { found: true },
  )
}

/** The account never became active. An account that one of our creates may have left is looked up first. */
async function findUnfinished(work: HostingWork): Promise<string | HostingDecision> {
  // An adopted account was not created by this application, and may have lost its id since.
  if (work.pastCreates.length === 0 && work.account.passwordSetByUs)
    return terminated(work, 'No account was ever created on the panel.', { found: false })
  const lookup = await lookUpAccount(work, { full: true })
  if (lookup.ours) return onlyIfAsAskedFor(work, lookup)
  if (!lookup.complete)
    return handOver({
      code: 'outcome-unknown',
      message: `An attempt to create "${work.account.username}" may have succeeded, and ${work.server.name} cannot be searched.`,
      remedy:
        'Search for this username in NextPanel. If the account exists, delete it there. Then confirm the deletion here.',
    })
  if (holderMayBeOurs(lookup)) return mayBeOurs(work)
  const lookups = work.operation.absentLookups + 1
  if (lookups >= 2)
    return terminated(work, 'Checked twice: the panel has no account of ours.', { found: false })
  return {
    to: 'waiting',
    message: 'The panel has no account of ours. A second check follows.',
    afterMs: work.domain.engine.settleMs,
    operation: { absentLookups: lookups },
  }
}

function onlyIfAsAskedFor(work: HostingWork, { ours, duplicated }: Lookup): string | HostingDecision {
  if (!ours) throw new Error('There is no account of ours to delete.')
  const difference = duplicated
    ? 'more than one account has its reference'
    : describeDifference(ours, work.account)
  return difference === null ? ours.id : notOurs(work, ours.id, difference)
}

/**
 * Some panels show no references. In that case, the account with our username or email may be the result of
 * one of our attempts.
 */
const holderMayBeOurs = ({ usernameHolder, emailHolder }: Lookup): boolean =>
  [usernameHolder, emailHolder].some((holder) => holder !== null && holder.marker === undefined)

const mayBeOurs = (work: HostingWork): HostingDecision =>
  handOver({
    code: 'outcome-unknown',
    message: `${work.server.name} has an account with this username or email, and does not show whether it is ours. Nothing was deleted.`,
    remedy: 'Check it in NextPanel. If it is this customer’s account, delete it there, then retry.',
  })

const handOver = (error: OperationError): HostingDecision => ({
  to: 'needs-person',
  error,
  account: {},
})

async function callPanel(work: HostingWork, id: string): Promise<HostingDecision | null> {
  const tried = await attemptCall(work, {
    message: `deleting account ${id}.`,
    call: () => work.panel.terminate(id),
    done: (value) => ({
      message: value === 'gone' ? 'the panel no longer had such an account.' : 'the panel deleted it.',
    }),
  })
  return 'error' in tried ? decideOnRefusal(work, tried.error) : null
}
