import type { Customer, FormFindings } from '#contracts/customers/schemas.ts'
import type { Tone } from '../../../lib/tone.ts'
import type { PastedCustomer } from './parse-customers.ts'

/** One customer of a pasted list, as it would be created. */
export interface ListRow {
  /** The email address in lower case, or the line if it has none. */
  key: string
  customer: PastedCustomer
  /** "" without hosting. */
  username: string
  /** Null without hosting, or if every server is full. */
  serverId: string | null
  /** Why the row cannot be created. */
  problem: string | null
  /** A warning that does not block, for example a customer with the same name. */
  warning: string | null
}

/** The state of a submitted row. */
export type RowResult =
  | { state: 'waiting' | 'creating' }
  | { state: 'created'; tone: Tone; message: string; customerId: Customer['id'] }
  | { state: 'failed'; message: string }

export const rowKey = ({ email, line }: PastedCustomer) => email.toLowerCase() || `line ${line}`

const pathsOfRow = ['email', 'fullName', 'companyName', 'provisioning.email', 'provisioning.serverId']

/**
 * The first error that concerns the row. Passwords are generated later.
 * @param typed the username that staff typed; "" if they typed none
 */
export const errorOf = ({ errors }: FormFindings, typed: string): string | null =>
  errors.find(({ path }) => pathsOfRow.includes(path) || (path === 'provisioning.username' && typed !== ''))
    ?.message ?? null
