import { randomUUID } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'

// argon2id (the library's default), with OWASP's smaller memory profile: about 11 ms and 19 MiB per hash.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Each hash occupies a thread of the pool that file and DNS operations also need, so only two run at once.
const bounded = pLimit(2)

/**
 * One form for characters that keyboards encode differently (RFC 8265, OpaqueString): NFC, and one kind of
 * space.
 */
const prepared = (password: string): string => password.replace(/\p{Zs}/gu, ' ').normalize('NFC')

export const hashPassword = (password: string): Promise<string> =>
  bounded(() => hash(prepared(password), cost))

let decoy: Promise<string> | undefined

/** Takes the time of {@link verifyPassword} with a wrong password. For an email that has no password. */
export async function verifyNoPassword(password: string): Promise<void> {
  decoy ??= hashPassword(randomUUID())
  await verifyPassword({ hash: await decoy, password })
}

/** Hashes from before this normalization are of the password as typed, composed or decomposed. */
export async function verifyPassword(sealed: { hash: string; password: string }): Promise<boolean> {
  const { password } = sealed
  const spellings = new Set([
    prepared(password),
    password,
    password.normalize('NFC'),
    password.normalize('NFD'),
  ])
  for (const spelling of spellings)
    if (await bounded(() => verify(sealed.hash, spelling).catch(() => false))) return true
  return false
}
