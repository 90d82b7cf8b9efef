import { z } from 'zod'
import type { TextRule } from '../panels/schemas.ts'
import { problemOfText } from '../panels/text-rule.ts'

/** The login on the panel. These rules apply to every driver. The driver's `usernameRule` adds its own. */
export const hostingUsername = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Username is required.' : 'Hosting Username must be text.',
  })
  .trim()
  .refine((value) => value.length > 0, { error: 'Hosting Username is required.', abort: true })
  .max(255, 'Hosting Username can have at most 255 characters.')

/** The password on the panel. These rules apply to every driver. The driver's `passwordRule` adds its own. */
export const hostingPassword = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Password is required.' : 'Hosting Password must be text.',
  })
  .refine((value) => value.length > 0, { error: 'Hosting Password is required.', abort: true })
  .max(255, 'Hosting Password can have at most 255 characters.')

/**
 * Returns the suggestion for an email: `john` for `john@example.com`, or "" if no usable character remains.
 * @param rule the driver's rule, if it is known
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
