import { type Listing, type PanelClient, PanelError } from '#panels/kit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { readMarker } from '../accounts/index.ts'
import type { Domain } from '../context.ts'
import { connectServer, driverOf, type ServerRow } from '../servers/index.ts'
import type { Compared } from './compare.ts'
import { isSame } from './judge.ts'
import { type KnownAccount, loadBelieved, loadByMarkers, usernamesThatMayArrive } from './known-accounts.ts'
import { type View, viewOf } from './view.ts'

export interface Observed extends Compared {
  readonly complete: boolean
  readonly why: string | null
  readonly notes: readonly string[]
}

const mostSingleReads = 20

/** Converts an error of the panel into a refusal of the request. */
export const asRefusal = (error: unknown): unknown =>
  error instanceof PanelError
    ? new Refusal('panel-unavailable', `${error.message} ${error.remedy}`.trim())
    : error

/**
 * Reads the panel's list, then our rows. Accounts that seem to be missing are searched in a second read,
 * because deletions during a paged read move accounts between pages.
 * @throws {PanelError}
 */
export async function observe(domain: Domain, server: ServerRow): Promise<Observed> {
  const { db } = domain.database
  const startedAt = domain.clock.now()
  const panel = connectServer(domain, server)
  const epochOf = (marker: string) => readMarker(domain, marker)?.epoch ?? null
  const first = viewOf((await panel.list()).value)
  const missing = isAnyMissing(await loadBelieved(db, server.id), first, epochOf)
  const last = missing && first.listing.complete ? (await panel.list()).value : first.listing
  const told = await tellMarkers(domain, server, { panel, listing: last })
  const view = viewOf(told.listing)
  const believed = await loadBelieved(db, server.id)
  const ours = [...view.byMarker.keys()].filter((marker) => epochOf(marker) !== null)
  return {
    server,
    driver: driverOf(domain, server.driver),
    believed,
    byMarker: new Map([
      ...believed.map((row) => [row.marker, row] as const),
      ...(await loadByMarkers(db, ours)),
    ]),
    view,
    earlier: first,
    startedAt,
    epochOf,
    epoch: domain.installation.epoch,
    // After a restore, the accounts that were created since the backup have no row.
    sinceEpoch: domain.installation.restoredEpoch ?? domain.installation.epoch,
    complete: last.complete,
    why: last.complete ? null : (last.why ?? 'The list could not be read to its end.'),
    notes: told.notes,
  }
}

const isAnyMissing = (rows: readonly KnownAccount[], view: View, epochOf: Compared['epochOf']): boolean =>
  rows.some((row) => {
    const there = row.panelUserId === null ? undefined : view.byId.get(row.panelUserId)
    return !there || !isSame(there, row, (marker) => epochOf(marker) !== null)
  })

/**
 * A list may omit the marker that the single record has. Accounts that may have been created after the
 * timeout are read individually.
 */
async function tellMarkers(
  domain: Domain,
  server: ServerRow,
  { panel, listing }: { panel: PanelClient; listing: Listing },
): Promise<{ listing: Listing; notes: string[] }> {
  if (listing.accounts.every(({ marker }) => marker !== undefined)) return { listing, notes: [] }
  const names = await usernamesThatMayArrive(domain.database.db, server.id)
  const candidates = listing.accounts.filter(
    ({ marker, username }) => marker === undefined && names.has(username),
  )
  const fuller = new Map(listing.accounts.map((account) => [account.id, account]))
  for (const { id } of candidates.slice(0, mostSingleReads)) {
    const { value: finding } = await panel.findById(id)
    if (finding.state === 'found' && finding.account.marker !== undefined) fuller.set(id, finding.account)
  }
  const note =
    'The panel’s list does not show billing references, so an account of ours that was created after the timeout is known only by its username' +
    (candidates.length > mostSingleReads ? `, and only ${mostSingleReads} were checked.` : '.')
  return { listing: { ...listing, accounts: [...fuller.values()] }, notes: [note] }
}
