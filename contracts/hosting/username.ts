import { z } from 'zod'
import type { TextRule } from '../panels/schemas.ts'
import { problemOfText } from '../panels/text-rule.ts'

/** The login on the panel, as far as it does not depend on the driver; the rest is the driver's `usernameRule`. */
export const hostingUsername = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Username is required.' : 'Hosting Username must be text.',
  })
  .trim()
  .refine((value) => value.length > 0, { error: 'Hosting Username is required.', abort: true })
  .max(255, 'Hosting Username can have at most 255 characters.')

/** The password on the panel, as far as it does not depend on the driver; the rest is the driver's `passwordRule`. */
export const hostingPassword = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Password is required.' : 'Hosting Password must be text.',
  })
  .refine((value) => value.length > 0, { error: 'Hosting Password is required.', abort: true })
  .max(255, 'Hosting Password can have at most 255 characters.')

/** Returns `john`, or the first of `john2`, `john3`... that is not taken. @param maxLength 32 by default */
export function firstFreeUsername(
  first: string,
  isTaken: (username: string) => boolean,
  maxLength = 32,
): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : String(number)
    const username = first.slice(0, maxLength - suffix.length) + suffix
    if (!isTaken(username)) return username
  }
}

/**
 * What the form suggests for an email address: `john` for `john@example.com`; "" if nothing usable is left.
 * @param rule the driver's, if it is known
 */
export function suggestHostingUsername(email: string, rule?: TextRule): string {
  const prefix = email.split('@')[0] ?? ''
  const suggested = prefix
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '')
    .slice(0, rule?.maxLength ?? 32)
  return rule && problemOfText(rule, '', suggested) ? '' : suggested
}
