import { hashPassword } from '#server/platform/auth/passwords.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import { type GuessableReason, whyGuessable } from '#server/platform/passwords/index.ts'
import type { Domain } from '../context.ts'

type Words = readonly (string | null | undefined)[]

const advice = 'Choose several unrelated words, or generate a password.'
const reasons: Readonly<Record<GuessableReason, string>> = {
  common: `is one of the most common passwords, or a small change of one. ${advice}`,
  pattern: `repeats characters, or follows the alphabet or the keyboard. ${advice}`,
  context: `consists of a name, email, company or product that an attacker tries first. ${advice}`,
}

/**
 * Returns why a new password is refused, as the end of a sentence, or null.
 * @param words about its owner: names, email addresses, company
 */
export async function whyRefused(
  { publicUrl }: Pick<Domain, 'publicUrl'>,
  password: string,
  words: Words,
): Promise<string | null> {
  const host = publicUrl === undefined ? null : new URL(publicUrl).hostname
  const known = [...words, host].filter((word) => typeof word === 'string')
  const reason = await whyGuessable(password, known)
  return reason && reasons[reason]
}

const labels = { password: 'Password', newPassword: 'New Password' } as const

interface NewPassword {
  readonly password: string
  readonly field?: keyof typeof labels
  readonly words: Words
}

/**
 * Checks a password that a user chose, and starts to hash it.
 * @throws {Refusal} invalid-body at its field, if it is easy to guess
 */
export async function startHash(
  domain: Pick<Domain, 'publicUrl'>,
  { password, field = 'password', words }: NewPassword,
): Promise<{ hashing: Promise<string> }> {
  const why = await whyRefused(domain, password, words)
  if (why !== null) throw fieldRefusal('invalid-body', field, 'guessable-password', `${labels[field]} ${why}`)
  return { hashing: hashPassword(password) }
}

/** Returns the hash of a password that a user chose. @throws {Refusal} invalid-body if it is easy to guess */
export async function hashNewPassword(
  domain: Pick<Domain, 'publicUrl'>,
  chosen: NewPassword,
): Promise<string> {
  const { hashing } = await startHash(domain, chosen)
  return hashing
}
