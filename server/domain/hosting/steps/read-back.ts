import { describeDifference, type PanelAccount } from '#panels/kit/index.ts'
import type { Decision } from '#server/work/decision.ts'
import { lookForAccount } from './lookup.ts'
import { readAgainFirst } from './read-again.ts'
import { notShown } from './identity.ts'
import { noteStep, type Work } from '#server/work/work.ts'

/** The account exists and is ours: it becomes active, and its password is wiped. */
export const becomesActive = (account: { id: string; verified: boolean }, message: string): Decision => ({
  to: 'succeeded',
  message,
  account: {
    status: 'active',
    panelUserId: account.id,
    verified: account.verified,
    holdsSlot: true,
    passwordSealed: null,
  },
})

/** Compares what was read with what was asked for; a difference that stays goes to a person, with the id. */
export function settleOn(work: Work, found: PanelAccount, how: 'created' | 'found'): Decision {
  const difference = describeDifference(found, work.account)
  if (difference !== null) {
    const error = {
      code: 'read-back-mismatch',
      message: `Account ${found.id} on the panel is not as asked for: ${difference}.`,
      remedy: `Look at account ${found.id} in NextPanel. If it is the right one, correct it there and adopt it by its id; if not, retry with another username.`,
    }
    const person = { to: 'needs-person', error, account: { status: 'conflict', holdsSlot: true } } as const
    return readAgainFirst(work, error) ?? person
  }
  const verb = how === 'created' ? 'Created and read back' : 'Found on the panel by our reference'
  return becomesActive({ id: found.id, verified: true }, `${verb}: NextPanel User ID ${found.id}.`)
}

/**
 * Reads the account that a create answered. A panel that cannot be read gives an active account that is not
 * verified; null means that the panel says it is not there, which must be looked into.
 * @throws {PanelError} retry-later: the id is kept and read again
 */
export async function readBack(work: Work, id: string): Promise<Decision | null> {
  const { value: finding, exchanges } = await work.panel.findById(id)
  if (finding.state === 'found') {
    await noteStep(work, {
      event: 'read-back.ended',
      message: `Read account ${id} back.`,
      detail: { exchanges },
    })
    return (await oursElsewhere(work, finding.account)) ?? settleOn(work, finding.account, 'created')
  }
  const { marker, username } = work.account
  const { value: survey } = await work.panel.search({ marker, username })
  const listed = survey.matches.find((match) => match.id === id)
  if (listed) return settleOn(work, listed, 'created')
  await noteStep(work, {
    event: 'read-back.ended',
    message:
      finding.state === 'absent'
        ? `The panel answered account ${id}, but does not show it.`
        : `The panel cannot show account ${id}: ${finding.why}`,
    detail: { exchanges },
  })
  if (finding.state === 'absent' || survey.complete) return null
  if (finding.passing) return notShown(work, id)
  return becomesActive(
    { id, verified: false },
    `Created, not verified because this panel cannot be read: NextPanel User ID ${id}.`,
  )
}

/** The panel told the id of somebody else's account: ours may be there under its own. */
async function oursElsewhere(work: Work, found: PanelAccount): Promise<Decision | null> {
  const { account } = work
  if (found.marker === account.marker || describeDifference(found, account) === null) return null
  const { ours, doubled } = await lookForAccount(work, { thorough: true })
  return ours && !doubled && ours.id !== found.id ? settleOn(work, ours, 'found') : null
}
