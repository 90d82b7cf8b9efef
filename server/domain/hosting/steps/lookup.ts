import { type PanelAccount, PanelError, type Survey } from '#panels/kit/index.ts'
import { noteStep, type Work } from '#server/work/work.ts'

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
  const ours = await oursAmong(work, bearers, named)
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

async function oursAmong(
  work: Work,
  [listed, ...more]: readonly PanelAccount[],
  named: PanelAccount | null,
): Promise<PanelAccount | null> {
  if (!listed) return named && confirmMarker(work, named)
  return more.length > 0 ? listed : readByItsId(work, listed)
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

/**
 * A list may give our account an id that is another's; whatever was done to that id would befall the other. So the
 * record behind it is read too, where the panel has such a call.
 * @throws {PanelError} retry-later: list and record contradict each other
 */
async function readByItsId(work: Work, listed: PanelAccount): Promise<PanelAccount> {
  const { value: finding, exchanges } = await work.panel.findById(listed.id)
  if (finding.state === 'not-known' && !finding.passing) return listed
  const read = finding.state === 'found' ? finding.account : null
  // Some panels show the reference in the list only.
  const marker = read?.marker ?? listed.marker
  if (read && read.id === listed.id && read.username === listed.username && marker === listed.marker)
    return { ...read, marker }
  const instead = read
    ? `it is "${read.username}"`
    : finding.state === 'absent'
      ? 'it is not there'
      : 'the panel answers something odd'
  throw new PanelError({
    kind: 'retry-later',
    code: 'answers-contradict',
    message: `The list of ${work.server.name} shows our account "${listed.username}" under NextPanel User ID ${listed.id}, but read by that id ${instead}.`,
    remedy:
      'It is looked at again by itself. If this stays, ask whoever runs the panel why its answers contradict each other.',
    exchanges,
  })
}
