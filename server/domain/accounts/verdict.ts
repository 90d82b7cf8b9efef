import { and, eq } from 'drizzle-orm'
import type { OperationError } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal, type RefusalCode } from '#server/platform/errors/index.ts'
import { placementRefusals, type ServerWithSlots } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

/** The code of the obstacle for an account on a server. */
export type Verdict =
  | 'email-required'
  | 'username-taken'
  | 'email-taken'
  | 'server-in-maintenance'
  | 'server-draining'
  | 'server-offline'
  | 'server-full'

const verdicts: readonly string[] = [
  'email-required',
  'username-taken',
  'email-taken',
  'server-in-maintenance',
  'server-draining',
  'server-offline',
  'server-full',
] satisfies Verdict[]

export const isVerdict = (value: unknown): value is Verdict =>
  typeof value === 'string' && verdicts.includes(value)

/** Returns each verdict as text for this account and server. */
export function refusalsOf({
  wanted,
  server,
  noRoom = null,
}: {
  wanted: { readonly username: string; readonly email: string }
  server: ServerWithSlots
  /** Of an automatic choice: why no server has room. */
  noRoom?: string | null
}): Readonly<Record<Verdict, OperationError>> {
  const emailTaken: OperationError = {
    code: 'email-taken',
    message: `The email ${wanted.email} is already used by another hosting account on ${server.name}.`,
    remedy: 'Enter a Hosting Email that no other account uses.',
  }
  return {
    'username-taken': {
      code: 'username-taken',
      message: `The username "${wanted.username}" is already used by another hosting account on ${server.name}.`,
      remedy: 'Choose another username.',
    },
    'email-taken': emailTaken,
    'email-required': emailTaken,
    ...placementRefusals(server, noRoom),
  }
}

const placementCodes: Readonly<Record<string, RefusalCode>> = {
  'server-full': 'server-full',
  'server-in-maintenance': 'server-in-maintenance',
  'server-draining': 'server-in-maintenance',
}

/** Returns a reservation's obstacle as a refusal, for a request about an existing account. */
export function asRefusal({ code, message, remedy }: OperationError): Refusal {
  const text = `${message} ${remedy}`
  if (code === 'username-taken') return fieldRefusal('username-taken', 'username', code, text)
  if (code === 'email-taken') return fieldRefusal('email-taken', 'email', 'email-taken', text)
  return new Refusal(placementCodes[code] ?? 'wrong-state', text)
}

/** Returns our accounts that hold this username or email on that server. */
export async function findHolders(
  db: Queryable,
  serverId: string,
  identity: { username: string; email: string },
): Promise<{ id: string; customerId: string; username: string; email: string }[]> {
  const columns = {
    id: hostingAccounts.id,
    customerId: hostingAccounts.customerId,
    username: hostingAccounts.username,
    email: hostingAccounts.email,
  }
  const held = and(eq(hostingAccounts.serverId, serverId), hostingAccounts.holdsSlot)
  const byUsername = db
    .select(columns)
    .from(hostingAccounts)
    .where(and(held, eq(hostingAccounts.username, identity.username)))
  const byEmail = db
    .select(columns)
    .from(hostingAccounts)
    .where(and(held, eq(hostingAccounts.email, identity.email)))
  return [...(await byUsername), ...(await byEmail)]
}
