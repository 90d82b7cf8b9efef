import { sql } from 'drizzle-orm'
import { installation } from '../installation/table.ts'
import { sessions, users } from './table.ts'

/**
 * Whether a session, selected with its user, lacks the second factor that the installation requires of staff. A passkey
 * verifies the user on the device, so it counts as both factors.
 */
export const needsFactor = sql<boolean>`(
  ${users.staffRole} is not null and not ${users.twoFactor} and ${sessions.method} is distinct from 'passkey'
  and coalesce((select ${installation.staffFactorsRequired} from ${installation}), false))`
