import type { ImportField } from '#contracts/imports/fields.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import type { ImportRowError } from '../../tables/imports.ts'
import type { RowValues } from '../read-row.ts'
import { type Batch, finish, type Known, type PlannedRow, type Read } from './parts.ts'

/** Decides about a row that adopts an account of a panel. */
export function planAdoption(batch: Batch, { row, values }: Read, known: Known): PlannedRow {
  const { facts, onPanels } = batch
  const { base, errors, person, customer, own, server } = known
  const id = values.panelUserId
  if (id === undefined)
    errors.push({
      field: 'panelUserId',
      code: 'required',
      message: 'NextPanel User ID is required to adopt an account.',
    })
  const placed = { ...base, serverId: server?.id ?? null }
  if (id === undefined || server === null) return finish(placed, errors, null)
  const held = facts.accounts.find((account) => account.serverId === server.id && account.panelUserId === id)
  if (held && customer && held.customerId === customer.id && errors.length === 0)
    return {
      ...placed,
      state: 'unchanged',
      errors: [],
      customerId: customer.id,
      accountId: held.id,
      username: held.username,
    }
  if (held)
    errors.push({
      field: 'panelUserId',
      code: 'panel-id-in-use',
      message: `Account ${id} on ${server.name} already belongs to another customer here.`,
    })
  const found = onPanels.get(`${server.id} ${id}`)
  if (found && 'field' in found) errors.push(found)
  if (!found || 'field' in found) return finish(placed, errors, null)
  errors.push(...differences(found, values, base.email))
  const email = found.email?.toLowerCase() ?? values.hostingEmail?.toLowerCase() ?? base.email ?? ''
  const names = facts.accounts.filter(
    (account) =>
      account.serverId === server.id &&
      account.id !== held?.id &&
      (account.username === found.username || account.email === email),
  )
  if (names.length > 0 && !held)
    errors.push({
      field: 'panelUserId',
      code: 'username-taken',
      message: `Another hosting account here has the username or email of account ${id} on ${server.name}.`,
    })
  const inFile =
    batch.usernames.get(`${server.id} ${found.username}`) ??
    facts.earlier.find((other) => other.username === found.username && other.serverId === server.id)?.number
  if (inFile !== undefined && inFile !== row.number)
    errors.push({
      field: 'panelUserId',
      code: 'duplicate-in-file',
      message: `Row ${inFile} adopts the same account.`,
    })
  const elsewhere = own.find((account) => account.serverId === server.id)
  if (elsewhere && !held)
    errors.push({
      field: 'email',
      code: 'customer-has-hosting',
      message: `${base.email} already has the account "${elsewhere.username}" on ${server.name}. Adopt a further one on the customer's page.`,
    })
  return finish(
    { ...placed, username: found.username },
    errors,
    person && { person, customerId: customer?.id ?? null, hosting: 'adopt', server, found, email },
  )
}

/** The account must be the one that the row means: by each name that the row has, or else by the email. */
function differences(found: PanelAccount, values: RowValues, email: string | null): ImportRowError[] {
  const errors: ImportRowError[] = []
  const differs = (field: ImportField, what: string, there: string, here: string) =>
    errors.push({
      field,
      code: 'account-does-not-match',
      message: `Account ${found.id} on the panel has the ${what} ${there}, not ${here}.`,
    })
  const { hostingUsername, hostingEmail } = values
  if (hostingUsername !== undefined && found.username !== hostingUsername)
    differs('hostingUsername', 'username', `"${found.username}"`, `"${hostingUsername}"`)
  const wantedEmail = hostingEmail ?? (hostingUsername === undefined ? email : null)
  if (
    wantedEmail !== null &&
    found.email !== undefined &&
    found.email.toLowerCase() !== wantedEmail.toLowerCase()
  )
    differs(hostingEmail === undefined ? 'email' : 'hostingEmail', 'email', found.email, wantedEmail)
  if (hostingUsername === undefined && found.email === undefined)
    errors.push({
      field: 'hostingUsername',
      code: 'required',
      message:
        'This panel does not show emails, so the hosting username is required to recognize the account.',
    })
  return errors
}
