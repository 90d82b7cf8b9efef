import { z } from 'zod'

/** The login on the panel. NextPanel: lower-case letters and digits, starting with a letter, 32 at most. */
export const hostingUsername = z
  .string({
    error: (issue) =>
      issue.input === undefined ? 'Hosting Username is required.' : 'Hosting Username must be text.',
  })
  .trim()
  .refine((value) => value.length > 0, { error: 'Hosting Username is required.', abort: true })
  .regex(/^[a-z][a-z0-9]*$/, {
    error:
      'Hosting Username may hold only lower-case letters and digits and must start with a letter: no spaces or special characters.',
  })
  .max(32, 'Hosting Username can have at most 32 characters.')

/** What the form suggests for an address: `john` for `john@example.com`; "" if nothing usable is left. */
export function suggestHostingUsername(email: string): string {
  const prefix = email.split('@')[0] ?? ''
  return prefix
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/^[0-9]+/, '')
    .slice(0, 32)
}
