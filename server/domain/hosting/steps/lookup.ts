import { type PanelAccount, type PanelAnswer, PanelError, type Survey } from '#panels/kit/index.ts'
import { noteStep } from '#server/work/index.ts'
import { needsNoFirstLookup, noteDuplicateAllowed } from '../../servers/index.ts'
import type { HostingWork } from './hosting-work.ts'

/** The accounts on the panel with our marker, username or email. */
export interface Lookup {
  /** Has our marker: certainly ours. */
  readonly ours: PanelAccount | null
  /** More than one account has it, which must never happen. */
  readonly duplicated: boolean
  readonly usernameHolder: PanelAccount | null
  readonly emailHolder: PanelAccount | null
  /** Only if set, a lookup without a result means that there is no account. */
  readonly complete: boolean
}

const describe = (survey: Survey, ours: PanelAccount | null, full: boolean): string => {
  if (ours) return `Checked the panel: our account exists, NextPanel User ID ${ours.id}.`
  if (survey.matches.length > 0) return 'Checked the panel: the username or email is in use there.'
  if (!full) return 'Checked the panel: the username is free.'
  return survey.complete
    ? 'Checked the panel: the account does not exist there.'
    : `Checked the panel: it does not show whether the account exists. ${survey.why ?? ''}`.trim()
}

/**
 * Looks the account up by marker, username and email. A full lookup, after an unknown outcome, reads the
 * panel's whole list if needed. A panel without a list returns an empty, incomplete lookup.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function lookUpAccount(work: HostingWork, { full }: { full: boolean }): Promise<Lookup> {
  const { marker, username, email } = work.account
  return interpret(work, await work.panel.search({ marker, username, email, full }), full)
}

/**
 * The lookup before a first attempt, by username only. No account can have our marker yet, and the panel
 * refuses a name that the lookup missed, so onboarding costs the same with ten accounts and ten thousand. It
 * is skipped for a panel that was observed to refuse duplicates and to return our marker.
 * @throws {PanelError} retry-later, needs-operator
 */
export async function lookUpFirst(work: HostingWork): Promise<Lookup> {
  if (work.begun?.lookup) return interpret(work, await work.begun.lookup, false)
  if (needsNoFirstLookup(work.server)) return nothingFound
  return interpret(work, await searchFirst(work, work.account.username), false)
}

export const searchFirst = (access: Pick<HostingWork, 'panel'>, username: string) =>
  access.panel.search({ username, full: false })

const nothingFound: Lookup = {
  ours: null,
  duplicated: false,
  usernameHolder: null,
  emailHolder: null,
  complete: false,
}

/** The line about a lookup without a result. */
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

/** A list may omit the marker that the single record has. */
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
 * A list may show our account with the id of another account, and a change by that id would affect the other
 * one. The record behind the id is therefore read too, if the panel supports it.
 * @throws {PanelError} retry-later: list and record contradict each other
 */
async function readByItsId(work: HostingWork, listed: PanelAccount): Promise<PanelAccount> {
  const { value: finding, exchanges } = await work.panel.findById(listed.id)
  if (finding.state === 'not-known' && !finding.passing) return listed
  const read = finding.state === 'found' ? finding.account : null
  // Some panels show the reference only in the list.
  const marker = read?.marker ?? listed.marker
  if (read && read.id === listed.id && read.username === listed.username && marker === listed.marker)
    return { ...read, marker }
  const instead = read
    ? `it is "${read.username}"`
    : finding.state === 'absent'
      ? 'it does not exist'
      : 'the panel returns an unexpected response'
  throw new PanelError({
    kind: 'retry-later',
    code: 'answers-contradict',
    message: `The list of ${work.server.name} shows our account "${listed.username}" under NextPanel User ID ${listed.id}, but read by that ID ${instead}.`,
    remedy:
      'It is checked again automatically. If this persists, ask the operator of the panel why the responses contradict each other.',
    exchanges,
  })
}
