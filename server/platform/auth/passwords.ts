import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { HashQueue } from './hash-queue.ts'

// argon2id (the library's default), with OWASP's smaller memory profile: about 11 ms and 19 MiB per hash.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** All hashes of this process. */
export const hashQueue = new HashQueue()

/**
 * One form for characters that keyboards encode differently (RFC 8265, OpaqueString): NFC, and one kind of
 * space.
 */
const prepared = (password: string): string => password.replace(/\p{Zs}/gu, ' ').normalize('NFC')

/** Hashes at once, for a caller that holds a place in the queue. */
export const hashNow = (password: string): Promise<string> => hash(prepared(password), cost)

export const hashPassword = (password: string): Promise<string> => hashQueue.run(() => hashNow(password))

const digestOf = (salt: string, password: string) =>
  createHash('sha256').update(`${salt}$${password}`).digest('base64url')

/**
 * Hashes a password of `generatePassword`, at once. It has 120 random bits, which nothing can try one by one, so the slow
 * hash of chosen passwords would protect nothing (NIST SP 800-63B asks for it below 112 bits).
 */
export function hashGenerated(password: string): string {
  const salt = randomBytes(16).toString('base64url')
  return `sha256$${salt}$${digestOf(salt, password)}`
}

const generatedForm = /^sha256\$([\w-]{22})\$([\w-]{43})$/

/** @returns null if the hash is not of {@link hashGenerated} */
function matchesGenerated({ hash: sealed, password }: { hash: string; password: string }): boolean | null {
  const [, salt = '', digest] = generatedForm.exec(sealed) ?? []
  if (digest === undefined) return null
  return timingSafeEqual(Buffer.from(digest), Buffer.from(digestOf(salt, password)))
}

let decoy: Promise<string> | undefined

/** Takes the time of {@link verifyNow} with a wrong password. For an email that has no password. */
export async function verifyNoPassword(password: string): Promise<void> {
  decoy ??= hashNow(randomUUID())
  await verifyNow({ hash: await decoy, password })
}

/**
 * Verifies at once, for a caller that holds a place in the queue. Hashes from before this normalization are of
 * the password as typed, composed or decomposed.
 */
export async function verifyNow(sealed: { hash: string; password: string }): Promise<boolean> {
  const { password } = sealed
  const matches = matchesGenerated(sealed)
  if (matches !== null) {
    // As slow as other passwords, so that the time does not reveal how a login was created.
    await verifyNoPassword(password)
    return matches
  }
  const spellings = new Set([
    prepared(password),
    password,
    password.normalize('NFC'),
    password.normalize('NFD'),
  ])
  for (const spelling of spellings) if (await verify(sealed.hash, spelling).catch(() => false)) return true
  return false
}

export const verifyPassword = (sealed: { hash: string; password: string }): Promise<boolean> =>
  hashQueue.run(() => verifyNow(sealed))
