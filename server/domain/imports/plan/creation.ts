import { provisioning } from '#contracts/hosting/schemas.ts'
import type { ImportField } from '#contracts/imports/fields.ts'
import { emailAddress } from '#contracts/text.ts'
import { chooseServer, problemsOfCredentials, type ServerWithSlots } from '../../servers/index.ts'
import type { ImportRowError } from '../../tables/imports.ts'
import type { Facts } from '../facts.ts'
import { parserInto } from './parse-field.ts'
import { type Batch, finish, type Known, type PlannedRow, type Read } from './parts.ts'
import { takeSlot } from './slots.ts'
import { suggestUsername, takenNames } from './usernames.ts'

const hostingShape = provisioning.shape

/** Decides about a row that creates a hosting account. */
export function planCreation(batch: Batch, { row, values }: Read, known: Known): PlannedRow {
  const { ctx, plan, facts } = batch
  const { base, errors, person, customer, own, server } = known
  const onServer = own.find(
    (account) =>
      (server === null || account.serverId === server.id) &&
      (values.hostingUsername === undefined || account.username === values.hostingUsername),
  )
  if (onServer && customer && errors.length === 0)
    return {
      ...base,
      state: 'unchanged',
      errors: [],
      customerId: customer.id,
      accountId: onServer.id,
      username: onServer.username,
      serverId: onServer.serverId,
    }
  const [other] = own
  if (other)
    errors.push({
      field: 'email',
      code: 'customer-has-hosting',
      message: `${base.email} is a customer who already has the account "${other.username}". Add a further account on the customer's page.`,
    })
  const likely = server ?? chosenLater(facts, errors)

  const username =
    values.hostingUsername ?? suggestUsername(batch, { row, email: base.email, server, likely })
  const read = parserInto(errors)
  // Without an email, no username can be suggested. That error is enough.
  const validName =
    username === undefined && base.email === null
      ? undefined
      : read('hostingUsername', hostingShape.username, username)
  const email = read('hostingEmail', emailAddress('Hosting Email').optional(), values.hostingEmail)
  const packageId = read('packageId', hostingShape.packageId, packageOf(values.packageId))
  const password =
    plan.defaults.passwords === 'file'
      ? (read('hostingPassword', hostingShape.password, values.hostingPassword) ?? null)
      : null
  if (likely) {
    const fields: Readonly<Record<string, ImportField>> = {
      username: 'hostingUsername',
      password: 'hostingPassword',
    }
    for (const { path, code, message } of problemsOfCredentials(
      ctx,
      likely,
      { username: validName, password: password ?? undefined },
      '',
    ))
      errors.push({ field: fields[path] ?? '', code, message })
  }
  if (password !== null && password === person?.password)
    errors.push({
      field: 'hostingPassword',
      code: 'same-password',
      message:
        'The hosting password is the same as the password of the customer. Use a different password for each system.',
    })
  if (validName !== undefined)
    errors.push(...takenNames(batch, { row, server, username: validName, email: email ?? base.email }))
  if (errors.length === 0 && likely) errors.push(...takeSlot(plan, facts, server))
  const placed = { ...base, username: validName ?? base.username, serverId: server?.id ?? null }
  return finish(
    placed,
    errors,
    person && validName !== undefined
      ? {
          person,
          customerId: customer?.id ?? null,
          hosting: 'create',
          account: { username: validName, password, email, packageId, serverId: server?.id },
        }
      : null,
  )
}

/** Adds an error if no server can be chosen for any account. */
function chosenLater({ servers }: Facts, errors: ImportRowError[]): ServerWithSlots | null {
  const [first] = servers
  const choice = first ? chooseServer(servers, first.policy) : null
  if (choice?.server) return choice.server
  if (errors.some(({ field }) => field === 'server')) return null
  errors.push(
    choice
      ? { field: 'server', code: 'no-matching-server', message: `${choice.why} Name a server in the row.` }
      : {
          field: 'server',
          code: 'no-server',
          message: 'No NextPanel servers available. Add a server first.',
        },
  )
  return null
}

const packageOf = (text: string | undefined) =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text
