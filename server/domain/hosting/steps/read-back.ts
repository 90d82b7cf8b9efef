import type { OperationError } from '#contracts/operations/schemas.ts'
import { describeDifference, type PanelAccount } from '#panels/kit/index.ts'
import { noteStep } from '#server/work/index.ts'
import { noteMarkerReturned } from '../../servers/index.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'
import { notShown } from './identity.ts'
import { lookUpAccount } from './lookup.ts'
import { readAgainFirst } from './read-again.ts'

/** The account exists and is ours: it becomes active, and its password is erased. */
export const becomesActive = (
  account: { id: string; verified: boolean },
  message: string,
): HostingDecision => ({
  to: 'succeeded',
  message,
  account: {
    status: 'active',
    panelUserId: account.id,
    verified: account.verified,
    passwordSealed: null,
  },
})

/** Compares the account that was read with the request. Staff decide on a difference that persists. */
export function settleOn(work: HostingWork, found: PanelAccount, how: 'created' | 'found'): HostingDecision {
  const difference = describeDifference(found, work.account)
  if (difference !== null) {
    const error: OperationError = {
      code: 'read-back-mismatch',
      message: `Account ${found.id} on the panel differs from the request: ${difference}.`,
      remedy: `Check account ${found.id} in NextPanel. If it is the right one, correct it there and adopt it by its ID. If not, retry with another username.`,
    }
    const stop = { to: 'needs-person', error, account: { status: 'conflict', mayExist: true } } as const
    return readAgainFirst(work, error) ?? stop
  }
  const verb = how === 'created' ? 'Created and verified' : 'Found on the panel by our reference'
  return becomesActive({ id: found.id, verified: true }, `${verb}: NextPanel User ID ${found.id}.`)
}

/**
 * Reads the account whose id a create returned. On a panel without reads, the account becomes active but not
 * verified. Null: the panel does not show it, and a lookup must follow.
 * @throws {PanelError} retry-later: the id is kept and read again
 */
export async function readBack(work: HostingWork, id: string): Promise<HostingDecision | null> {
  const { value: finding, exchanges } = await work.panel.findById(id)
  const note = (message: string) =>
    noteStep(work, { event: 'read-back.ended', message, detail: { exchanges } })
  if (finding.state === 'found') {
    const { marker } = finding.account
    if (marker === undefined || marker === work.account.marker)
      await noteMarkerReturned(work.domain, work.server, marker !== undefined)
    note(`Verified account ${id}.`)
    return (await oursElsewhere(work, finding.account)) ?? settleOn(work, finding.account, 'created')
  }
  const { marker, username } = work.account
  const { value: survey } = await work.panel.search({ marker, username })
  const listed = survey.matches.find((match) => match.id === id)
  if (listed) {
    note(`Verified account ${id} in the list of accounts.`)
    return settleOn(work, listed, 'created')
  }
  note(
    finding.state === 'absent'
      ? `The panel returned account ${id}, but does not show it.`
      : `The panel does not show account ${id}: ${finding.why}`,
  )
  if (finding.state === 'absent' || survey.complete) return null
  if (finding.passing) return notShown(work, id)
  return becomesActive(
    { id, verified: false },
    `Created, but not verified because this panel cannot be read: NextPanel User ID ${id}.`,
  )
}

/** The panel returned the id of another account. Ours may exist under its own id. */
async function oursElsewhere(work: HostingWork, found: PanelAccount): Promise<HostingDecision | null> {
  const { account } = work
  if (found.marker === account.marker || describeDifference(found, account) === null) return null
  const { ours, duplicated } = await lookUpAccount(work, { full: true })
  return ours && !duplicated && ours.id !== found.id ? settleOn(work, ours, 'found') : null
}
