import type { PanelAccount, SearchKeys, Survey } from '#panels/kit/index.ts'
import type { ListEntry } from './answers.ts'
import { haveTextIds, readListPage } from './list-page.ts'
import { textIds } from './refusal.ts'
import type { Session } from './session.ts'
import { readWholeList } from './whole-list.ts'

type Keys = Omit<SearchKeys, 'full'>

/**
 * Uses the panel's own filters first. A full search then reads the whole list. Filters may be ignored, so
 * every entry is compared here. @throws {PanelError}
 */
export async function searchAccounts(session: Session, keys: SearchKeys): Promise<Survey> {
  const filtered = await askFiltered(session, keys)
  if (filtered.some((account) => keys.marker !== undefined && account.marker === keys.marker))
    return {
      matches: filtered,
      complete: false,
      why: 'The search ended at the account with our marker.',
    }
  if (keys.full === false)
    return { matches: filtered, complete: false, why: 'Only the panel’s own filters were used.' }
  const { entries, cutShort } = await readWholeList(session)
  const matches = unique([...filtered, ...accountsAmong(entries, keys)])
  const unclear = entries.filter((entry) => !isClear(entry, keys)).length
  const why =
    cutShort ??
    (haveTextIds(entries) ? textIds.message : undefined) ??
    (unclear > 0 ? `${unclear} entries of the panel’s list do not show their owner.` : undefined)
  return why === undefined ? { matches, complete: true } : { matches, complete: false, why }
}

async function askFiltered(session: Session, { marker, ...keys }: Keys): Promise<PanelAccount[]> {
  const found: PanelAccount[] = []
  if (marker !== undefined) {
    const page = await readListPage(session, { billing_id: marker }, { billing_id: 'our marker' })
    if (page.state === 'read') found.push(...accountsAmong(page.entries, { ...keys, marker }))
    if (found.some((account) => account.marker === marker)) return unique(found)
  }
  if (keys.username !== undefined) {
    const page = await readListPage(session, { username: keys.username })
    const all = marker === undefined ? keys : { ...keys, marker }
    if (page.state === 'read') found.push(...accountsAmong(page.entries, all))
  }
  return unique(found)
}

const accountsAmong = (entries: readonly ListEntry[], keys: Keys): PanelAccount[] =>
  entries
    .filter((entry) => matches(entry, keys))
    .map(({ account }) => account)
    .filter((account) => account !== undefined)

const matches = (entry: ListEntry, { marker, username, email }: Keys) =>
  (marker !== undefined && entry.marker === marker) ||
  (username !== undefined && entry.username === username) ||
  (email !== undefined && entry.email?.toLowerCase() === email.toLowerCase())

/** A match can be returned. An entry counts as no match only if at least one field rules it out. */
function isClear(entry: ListEntry, keys: Keys): boolean {
  if (matches(entry, keys)) return entry.account !== undefined
  if (keys.username !== undefined) return entry.username !== undefined
  return (
    (keys.marker !== undefined && entry.marker !== undefined) ||
    (keys.email !== undefined && entry.email !== undefined)
  )
}

const unique = (accounts: readonly PanelAccount[]): PanelAccount[] => [
  ...new Map(accounts.map((account) => [account.id, account])).values(),
]
