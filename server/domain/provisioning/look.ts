import { type PanelAccount, PanelError, type Survey } from '#panels/kit/index.ts'
import { noteStep, type Work } from './work.ts'

/** What is on the panel under our marker, username or e-mail. */
export interface Look {
  /** Bears our marker: ours beyond doubt. */
  readonly ours: PanelAccount | null
  /** More than one bears it, which must never be. */
  readonly doubled: boolean
  readonly usernameHolder: PanelAccount | null
  readonly emailHolder: PanelAccount | null
  /** Only then does finding nothing mean that there is nothing. */
  readonly complete: boolean
}

const says = (survey: Survey, ours: PanelAccount | null, thorough: boolean): string => {
  if (ours) return `Looked at the panel: our account is there, NextPanel User ID ${ours.id}.`
  if (survey.matches.length > 0) return 'Looked at the panel: the username or e-mail is in use there.'
  if (!thorough) return 'Looked at the panel: nothing is there under this name.'
  return survey.complete
    ? 'Looked at the panel: no such account there.'
    : `Looked at the panel: it cannot be told whether the account is there. ${survey.why ?? ''}`.trim()
}

/**
 * Looks for the account before anything is made. A thorough look reads the panel's whole list if it must: after an
 * outcome that is not known. Before a first attempt the panel's own filters are enough, for the panel itself refuses
 * what they overlooked, and an onboarding costs the same beside ten accounts and ten thousand. A panel that has no list answers an empty, incomplete look.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function lookForAccount(work: Work, { thorough }: { thorough: boolean }): Promise<Look> {
  const { account, panel } = work
  const { marker, username, email } = account
  const { value: survey, exchanges } = await panel.search({ marker, username, email, thorough })
  const named = survey.matches.find((match) => match.username === username) ?? null
  const bearers = survey.matches.filter((match) => match.marker === marker)
  const ours = bearers[0] ?? (named && (await confirmMarker(work, named)))
  await noteStep(work, {
    event: 'look.ended',
    message: says(survey, ours, thorough),
    detail: { complete: survey.complete, matches: survey.matches.map(({ id }) => id), exchanges },
  })
  const other = (match: PanelAccount) => match.id !== ours?.id
  return {
    ours,
    doubled: bearers.length > 1,
    usernameHolder: named && other(named) ? named : null,
    emailHolder:
      survey.matches.find((match) => match.email?.toLowerCase() === email.toLowerCase() && other(match)) ??
      null,
    complete: survey.complete,
  }
}

/** A list may leave out the marker that the single record carries. */
async function confirmMarker(work: Work, named: PanelAccount): Promise<PanelAccount | null> {
  if (named.marker !== undefined) return null
  try {
    const { value } = await work.panel.findById(named.id)
    return value.state === 'found' && value.account.marker === work.account.marker ? value.account : null
  } catch (error) {
    // A panel without such a call just leaves the question open.
    if (error instanceof PanelError && error.kind === 'not-supported') return null
    throw error
  }
}
