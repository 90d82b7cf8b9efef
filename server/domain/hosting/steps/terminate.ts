import { describeDifference, PanelError } from '#panels/kit/index.ts'
import { spentAllowance } from './attempts-left.ts'
import { beginAttempt, endAttempt } from '#server/work/attempt.ts'
import type { Decision } from '#server/work/decision.ts'
import { decideOnRefusal, waitAndRetry } from './refusal.ts'
import { type Look, lookForAccount } from './lookup.ts'
import { quarantineEnd } from '../quarantine.ts'
import { notOurs, readIdentity, untilShown } from './identity.ts'
import type { Work } from '#server/work/work.ts'

/** The account is done with. Its slot and names are free, but for the quarantine after an unknown create. */
function terminated(work: Work, message: string, { found }: { found: boolean }): Decision {
  const quarantinedUntil = quarantineEnd(work, found)
  return {
    to: 'succeeded',
    message: quarantinedUntil
      ? `${message} An attempt to create it had an unknown outcome: its slot, username and e-mail stay held until ${quarantinedUntil.toISOString()}, should it still come to be.`
      : message,
    account: {
      status: 'terminated',
      holdsSlot: quarantinedUntil !== null,
      quarantinedUntil,
      suspendReasons: [],
      passwordSealed: null,
    },
  }
}

/** Deletes the account on the panel and sees that it is gone before its slot and names are free again. */
export async function runTerminate(work: Work): Promise<Decision> {
  const known = work.account.panelUserId
  const target = known === null ? await findUnfinished(work) : await confirmTarget(work, known)
  if (typeof target !== 'string') return target
  const refused = (await spentAllowance(work)) ?? (await callPanel(work, target))
  if (refused) return refused
  const after = await readIdentity(work, target)
  if (after.state === 'ours')
    return waitAndRetry(work, {
      code: 'not-yet-effective',
      message: 'The panel accepted the deletion but still shows the account.',
      remedy: 'Look at the account in NextPanel if this stays.',
    })
  const unseen = untilShown(work, target, after)
  if (unseen) return unseen
  return terminated(
    work,
    after.state === 'not-known'
      ? 'Deleted on the panel, which does not show the account any more and has no list to make sure.'
      : 'Deleted on the panel, and seen to be gone.',
    { found: true },
  )
}

/** The id to delete: ours, if it is seen to be ours; after a restore the panel may have our account under another. */
async function confirmTarget(work: Work, id: string): Promise<string | Decision> {
  const identity = await readIdentity(work, id)
  if (identity.state === 'ours') return id
  const unseen = untilShown(work, id, identity)
  if (unseen) return unseen
  if (identity.state === 'not-known') {
    // It was seen to be ours before our first deletion. If that one worked, the next one answers so.
    if (work.operation.attempts > 0) return id
    return toPerson({
      code: 'identity-not-known',
      message: `${work.server.name} cannot show whose account ${id} is, so nothing was deleted.`,
      remedy: `Check account ${id} in NextPanel. To keep it, cancel this operation; to delete it, do so in NextPanel and confirm it here.`,
    })
  }
  const look = await lookForAccount(work, { thorough: true })
  if (look.ours) return onlyIfAsAskedFor(work, look)
  // Our id and our username together are no coincidence, whatever reference is there now.
  const perhapsOurs = !look.complete || holderMayBeOurs(look) || look.usernameHolder?.id === id
  if (identity.state === 'other' && perhapsOurs) return notOurs(work, id, identity.difference)
  if (holderMayBeOurs(look)) return mayBeOurs(work)
  return terminated(
    work,
    identity.state === 'other'
      ? `The account is gone from the panel: another one has its id ${id} now, and nothing of ours is there.`
      : 'The account was gone from the panel already.',
    { found: true },
  )
}

/** The account never became active: what a create of ours may have left behind is looked for first. */
async function findUnfinished(work: Work): Promise<string | Decision> {
  // An adopted account was made by nobody here, and may have lost its id since.
  if (work.perhapsMade.length === 0 && work.account.passwordSetByUs)
    return terminated(work, 'Nothing was ever made on the panel.', { found: false })
  const look = await lookForAccount(work, { thorough: true })
  if (look.ours) return onlyIfAsAskedFor(work, look)
  if (!look.complete)
    return toPerson({
      code: 'outcome-unknown',
      message: `An attempt to create "${work.account.username}" may have worked, and ${work.server.name} cannot be searched.`,
      remedy: 'Look in NextPanel for this username. If it is there, delete it there; then confirm it here.',
    })
  if (holderMayBeOurs(look)) return mayBeOurs(work)
  const looks = work.operation.absentLooks + 1
  if (looks >= 2) return terminated(work, 'Looked twice: nothing of ours is on the panel.', { found: false })
  return {
    to: 'waiting',
    message: 'Nothing of ours is on the panel. Looking a second time before that counts.',
    afterMs: work.domain.engine.settleMs,
    operation: { absentLooks: looks },
  }
}

function onlyIfAsAskedFor(work: Work, { ours, doubled }: Look): string | Decision {
  if (!ours) throw new Error('There is no account of ours to delete.')
  const difference = doubled
    ? 'more than one account carries its reference'
    : describeDifference(ours, work.account)
  return difference === null ? ours.id : notOurs(work, ours.id, difference)
}

/** Some panels show no references: then the holder of our username or e-mail may be what an attempt of ours made. */
const holderMayBeOurs = ({ usernameHolder, emailHolder }: Look): boolean =>
  [usernameHolder, emailHolder].some((holder) => holder !== null && holder.marker === undefined)

const mayBeOurs = (work: Work): Decision =>
  toPerson({
    code: 'outcome-unknown',
    message: `${work.server.name} has an account with this username or e-mail, and does not show whether it is ours. Nothing was deleted.`,
    remedy: 'Look at it in NextPanel. If it is this customer’s account, delete it there; then retry.',
  })

const toPerson = (error: { code: string; message: string; remedy: string }): Decision => ({
  to: 'needs-person',
  error,
  account: {},
})

async function callPanel(work: Work, id: string): Promise<Decision | null> {
  const attempt = await beginAttempt(work, `deleting account ${id}.`)
  try {
    const { value, exchanges } = await work.panel.terminate(id)
    await endAttempt(work, attempt, {
      outcome: 'succeeded',
      message: value === 'gone' ? 'the panel had no such account any more.' : 'the panel deleted it.',
      exchanges,
    })
    return null
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
