import type { FindingAction } from '#contracts/reconciliation/schemas.ts'
import { describeDifference, type PanelAccount, type PanelClient } from '#panels/kit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { AccountRow } from '../accounts/index.ts'
import { readMarker } from '../accounts/index.ts'
import { connectServer } from '../servers/index.ts'
import type { Case } from './case.ts'
import { differencesOf, isSame } from './judge.ts'

export const outdated = (message: string) =>
  new Refusal('finding-outdated', `${message} Nothing was changed. Reconcile the server again.`)

/**
 * Reads the panel again immediately before an action.
 * @returns the account of the finding, or null if the finding is about a missing account
 * @throws {Refusal} finding-outdated, panel-unavailable
 * @throws {PanelError}
 */
export async function recheck(one: Case): Promise<PanelAccount | null> {
  const panel = connectServer(one.ctx, one.server)
  return checks[one.action](one, panel)
}

const checks: Record<FindingAction, (one: Case, panel: PanelClient) => Promise<PanelAccount | null>> = {
  adopt: checkOurs,
  terminate: checkOurs,
  'mark-gone': checkGone,
  're-apply': checkDrift,
  accept: checkDrift,
}

type Place =
  | { readonly state: 'there'; readonly account: PanelAccount }
  | { readonly state: 'not-there' }
  | { readonly state: 'not-known'; readonly why: string }

async function readPlace(panel: PanelClient, row: AccountRow, id: string): Promise<Place> {
  const { value: finding } = await panel.findById(id)
  if (finding.state === 'found' && finding.account.marker !== undefined)
    return { state: 'there', account: finding.account }
  const { marker, username, email } = row
  const { value: survey } = await panel.search({ marker, username, email })
  // The list may show the marker that the single record omits.
  const listed = survey.matches.find((match) => match.id === id)
  if (finding.state === 'found')
    return { state: 'there', account: listed?.marker === undefined ? finding.account : listed }
  if (listed) return { state: 'there', account: listed }
  if (finding.state === 'absent' || survey.complete) return { state: 'not-there' }
  return { state: 'not-known', why: finding.why }
}

async function mustBeThere({ account, server }: Case, panel: PanelClient, id: string): Promise<PanelAccount> {
  const place = await readPlace(panel, account, id)
  if (place.state === 'there') return place.account
  if (place.state === 'not-there') throw outdated(`${server.name} no longer has account ${id}.`)
  throw notShown(cannotShow(server.name, id), place.why)
}

const cannotShow = (serverName: string, id: string) => `${serverName} does not currently show account ${id}`
const notShown = (what: string, why: string) =>
  new Refusal('panel-unavailable', `${what}, so nothing was changed. ${why}`)

const isOurs = ({ ctx, account }: Case, found: PanelAccount) =>
  isSame(found, account, (marker) => readMarker(ctx, marker) !== null)

/**
 * Returns the account under its new id, or the one created after the timeout: ours by its marker, and as
 * requested.
 */
async function checkOurs(about: Case, panel: PanelClient): Promise<PanelAccount> {
  const { finding, account, server, action } = about
  const moved = finding.kind === 'gone'
  const id = (moved ? finding.foundUnder[0] : finding.panelUserId) ?? ''
  const found = await mustBeThere(about, panel, id)
  const unmarked = found.marker === undefined && moved && action === 'adopt'
  if (found.marker !== account.marker && !unmarked)
    throw outdated(`Account ${id} on ${server.name} does not have the reference of "${account.username}".`)
  const difference = describeDifference(found, account)
  if (difference !== null) throw outdated(`Account ${id} differs from the request: ${difference}.`)
  const { value: survey } = await panel.search({ marker: account.marker, full: false })
  if (survey.matches.some((match) => match.marker === account.marker && match.id !== id))
    throw outdated(`More than one account on ${server.name} has the reference of "${account.username}".`)
  if (moved && account.panelUserId !== null) {
    const before = await readPlace(panel, account, account.panelUserId)
    if (before.state === 'there' && isOurs(about, before.account))
      throw outdated(
        `Account ${account.panelUserId} on ${server.name} belongs to "${account.username}" again.`,
      )
  }
  return found
}

/**
 * Checks that the account is absent by the strict rule under its id, and that no other account has its
 * marker.
 */
async function checkGone(about: Case, panel: PanelClient): Promise<null> {
  const { account, server } = about
  const { marker, username, email, panelUserId: id } = account
  if (id !== null) {
    const place = await readPlace(panel, account, id)
    if (place.state === 'not-known') throw notShown(cannotShow(server.name, id), place.why)
    if (place.state === 'there' && isOurs(about, place.account))
      throw outdated(`Account ${id} exists on ${server.name}.`)
  }
  const { value: survey } = await panel.search({ marker, username, email })
  const ours = survey.matches.find((match) => match.marker === marker)
  if (ours) throw outdated(`"${username}" is account ${ours.id} on ${server.name}.`)
  const perhaps = survey.matches.find((match) => match.marker === undefined)
  if (perhaps)
    throw outdated(
      `Account ${perhaps.id} on ${server.name} has this username or email, and does not show its owner.`,
    )
  if (!survey.complete)
    throw notShown(`The list of ${server.name} cannot be read to its end`, survey.why ?? '')
  return null
}

async function checkDrift(about: Case, panel: PanelClient): Promise<PanelAccount> {
  const { finding, account, action, server } = about
  const id = finding.panelUserId ?? ''
  const found = await mustBeThere(about, panel, id)
  if (!isOurs(about, found)) throw outdated(`The ID ${id} on ${server.name} now belongs to another account.`)
  const differences = differencesOf(found, account)
  const still = differences.some(
    ({ field, ours, onPanel }) =>
      field === finding.field && ours === finding.ours && onPanel === finding.onPanel,
  )
  if (!still) throw outdated(`Account ${id} no longer has this difference.`)
  if (action === 're-apply' && differences.length > 1)
    throw outdated(`Account ${id} now has more differences.`)
  return found
}
