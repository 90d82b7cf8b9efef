import { type PanelAccount, type PanelAnswer, PanelError, type Survey } from '#panels/kit/index.ts'
import { noteStep } from '#server/work/index.ts'
import { needsNoFirstLookup, noteDuplicateAllowed } from '../../servers/index.ts'
import type { HostingWork } from './hosting-work.ts'

/** What the panel has under our marker, username or email. */
export interface Lookup {
  /** Carries our marker: certainly ours. */
  readonly ours: PanelAccount | null
  /** More than one carries it, which must never happen. */
  readonly duplicated: boolean
  readonly usernameHolder: PanelAccount | null
  readonly emailHolder: PanelAccount | null
  /** Only then, finding nothing means that there is nothing. */
  readonly complete: boolean
}

const describe = (survey: Survey, ours: PanelAccount | null, full: boolean): string => {
  if (ours) return `Looked at the panel: our account is there, NextPanel User ID ${ours.id}.`
  if (survey.matches.length > 0) return 'Looked at the panel: the username or email is in use there.'
  if (!full) return 'Looked at the panel: nothing is there under this name.'
  return survey.complete
    ? 'Looked at the panel: no such account there.'
    : `Looked at the panel: it cannot be told whether the account is there. ${survey.why ?? ''}`.trim()
}

/**
 * Looks the account up by marker, username and email. A full lookup reads the panel's whole list if it must: after an
 * unknown outcome. A panel that has no list answers an empty, incomplete lookup.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function lookUpAccount(work: HostingWork, { full }: { full: boolean }): Promise<Lookup> {
  const { marker, username, email } = work.account
  return interpret(work, await work.panel.search({ marker, username, email, thorough: full }), full)
}

/**
 * The lookup before a first attempt, by username alone. Nothing that carries our marker can exist yet, and the panel
 * refuses what the lookup overlooks, so onboarding costs the same beside ten accounts and ten thousand. A panel that
 * was seen to refuse duplicates and to return our marker is not asked at all.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function lookUpFirst(work: HostingWork): Promise<Lookup> {
  if (work.begun?.lookup) return interpret(work, await work.begun.lookup, false)
  if (needsNoFirstLookup(work.server)) return nothingFound
  return interpret(work, await searchFirst(work, work.account.username), false)
}

export const searchFirst = (access: Pick<HostingWork, 'panel'>, username: string) =>
  access.panel.search({ username, thorough: false })

const nothingFound: Lookup = {
  ours: null,
  duplicated: false,
  usernameHolder: null,
  emailHolder: null,
  complete: false,
}

/** The line about a lookup that found no account. */
export const absentNote = ({ value, exchanges }: PanelAnswer<Survey>) => ({
  event: 'look.ended',
  message: describe(value, null, false),
  detail: { complete: value.complete, matches: [], exchanges },
})

async function interpret(
  work: HostingWork,
  { value: survey, exchanges }: PanelAnswer<Survey>,
  full: boolean,
): Promise<Lookup> {
  const { marker, username, email } = work.account
  const holders = survey.matches.filter((match) => match.username === username)
  if (holders.length > 1) await noteDuplicateAllowed(work.domain, work.server)
  const named = holders[0] ?? null
  const bearers = survey.matches.filter((match) => match.marker === marker)
  const ours = await oursAmong(work, bearers, named)
  noteStep(work, {
    event: 'look.ended',
    message: describe(survey, ours, full),
    detail: { complete: survey.complete, matches: survey.matches.map(({ id }) => id), exchanges },
  })
  const other = (match: PanelAccount) => match.id !== ours?.id
  return {
    ours,
    duplicated: bearers.length > 1,
    usernameHolder: named && other(named) ? named : null,
    emailHolder:
      survey.matches.find((match) => match.email?.toLowerCase() === email.toLowerCase() && other(match)) ??
      null,
    complete: survey.complete,
  }
}

async function oursAmong(
  work: HostingWork,
  [listed, ...more]: readonly PanelAccount[],
  named: PanelAccount | null,
): Promise<PanelAccount | null> {
  if (!listed) return named && confirmMarker(work, named)
  return more.length > 0 ? listed : readByItsId(work, listed)
}

/** A list may leave out the marker that the single record carries. */
async function confirmMarker(work: HostingWork, named: PanelAccount): Promise<PanelAccount | null> {
  if (named.marker !== undefined) return null
  try {
    const { value } = await work.panel.findById(named.id)
    return value.state === 'found' && value.account.marker === work.account.marker ? value.account : null
  } catch (error) {
    // Without such a call the question stays open.
    if (error instanceof PanelError && error.kind === 'not-supported') return null
    throw error
  }
}

/**
 * A list may give our account an id that is another's; whatever was done to that id would befall the other. So the
 * record behind it is read too, where the panel has such a call.
 * @throws {PanelError} retry-later: list and record contradict each other
 */
async function readByItsId(work: HostingWork, listed: PanelAccount): Promise<PanelAccount> {
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
      'It is checked again automatically. If this stays, ask the operator of the panel why its answers contradict each other.',
    exchanges,
  })
}
