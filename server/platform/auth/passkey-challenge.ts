import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { spentChallenges } from './table.ts'

const validMs = 300_000

/** - a user id: the registration of a passkey by that user; null: a sign-in or a confirmation by any passkey */
export type ChallengeFor = string | null

interface Signing {
  readonly keyring: Keyring
  readonly clock: Clock
}

const macOf = (keyring: Keyring, expiresAt: string, nonce: string, of: ChallengeFor) =>
  keyring.mac('passkey-challenge', JSON.stringify([expiresAt, nonce, of]))

/** Returns a new challenge. It is signed, so nothing is stored until it is used. */
export function newChallenge({ keyring, clock }: Signing, of: ChallengeFor): Uint8Array<ArrayBuffer> {
  const expiresAt = String(clock.now().getTime() + validMs)
  const nonce = randomBytes(24).toString('base64url')
  return new TextEncoder().encode(`${expiresAt}.${nonce}.${macOf(keyring, expiresAt, nonce, of)}`)
}

const clientData = z.object({ challenge: z.string(), origin: z.string() })

/** The parts of a response that its signature covers. */
export interface ClientData {
  /** Base64url. */
  readonly challenge: string
  readonly origin: string
  readonly expiresAt: Date
}

/** Returns the client data of a response to a challenge of ours that has not expired, or null. */
export function readClientData(
  { keyring, clock }: Signing,
  encoded: string,
  of: ChallengeFor,
): ClientData | null {
  const parsed = clientData.safeParse(jsonOf(Buffer.from(encoded, 'base64url').toString()))
  if (!parsed.success) return null
  const { challenge, origin } = parsed.data
  const [expiresAt = '', nonce = '', mac = ''] = Buffer.from(challenge, 'base64url').toString().split('.')
  const [given, expected] = [Buffer.from(mac), Buffer.from(macOf(keyring, expiresAt, nonce, of))]
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const leftMs = Number(expiresAt) - clock.now().getTime()
  // More than the validity is left if the clock was set back.
  if (leftMs <= 0 || leftMs > validMs) return null
  return { challenge, origin, expiresAt: new Date(Number(expiresAt)) }
}

/** Uses a challenge up. If two requests try at once, only one gets true. */
export async function spendChallenge(db: Queryable, { challenge, expiresAt }: ClientData): Promise<boolean> {
  const challengeHash = createHash('sha256').update(Buffer.from(challenge, 'base64url')).digest('base64url')
  const spent = await db
    .insert(spentChallenges)
    .values({ challengeHash, expiresAt })
    .onConflictDoNothing()
    .returning({ challengeHash: spentChallenges.challengeHash })
  return spent.length > 0
}

export async function purgeChallenges(db: Queryable, now: Date): Promise<void> {
  // A clock that is set back makes challenges valid again, so they are kept longer than they are valid.
  await db.delete(spentChallenges).where(lt(spentChallenges.expiresAt, new Date(now.getTime() - 86_400_000)))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
