import { suggestHostingUsername } from '#contracts/hosting/username.ts'
import { driverOf, type ServerWithSlots } from '../../servers/index.ts'
import type { ImportRowError } from '../../tables/imports.ts'
import type { Batch, RowToPlan } from './parts.ts'

/** Undefined: no usable letter in the email. */
export function suggestUsername(
  { ctx, facts, usernames }: Batch,
  {
    row,
    email,
    server,
    likely,
  }: { row: RowToPlan; email: string | null; server: ServerWithSlots | null; likely: ServerWithSlots | null },
): string | undefined {
  if (email === null || likely === null) return undefined
  const sameServer = (serverId: string | null) =>
    server === null || serverId === null || serverId === server.id
  const taken = new Set([
    ...facts.accounts.filter(({ serverId }) => sameServer(serverId)).map(({ username }) => username),
    ...facts.earlier.filter((other) => sameServer(other.serverId)).map(({ username }) => username ?? ''),
    ...[...usernames.keys()].flatMap((key) => {
      const [serverId = '', username = ''] = key.split(' ')
      return sameServer(serverId || null) ? [username] : []
    }),
  ])
  if (row.username !== null && !taken.has(row.username)) return row.username
  return suggestHostingUsername(email, driverOf(ctx, likely.driver).usernameRule, taken) || undefined
}

/** The problems of a username and an email that an account here or an earlier row has. */
export function takenNames(
  { facts, usernames }: Batch,
  {
    row,
    server,
    username,
    email,
  }: { row: RowToPlan; server: ServerWithSlots | null; username: string; email: string | null },
): ImportRowError[] {
  const errors: ImportRowError[] = []
  const inFile =
    usernames.get(`${server?.id ?? ''} ${username}`) ??
    facts.earlier.find((other) => other.username === username && other.serverId === (server?.id ?? null))
      ?.number
  if (inFile !== undefined && inFile !== row.number)
    errors.push({
      field: 'hostingUsername',
      code: 'duplicate-in-file',
      message: `Row ${inFile} has the same hosting username, "${username}", on the same server.`,
    })
  // On a server that is chosen later, the names are checked when the account is created.
  if (server === null) return errors
  const there = facts.accounts.filter(({ serverId }) => serverId === server.id)
  if (there.some((account) => account.username === username))
    errors.push({
      field: 'hostingUsername',
      code: 'username-taken',
      message: `The username "${username}" is already used by another hosting account on ${server.name}.`,
    })
  if (there.some((account) => account.email === email))
    errors.push({
      field: 'hostingEmail',
      code: 'email-taken',
      message: `The email ${email} is already used by another hosting account on ${server.name}.`,
    })
  return errors
}
