import { html } from 'hono/html'
import type { ApiKey } from '#sandbox/accounts/key-model.ts'
import { stateOf } from '#sandbox/accounts/ledger.ts'
import type { Account } from '#sandbox/accounts/model.ts'
import type { Variants } from '#sandbox/accounts/variants.ts'
import { variants as variantsSchema } from '#sandbox/accounts/variants.ts'
import type { Chaos } from '#sandbox/faults/chaos.ts'
import type { QueuedFault } from '#sandbox/faults/queue.ts'
import { everyFaultName, faultTable } from '#sandbox/faults/table.ts'
import type { RequestEntry } from '#sandbox/requests.ts'
import { routeNames } from '#sandbox/routes.ts'

type Cell = string | number | null

/** `html` escapes every cell. <bdi> prevents right-to-left input from reordering the row. */
const table = (heads: readonly string[], rows: readonly (readonly Cell[])[], empty: string) =>
  rows.length === 0
    ? html`<p class="soft">${empty}</p>`
    : html`<div class="scroll" tabindex="0"><table>
        <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td><bdi>${cell ?? '–'}</bdi></td>`)}</tr>`)}</tbody>
      </table></div>`

export const accountTable = (accounts: readonly Account[]) =>
  table(
    ['User ID', 'Username', 'Email', 'Status', 'Package', 'Billing ID', 'Created', 'By'],
    accounts.map((account) => [
      account.id,
      account.username,
      account.email,
      [stateOf(account), account.restoredAwayAt ?? account.deletedAt].filter(Boolean).join(' '),
      account.packageId,
      account.billingId,
      account.createdAt,
      account.createRequest === null ? account.by : `${account.by}, no. ${account.createRequest}`,
    ]),
    'No accounts yet. They appear here when billing creates one.',
  )

export const keyTable = (keys: readonly ApiKey[]) =>
  table(
    ['Key', 'Name', 'Level', 'Scopes', 'Allowed IPs', 'State'],
    keys.map((key) => [
      key.key,
      key.name,
      key.level,
      key.scopes.join(', ') || 'none',
      key.allowedIps.join(', ') || 'any',
      key.revoked ? 'revoked' : key.active ? expiry(key) : 'inactive',
    ]),
    'No keys.',
  )

const expiry = ({ expiresAt }: ApiKey) => (expiresAt === null ? 'active' : `active until ${expiresAt}`)

export const faultRows = (faults: readonly QueuedFault[]) =>
  table(
    ['Fault', 'Requests', 'Username', 'Left'],
    faults.map((rule) => [
      rule.fault,
      [rule.method, rule.path].filter((part) => part !== undefined).join(' ') || 'any',
      rule.username ?? 'any',
      rule.times === 'always' ? 'always' : rule.times - rule.applied,
    ]),
    'No rules.',
  )

export const requestTable = (requests: readonly RequestEntry[]) =>
  table(
    ['No.', 'Time', 'Request', 'Panel status', 'Client status', 'Fault'],
    requests.map((entry) => [
      entry.number,
      entry.at,
      `${entry.method} ${entry.path}`,
      entry.performed,
      entry.status ?? entry.outcome,
      entry.faultFrom === 'chaos' ? `${entry.fault}, by chaos` : entry.fault,
    ]),
    'None yet.',
  )

export const chaosLine = ({ current }: Chaos) =>
  current === null
    ? ''
    : html`<p>Chaos: ${current.rate * 100}% of requests, seed ${current.seed}, ${current.applied} so far.</p>`

/** Only the differences from the defaults. */
export const variantTable = (current: Variants) => {
  const usual = new Map(Object.entries(variantsSchema.parse({})))
  const changed = Object.entries(current).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(usual.get(name)),
  )
  return table(
    ['Variant', 'Set to'],
    changed.map(([name, value]) => [name, JSON.stringify(value)]),
    'None: all settings are at their defaults.',
  )
}

export const faultForms = html`<form method="post" action="/faults">
    <label>Fault <select name="fault">${everyFaultName.map((name) => html`<option>${name}</option>`)}</select></label>
    <label>For <select name="path"><option value="">any request</option>${routeNames.map((name) => html`<option>${name}</option>`)}</select></label>
    <label>Times <select name="times"><option>1</option><option>2</option><option>5</option><option>always</option></select></label>
    <button type="submit">Queue fault</button>
  </form>
  <form method="post" action="/faults/clear"><button type="submit">Clear faults and release hanging requests</button></form>
  <details><summary>What each fault does</summary>
    <dl>${everyFaultName.map((name) => html`<dt>${name}</dt><dd>${faultTable[name].summary}</dd>`)}</dl>
  </details>`
