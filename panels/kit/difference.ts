import { isChangedReference } from './changed-reference.ts'
import type { PanelAccount } from './driver.ts'

interface Expected {
  readonly username: string
  readonly email: string
  readonly marker: string
}

/**
 * Compares the panel's record with our account, by every field that the panel returns. Returns null if they
 * match, otherwise the differences in words. Emails compare without case, because panels change it.
 */
export function describeDifference(found: PanelAccount, expected: Expected): string | null {
  const differences: string[] = []
  if (found.username !== expected.username)
    differences.push(`its username is "${found.username}", not "${expected.username}"`)
  if (found.email !== undefined && found.email.toLowerCase() !== expected.email.toLowerCase())
    differences.push(`its email is ${found.email}, not ${expected.email}`)
  if (typeof found.marker === 'string' && found.marker !== expected.marker)
    differences.push(
      isChangedReference(found.marker, expected.marker)
        ? 'the panel changed its billing reference (billing_id)'
        : 'it has the billing reference of another account',
    )
  return differences.length > 0 ? differences.join('; ') : null
}
