import type { Listing, PanelAccount } from '#panels/kit/index.ts'
import type { KnownAccount } from './known-accounts.ts'

/** A panel's list, ready for lookups. */
export interface View {
  readonly listing: Listing
  readonly byId: ReadonlyMap<string, PanelAccount>
  readonly byMarker: ReadonlyMap<string, readonly PanelAccount[]>
  readonly unclearIds: ReadonlySet<string>
  /** For panels that do not show references: the account with both username and email. */
  findUnmarked(row: Pick<KnownAccount, 'username' | 'email'>): PanelAccount | undefined
}

export function viewOf(listing: Listing): View {
  const byMarker = new Map<string, PanelAccount[]>()
  const unmarked = new Map<string, PanelAccount>()
  for (const account of listing.accounts) {
    if (typeof account.marker === 'string')
      (byMarker.get(account.marker) ?? start(byMarker, account.marker)).push(account)
    else if (account.marker === undefined) unmarked.set(account.username, account)
  }
  return {
    listing,
    byId: new Map(listing.accounts.map((account) => [account.id, account])),
    byMarker,
    unclearIds: new Set(listing.unclearIds),
    findUnmarked({ username, email }) {
      const named = unmarked.get(username)
      return named?.email?.toLowerCase() === email.toLowerCase() ? named : undefined
    },
  }
}

function start<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list: V[] = []
  map.set(key, list)
  return list
}
