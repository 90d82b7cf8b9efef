import type { OperationError } from '#contracts/operations/schemas.ts'
import { describeDifference, type Finding, type PanelAccount } from '#panels/kit/index.ts'
import { noteStep } from '#server/work/index.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'
import { readAgainFirst } from './read-again.ts'
import { waitAndRetry } from './refusal.ts'

export type Identity =
  /** `suspended` is undefined if the panel does not report it. */
  | { state: 'ours'; suspended: boolean | undefined }
  | { state: 'gone' }
  | { state: 'other'; difference: string }
  | { state: 'not-known'; passing: boolean }

/**
 * Reads the identity of the account behind our id again, before every lifecycle call: after a restore from a backup
 * a panel may give the same id to a stranger.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function readIdentity(work: HostingWork, id: string): Promise<Identity> {
  const { value: finding, exchanges } = await work.panel.findById(id)
  const identity =
    finding.state === 'found' ? judge(work, finding.account) : await judgeByList(work, id, finding)
  noteStep(work, {
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

function judge({ account }: HostingWork, found: PanelAccount): Identity {
  const difference = describeDifference(found, account)
  return difference === null ? { state: 'ours', suspended: found.suspended } : { state: 'other', difference }
}

async function judgeByList(
  work: HostingWork,
  id: string,
  finding: Exclude<Finding, { state: 'found' }>,
): Promise<Identity> {
  if (finding.state === 'absent') return { state: 'gone' }
  const { marker, username } = work.account
  const { value: survey } = await work.panel.search({ marker, username })
  const listed = survey.matches.find((match) => match.id === id)
  if (listed) return judge(work, listed)
  return survey.complete ? { state: 'gone' } : { state: 'not-known', passing: finding.passing ?? false }
}

/** Staff decide on a mismatch that stays; a single unexpected answer is read again first. Nothing is sent to the account. */
export function notOurs(work: HostingWork, id: string, difference: string): HostingDecision {
  const error: OperationError = {
    code: 'identity-mismatch',
    message: `Account ${id} on ${work.server.name} is not this hosting account any more: ${difference}. Nothing was sent to it.`,
    remedy:
      'The panel may have been restored from a backup. Check in NextPanel which account is this customer’s now.',
  }
  return readAgainFirst(work, error) ?? { to: 'needs-person', error, account: {} }
}

/**
 * A panel that answers unexpectedly may show the account the next time: until then nothing is sent to an id that may be
 * another account's by now, and nothing counts as done. Null for a panel that has no way to show it.
 */
export const waitUntilVisible = (
  work: HostingWork,
  id: string,
  identity: Identity,
): HostingDecision | null => (identity.state === 'not-known' && identity.passing ? notShown(work, id) : null)

export const notShown = (work: HostingWork, id: string): HostingDecision =>
  waitAndRetry(work, {
    code: 'identity-not-known',
    message: `${work.server.name} cannot show whose account ${id} is at the moment.`,
    remedy: `Nothing more is sent before it can. If this stays, look at account ${id} in NextPanel.`,
  })
