import { PanelError } from '#panels/kit/index.ts'
import { beginAttempt, endAttempt } from './attempt.ts'
import type { Decision } from './decision.ts'
import { decideOnRefusal, waitAndRetry } from './failure.ts'
import { lookForAccount } from './look.ts'
import { notOurs, readIdentity } from './same-account.ts'
import type { Work } from './work.ts'

const terminated = (message: string): Decision => ({
  to: 'succeeded',
  message,
  account: { status: 'terminated', holdsSlot: false, suspendReasons: [], passwordSealed: null },
})

/** Deletes the account on the panel and sees that it is gone before its slot and names are free again. */
export async function runTerminate(work: Work): Promise<Decision> {
  const target = work.account.panelUserId ?? (await findUnfinished(work))
  if (typeof target !== 'string') return target
  const identity = await readIdentity(work, target)
  if (identity.state === 'gone') return terminated('The account was gone from the panel already.')
  if (identity.state === 'other') return notOurs(work, target, identity.difference)
  if (identity.state === 'not-known')
    return {
      to: 'needs-person',
      error: {
        code: 'identity-not-known',
        message: `${work.server.name} cannot show whose account ${target} is, so nothing was deleted.`,
        remedy: `Check account ${target} in NextPanel and delete it there; then cancel this operation.`,
      },
      account: {},
    }
  const refused = await callPanel(work, target)
  if (refused) return refused
  const after = await readIdentity(work, target)
  if (after.state === 'ours')
    return waitAndRetry(work, {
      code: 'not-yet-effective',
      message: 'The panel accepted the deletion but still shows the account.',
      remedy: 'Look at the account in NextPanel if this stays.',
    })
  return terminated('Deleted on the panel, and seen to be gone.')
}

/** The account never became active: what a create of ours may have left behind is looked for first. */
async function findUnfinished(work: Work): Promise<string | Decision> {
  if (work.unknown.length === 0) return terminated('Nothing was ever made on the panel.')
  const look = await lookForAccount(work, { thorough: true })
  if (look.ours) return look.ours.id
  if (!look.complete)
    return {
      to: 'needs-person',
      error: {
        code: 'outcome-unknown',
        message: `An attempt to create "${work.account.username}" had an unknown outcome, and ${work.server.name} cannot be searched.`,
        remedy:
          'Look in NextPanel for this username and delete the account there; then cancel this operation.',
      },
      account: {},
    }
  const looks = work.operation.absentLooks + 1
  if (looks >= 2) return terminated('Looked twice: nothing of ours is on the panel.')
  return {
    to: 'waiting',
    message: 'Nothing of ours is on the panel. Looking a second time before that counts.',
    afterMs: work.domain.engine.settleMs,
    operation: { absentLooks: looks },
  }
}

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
