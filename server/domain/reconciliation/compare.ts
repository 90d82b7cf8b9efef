import { describeDifference, type PanelAccount, type PanelDriver } from '#panels/kit/index.ts'
import { createdAfterTimeout, type Draft, ofAnotherServer, ofNoAccount, twice, vanished } from './draft.ts'
import { driftOf } from './drift.ts'
import { isSame } from './judge.ts'
import type { KnownAccount } from './known-accounts.ts'
import type { View } from './view.ts'

export interface Compared {
  readonly server: { readonly id: string; readonly baseUrl: string }
  readonly driver: PanelDriver
  /** The accounts that the panel should have, read after its list. */
  readonly believed: readonly KnownAccount[]
  /** The owners of the markers in the list, on any server. */
  readonly byMarker: ReadonlyMap<string, KnownAccount>
  readonly view: View
  /** An earlier read of the list. An account in either read is not gone. */
  readonly earlier: View
  /** Later changes are not compared. */
  readonly startedAt: Date
  /** Returns the epoch of a marker that this installation created, or null for any other text. */
  epochOf(marker: string): number | null
  readonly epoch: number
  /** An account with a marker from this epoch to the current one is ours, also without a row. */
  readonly sinceEpoch: number
}

export interface Comparison {
  readonly drafts: readonly Draft[]
  readonly believed: number
  readonly leftOut: number
  /** Not ours. Null: not even the username could be read. */
  readonly strangers: readonly { readonly panelUserId: string; readonly username: string | null }[]
}

/** Compares the accounts on the panel with our records. It only reports differences and decides nothing. */
export function compare(input: Compared): Comparison {
  const { view, believed } = input
  const explained = new Set<string>()
  const explain = (...accounts: readonly (PanelAccount | undefined)[]) => {
    for (const account of accounts) if (account) explained.add(account.id)
  }
  const doubled = findDoubled(input)
  for (const { accounts } of doubled.values()) explain(...accounts)
  const drafts: Draft[] = [...doubled.values()].map(({ row, accounts }) =>
    twice(row, accounts, input.driver.label),
  )
  const settled = believed.filter((row) => !isUnsettled(row, input) && !doubled.has(row.marker))
  for (const row of believed) {
    const found = locate(row, input)
    explain(found.inItsPlace, found.elsewhere)
    if (row.panelUserId !== null && view.unclearIds.has(row.panelUserId)) explained.add(row.panelUserId)
  }
  drafts.push(...settled.flatMap((row) => compareRow(row, input)))
  let leftOut = believed.filter((row) => isUnsettled(row, input)).length
  for (const account of view.listing.accounts.filter(({ id }) => !explained.has(id))) {
    const { draft, isOurs, isLeftOut } = explainMarked(account, input)
    if (isOurs) explain(account)
    if (isLeftOut) leftOut += 1
    if (draft) drafts.push(draft)
  }
  return {
    drafts,
    believed: settled.length,
    leftOut,
    strangers: [
      ...view.listing.accounts.map(({ id, username }) => ({ panelUserId: id, username })),
      ...view.listing.unclearIds.map((id) => ({ panelUserId: id, username: null })),
    ].filter(({ panelUserId }) => !explained.has(panelUserId)),
  }
}

const isUnsettled = (row: KnownAccount, { startedAt }: Compared) =>
  row.isMoving || row.updatedAt.getTime() > startedAt.getTime()

function findDoubled({ view, byMarker, epochOf }: Compared) {
  const doubled = new Map<string, { row: KnownAccount | undefined; accounts: readonly PanelAccount[] }>()
  for (const [marker, accounts] of view.byMarker) {
    const row = byMarker.get(marker)
    if (accounts.length > 1 && (row || epochOf(marker) !== null)) doubled.set(marker, { row, accounts })
  }
  return doubled
}

/** `inItsPlace` is ours. `instead` belongs to another owner, under our id. */
function locate(
  row: KnownAccount,
  { view, epochOf }: Pick<Compared, 'view' | 'epochOf'>,
): { inItsPlace?: PanelAccount; instead?: PanelAccount | undefined; elsewhere?: PanelAccount | undefined } {
  const there = row.panelUserId === null ? undefined : view.byId.get(row.panelUserId)
  const same = there !== undefined && isSame(there, row, (marker) => epochOf(marker) !== null)
  if (same) return { inItsPlace: there }
  return {
    instead: there,
    elsewhere: view.byMarker.get(row.marker)?.[0] ?? view.findUnmarked(row),
  }
}

function compareRow(row: KnownAccount, input: Compared): Draft[] {
  const { view, earlier, driver, epochOf } = input
  const { inItsPlace, instead, elsewhere } = locate(row, input)
  if (inItsPlace) return driftOf(inItsPlace, row, driver)
  const unclear = row.panelUserId !== null && view.unclearIds.has(row.panelUserId)
  if (unclear || !view.listing.complete || !earlier.listing.complete) return []
  if (locate(row, { view: earlier, epochOf }).inItsPlace) return []
  const difference = elsewhere ? describeDifference(elsewhere, row) : null
  return [vanished(row, { instead, elsewhere, difference, label: driver.label })]
}

/** An account that no compared row explains. */
function explainMarked(
  account: PanelAccount,
  input: Compared,
): { isOurs: boolean; isLeftOut?: boolean; draft?: Draft } {
  const { marker } = account
  const { label } = input.driver
  const epoch = typeof marker === 'string' ? input.epochOf(marker) : null
  if (typeof marker !== 'string' || epoch === null) return { isOurs: false }
  const row = input.byMarker.get(marker)
  // A marker of an earlier epoch without a row may belong to the other clone, from before the decision.
  if (!row)
    return epoch >= input.sinceEpoch && epoch <= input.epoch
      ? { isOurs: true, draft: ofNoAccount(account, label) }
      : { isOurs: false }
  if (row.serverId !== input.server.id)
    // One panel may be connected twice, with two keys. The other server then compares this account.
    return row.baseUrl === input.server.baseUrl
      ? { isOurs: true }
      : { isOurs: true, draft: ofAnotherServer(account, row) }
  if (isUnsettled(row, input)) return { isOurs: true, isLeftOut: true }
  return {
    isOurs: true,
    draft: createdAfterTimeout(account, row, { difference: describeDifference(account, row), label }),
  }
}
