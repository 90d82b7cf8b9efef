import { and, asc, eq, lt, or, sql } from 'drizzle-orm'
import type { NewPasskey, PasskeyAssertion } from '#contracts/factors/schemas.ts'
import { type Clock, newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { newChallenge, readClientData, spendChallenge } from './passkey-challenge.ts'
import type { RelyingParty } from './relying-party.ts'
import { passkeys } from './table.ts'

interface Ceremony {
  readonly db: Queryable
  readonly clock: Clock
  readonly keyring: Keyring
  readonly site: RelyingParty
}

// Loaded on first use: most starts and requests need no passkeys.
const library = () => import('@simplewebauthn/server')

/** EdDSA, ES256 and RS256. The library's default contains experimental ones. */
const algorithms = [-8, -7, -257]

export const listPasskeys = (db: Queryable, userId: string) =>
  db
    .select({
      id: passkeys.id,
      name: passkeys.name,
      createdAt: passkeys.createdAt,
      lastUsedAt: passkeys.lastUsedAt,
    })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id))

/** Returns the options with which a browser creates a passkey. */
export async function passkeyCreation(
  ceremony: Ceremony,
  user: { userId: string; email: string; name: string },
): Promise<object> {
  const { generateRegistrationOptions } = await library()
  const existing = await ceremony.db
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.userId, user.userId))
  return generateRegistrationOptions({
    rpName: 'NextPanel Billing',
    rpID: ceremony.site.id,
    userName: user.email,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.userId),
    challenge: newChallenge(ceremony, user.userId),
    attestationType: 'none',
    excludeCredentials: existing,
    supportedAlgorithmIDs: algorithms,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

/** Returns the options with which a browser asks for any passkey of this site. */
export async function passkeyRequest(ceremony: Omit<Ceremony, 'db'>): Promise<object> {
  const { generateAuthenticationOptions } = await library()
  return generateAuthenticationOptions({
    rpID: ceremony.site.id,
    challenge: newChallenge(ceremony, null),
    userVerification: 'required',
  })
}

/** Verifies a new passkey and stores it. @returns its id, or null if it was not accepted */
export async function insertPasskey(
  ceremony: Ceremony,
  userId: string,
  { name, response }: NewPasskey,
): Promise<string | null> {
  const { db, clock, site } = ceremony
  const client = readClientData(ceremony, response.response.clientDataJSON, userId)
  if (!client || !site.isOrigin(client.origin)) return null
  const { verifyRegistrationResponse } = await library()
  const { clientDataJSON, attestationObject, transports = [] } = response.response
  const verified = await verifyRegistrationResponse({
    response: {
      ...response,
      response: { clientDataJSON, attestationObject },
      clientExtensionResults: {},
    },
    expectedChallenge: client.challenge,
    expectedOrigin: client.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => null)
  if (!verified?.verified || !(await spendChallenge(db, client))) return null
  const { id: credentialId, publicKey, counter } = verified.registrationInfo.credential
  const id = newId()
  const rows = await db
    .insert(passkeys)
    .values({
      id,
      userId,
      credentialId,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports,
      name,
      createdAt: clock.now(),
    })
    .onConflictDoNothing()
    .returning({ id: passkeys.id })
  return rows.length > 0 ? id : null
}

/**
 * Verifies the response of a passkey, and uses its challenge up. The authenticator has verified the user, by PIN or
 * fingerprint for example.
 * @returns the owner of the passkey, or null if it was not accepted
 */
export async function verifyPasskey(
  ceremony: Ceremony,
  { id: credentialId, rawId, type, response }: PasskeyAssertion,
): Promise<{ userId: string } | null> {
  const { db, clock, site } = ceremony
  const client = readClientData(ceremony, response.clientDataJSON, null)
  if (!client || !site.isOrigin(client.origin)) return null
  const [passkey] = await db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId))
  if (!passkey) return null
  const { userId, counter } = passkey
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  if (userHandle !== undefined && Buffer.from(userHandle, 'base64url').toString() !== userId) return null
  const { verifyAuthenticationResponse } = await library()
  const verified = await verifyAuthenticationResponse({
    response: {
      id: credentialId,
      rawId,
      type,
      response: { clientDataJSON, authenticatorData, signature },
      clientExtensionResults: {},
    },
    expectedChallenge: client.challenge,
    expectedOrigin: client.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    credential: {
      id: credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter,
    },
  }).catch(() => null)
  if (!verified?.verified || !(await spendChallenge(db, client))) return null
  const { newCounter } = verified.authenticationInfo
  // A counter that does not increase means that the authenticator was copied. 0: it does not count.
  const isNewer = or(
    lt(passkeys.counter, newCounter),
    and(eq(passkeys.counter, 0), sql`${newCounter}::bigint = 0`),
  )
  const used = await db
    .update(passkeys)
    .set({ counter: newCounter, lastUsedAt: clock.now() })
    .where(and(eq(passkeys.id, passkey.id), isNewer))
    .returning({ id: passkeys.id })
  return used.length > 0 ? { userId } : null
}

/** Removes passkeys of a user: one, or all. @returns the names of the removed ones */
export async function removePasskeys(tx: Queryable, userId: string, id?: string): Promise<string[]> {
  const removed = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), id === undefined ? undefined : eq(passkeys.id, id)))
    .returning({ name: passkeys.name })
  return removed.map(({ name }) => name)
}
