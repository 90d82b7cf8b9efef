import { isChangedReference } from './changed-reference.ts'
import type { PanelAccount } from './driver.ts'

interface Expected {
  readonly username: string
  readonly email: string
  readonly marker: string
}

/**
 * Whether the panel's record is that of our account, by every field that the panel gives; null if it is, else the
 * differences in words. E-mail addresses compare without case: panels change it.
 */
export function describeDifference(found: PanelAccount, expected: Expected): string | null {
  const differences: string[] = []
  if (found.username !== expected.username)
    differences.push(`its username is "${found.username}", not "${expected.username}"`)
  if (found.email !== undefined && found.email.toLowerCase() !== expected.email.toLowerCase())
    differences.push(`its e-mail is ${found.email}, not ${expected.email}`)
  if (typeof found.marker === 'string' && found.marker !== expected.marker)
    differences.push(
      isChangedReference(found.marker, expected.marker)
        ? 'the panel changed its billing reference (billing_id)'
        : 'it carries the billing reference of another account',
    )
  return differences.length > 0 ? differences.join('; ') : null
}
