import { describeDifference } from '#panels/kit/index.ts'
import type { Decision } from './decision.ts'
import { noteStep, type Work } from './work.ts'

export type Identity =
  | { state: 'ours' }
  | { state: 'gone' }
  | { state: 'other'; difference: string }
  | { state: 'not-known'; why: string }

/**
 * Reads the identity of the account behind our id again, before every lifecycle call: after a restore from a backup
 * a panel may give the same id to a stranger.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function readIdentity(work: Work, id: string): Promise<Identity> {
  const { value: finding, exchanges } = await work.panel.findById(id)
  const identity =
    finding.state === 'found'
      ? judge(describeDifference(finding.account, work.account))
      : await judgeByList(work, id, finding)
  await noteStep(work, {
    event: 'identity.read',
    message: {
      ours: `Account ${id} on the panel is ours.`,
      gone: `The panel has no account ${id} of ours any more.`,
      other: `Account ${id} on the panel is not ours.`,
      'not-known': `The panel cannot show whose account ${id} is.`,
    }[identity.state],
    detail: { exchanges },
  })
  return identity
}

const judge = (difference: string | null): Identity =>
  difference === null ? { state: 'ours' } : { state: 'other', difference }

async function judgeByList(
  work: Work,
  id: string,
  finding: { state: 'absent' } | { state: 'not-known'; why: string },
): Promise<Identity> {
  if (finding.state === 'absent') return { state: 'gone' }
  const { marker, username } = work.account
  const { value: survey } = await work.panel.search({ marker, username })
  const listed = survey.matches.find((match) => match.id === id)
  if (listed) return judge(describeDifference(listed, work.account))
  return survey.complete ? { state: 'gone' } : { state: 'not-known', why: finding.why }
}

export const notOurs = (work: Work, id: string, difference: string): Decision => ({
  to: 'needs-person',
  error: {
    code: 'identity-mismatch',
    message: `Account ${id} on ${work.server.name} is not this hosting account any more: ${difference}. Nothing was sent to it.`,
    remedy:
      'The panel may have been restored from a backup. Look in NextPanel where this customer’s account is now.',
  },
  account: {},
})
