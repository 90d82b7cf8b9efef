import { type AccountFact, type Facts, isLiving, type LedgerEntry, openStatuses } from './facts.ts'
import type { Violation } from './violation.ts'

/** An account on a panel that has a marker of this installation. */
interface Marked {
  readonly baseUrl: string
  readonly entry: LedgerEntry
  readonly marker: string
}

const markersOf = ({ own, panels }: Facts): Marked[] => {
  const ours = `npb1.${own.installation.id.replaceAll('-', '').slice(-8)}.`
  return panels.flatMap(({ baseUrl, ledger }) =>
    ledger.flatMap((entry) =>
      entry.billing_id?.startsWith(ours) ? [{ baseUrl, entry, marker: entry.billing_id }] : [],
    ),
  )
}

const deletedByRequest = ({ history }: LedgerEntry) =>
  history.some(({ what, by }) => what === 'deleted' && (by === 'request' || by === 'late-commit'))

export function checkMadeOnce(facts: Facts): Violation[] {
  const terminated = new Set(
    facts.own.operations
      .filter(({ kind, attempts }) => kind === 'terminate' && attempts > 0)
      .map((o) => o.account_id),
  )
  const rowOf = new Map(facts.own.accounts.map((row) => [row.marker, row]))
  const byMarker = Map.groupBy(markersOf(facts), ({ marker }) => marker)
  return [...byMarker].flatMap(([marker, made]) => {
    const accountId = rowOf.get(marker)?.id
    const counted = made.filter(
      ({ entry }) => !(deletedByRequest(entry) && accountId !== undefined && terminated.has(accountId)),
    )
    if (counted.length <= 1) return []
    const where = counted.map(({ entry, baseUrl }) => `${entry.id} (${entry.status}) on ${baseUrl}`)
    return [
      {
        rule: 'made-once',
        message: `${counted.length} accounts were created for one hosting account: ${where.join(', ')}.`,
        ids: { account: accountId ?? 'none', marker },
      },
    ]
  })
}

export function checkMarkerAndRow(facts: Facts): Violation[] {
  const { accounts, servers } = facts.own
  const violations: Violation[] = []
  const rows = Map.groupBy(accounts, ({ marker }) => marker)
  for (const [marker, same] of rows)
    if (same.length > 1)
      violations.push({
        rule: 'marker-and-row',
        message: 'Several hosting accounts have one marker.',
        ids: { marker, accounts: same.map(({ id }) => id).join(' ') },
      })
  const baseUrlOf = new Map(servers.map(({ id, base_url }) => [id, base_url]))
  for (const { entry, baseUrl, marker } of markersOf(facts)) {
    const [row] = rows.get(marker) ?? []
    const ids = { account: row?.id ?? 'none', panelUserId: entry.id, panel: baseUrl, marker }
    const wrong = (message: string) => violations.push({ rule: 'marker-and-row', message, ids })
    if (!row) wrong(`"${entry.username}" on the panel has a marker of ours that no hosting account has.`)
    else if (baseUrlOf.get(row.server_id) !== baseUrl)
      wrong(`"${entry.username}" was created on another panel than that of its hosting account.`)
    else if (entry.username !== row.username)
      wrong(`The panel has it as "${entry.username}", the hosting account is "${row.username}".`)
    else if (isLiving(entry) && !row.holds_slot)
      wrong(
        `"${entry.username}" exists on the panel, but its hosting account is ${row.status} and holds no slot.`,
      )
    else if (isLiving(entry) && row.panel_user_id !== null && row.panel_user_id !== String(entry.id))
      wrong(`The hosting account has NextPanel User ID ${row.panel_user_id}.`)
  }
  return violations
}

const liveStatuses = ['active', 'suspended']

export function checkReadBack(facts: Facts): Violation[] {
  const { accounts, operations, sightings } = facts.own
  const sighted = new Set(sightings.map(({ operation_id }) => operation_id))
  const seen = new Set(operations.filter(({ id }) => sighted.has(id)).map(({ account_id }) => account_id))
  return accounts
    .filter(({ status }) => liveStatuses.includes(status))
    .flatMap((row) => {
      const panel = panelOf(facts, row)
      const ids = { account: row.id, panelUserId: row.panel_user_id ?? 'none' }
      const wrong = (message: string): Violation[] => [
        { rule: 'read-back', message: `"${row.username}" is ${row.status}: ${message}`, ids },
      ]
      if (row.panel_user_id === null) return wrong('it has no NextPanel User ID.')
      if (!row.verified && panel?.canBeRead) return wrong('it is not verified, on a panel that can be read.')
      if (row.verified && !seen.has(row.id))
        return wrong('it is marked as verified, but its timeline has no lookup or read-back.')
      if (!panel) return []
      const entry = panel.ledger.find(({ id }) => String(id) === row.panel_user_id)
      if (!entry) return wrong('the panel never had this ID.')
      if (entry.username !== row.username) return wrong(`the panel has "${entry.username}" under that ID.`)
      if (row.password_set_by_us && entry.billing_id !== row.marker)
        return wrong('the account under that ID does not have its marker.')
      return []
    })
}

const panelOf = ({ own, panels }: Facts, row: Pick<AccountFact, 'server_id'>) => {
  const server = own.servers.find(({ id }) => id === row.server_id)
  return panels.find(({ baseUrl }) => baseUrl === server?.base_url)
}

/** While no operation is open on a row, it must match the panel, except for manual changes on the panel. */
export function checkAsObserved(facts: Facts): Violation[] {
  const { accounts, operations } = facts.own
  const openOn = new Set(
    operations.filter(({ status }) => openStatuses.includes(status)).map(({ account_id }) => account_id),
  )
  const latest = new Map(
    operations
      .toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime())
      .map(({ account_id, status }) => [account_id, status]),
  )
  return accounts.flatMap((row) => {
    const entry = panelOf(facts, row)?.ledger.find(
      ({ id, billing_id }) => String(id) === row.panel_user_id && billing_id === row.marker,
    )
    if (!entry || openOn.has(row.id) || latest.get(row.id) !== 'succeeded') return []
    if (entry.history.some(({ by }) => by === 'person' || by === 'restore')) return []
    const expected = row.status === 'terminated' ? 'deleted' : row.status
    if (entry.status === expected) return []
    return [
      {
        rule: 'as-observed',
        message: `"${row.username}" is ${row.status} here and ${entry.status} on the panel, and no operation is open.`,
        ids: { account: row.id, panelUserId: entry.id },
      },
    ]
  })
}

export function checkPasswords({ own }: Facts): Violation[] {
  return own.accounts
    .filter(({ password_kept }) => password_kept)
    .flatMap((row): Violation[] => {
      const ids = { account: row.id }
      if ([...liveStatuses, 'terminated'].includes(row.status))
        return [
          {
            rule: 'password-wiped',
            message: `"${row.username}" is ${row.status}, and its password is still stored.`,
            ids,
          },
        ]
      // Passwords are erased once an hour.
      const latest = own.readAt.getTime() - 2 * 3_600_000
      if (row.password_expires_at !== null && row.password_expires_at.getTime() < latest)
        return [
          {
            rule: 'password-wiped',
            message: `The password of "${row.username}" is stored for too long.`,
            ids,
          },
        ]
      return []
    })
}
