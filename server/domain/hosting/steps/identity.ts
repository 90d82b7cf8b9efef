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
 * Reads the account behind our id before every call that changes it. After a restore from a backup, a panel
 * may assign the same id to an account of another owner.
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
      gone: `The panel no longer has our account ${id}.`,
      other: `Account ${id} on the panel is not ours.`,
      'not-known': `The panel does not show whether account ${id} is ours.`,
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

/**
 * Staff decide on a mismatch that persists. A single unexpected answer is read again first. The account is
 * not changed.
 */
export function notOurs(work: HostingWork, id: string, difference: string): HostingDecision {
  const error: OperationError = {
    code: 'identity-mismatch',
    message: `Account ${id} on ${work.server.name} is no longer this hosting account: ${difference}. Nothing was changed.`,
    remedy:
      'The panel may have been restored from a backup. Check in NextPanel which account belongs to this customer now.',
  }
  return readAgainFirst(work, error) ?? { to: 'needs-person', error, account: {} }
}

/**
 * Handles a panel that responds unexpectedly and may show the account the next time. Until then, no change is
 * sent to an id that may belong to another account, and no result counts. Null for a panel that cannot show
 * it.
 */
export const waitUntilVisible = (
  work: HostingWork,
  id: string,
  identity: Identity,
): HostingDecision | null => (identity.state === 'not-known' && identity.passing ? notShown(work, id) : null)

export const notShown = (work: HostingWork, id: string): HostingDecision =>
  waitAndRetry(work, {
    code: 'identity-not-known',
    message: `${work.server.name} does not currently show whether account ${id} is ours.`,
    remedy: `No change is sent until it does. If this persists, check account ${id} in NextPanel.`,
  })
