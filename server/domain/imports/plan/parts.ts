import type { ImportField } from '#contracts/imports/fields.ts'
import type { ImportDefaults } from '#contracts/imports/schemas.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import type { Context } from '../../context.ts'
import type { ServerWithSlots } from '../../servers/index.ts'
import type { ImportRowError } from '../../tables/imports.ts'
import type { Facts } from '../facts.ts'
import type { RowValues } from '../read-row.ts'

/** The person of a row. */
export interface Person {
  readonly email: string
  readonly fullName: string
  readonly companyName: string | null
  readonly isActive: boolean
  /** Null: generated, or set with a link. */
  readonly password: string | null
}

export interface WantedAccount {
  readonly username: string
  /** Null: generated. */
  readonly password: string | null
  readonly email: string | undefined
  readonly packageId: string | number | undefined
  /** Undefined: chosen when the account is created. */
  readonly serverId: string | undefined
}

/** The work of one valid row. `customerId`: the customer exists, and gets only the hosting. */
export type Task = { readonly person: Person; readonly customerId: string | null } & (
  | { readonly hosting: 'none' }
  | { readonly hosting: 'create'; readonly account: WantedAccount }
  | {
      readonly hosting: 'adopt'
      readonly server: ServerWithSlots
      readonly found: PanelAccount
      readonly email: string
    }
)

export interface PlannedRow {
  readonly number: number
  readonly state: 'valid' | 'invalid' | 'unchanged'
  readonly errors: readonly ImportRowError[]
  readonly email: string | null
  readonly fullName: string | null
  readonly username: string | null
  readonly serverId: string | null
  readonly contentHash: string
  readonly customerId: string | null
  readonly accountId: string | null
  /** Null unless the row is valid. */
  readonly task: Task | null
}

export interface RowToPlan {
  readonly number: number
  readonly cells: readonly string[]
  /** That the check chose. */
  readonly username: string | null
}

export interface Plan {
  readonly importId: string
  readonly defaults: ImportDefaults
  readonly fields: readonly (ImportField | null)[]
  /**
   * For a check: the slots that the rows before leave on each server. The rows that are planned take theirs from it.
   * Null when the rows are imported: the statement that takes a slot then decides.
   */
  readonly slotsLeft: Map<string, number> | null
}

/** A row with its values. */
export interface Read {
  readonly row: RowToPlan
  readonly values: RowValues
  readonly errors: ImportRowError[]
  readonly person: Person | null
  readonly email: string | null
  readonly contentHash: string
}

/** The batch, with what its rows take from one another. */
export interface Batch {
  readonly ctx: Context
  readonly plan: Plan
  readonly facts: Facts
  /** Number of the first row in the batch with this email. */
  readonly emails: Map<string, number>
  /** "<server id> <username>" -> number of the row. The id is "" for a server that is chosen later. */
  readonly usernames: Map<string, number>
  readonly onPanels: ReadonlyMap<string, PanelAccount | ImportRowError>
}

export type Base = Omit<PlannedRow, 'state' | 'errors'>

/** Valid, if nothing is wrong and it has a task. */
export const finish = (base: Base, errors: readonly ImportRowError[], task: Task | null): PlannedRow =>
  errors.length > 0 || task === null
    ? { ...base, state: 'invalid', errors }
    : { ...base, state: 'valid', errors: [], task }

export interface Known {
  readonly base: Base
  readonly errors: ImportRowError[]
  readonly person: Person | null
  readonly customer: { readonly id: string } | null
  readonly own: Facts['accounts']
  /** Null: chosen automatically, or not found. */
  readonly server: ServerWithSlots | null
}
