import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { importRows } from '../tables/imports.ts'
import type { Plan, PlannedRow } from './plan/index.ts'
import { type Credentials, sealCredentials } from './store.ts'

/** The ids that the statement of a row writes. */
export interface RowRefs {
  readonly customerId: string
  readonly accountId: string | null
  readonly operationId: string | null
  readonly linkId: string | null
}

/** Marks a row as begun, as a part of the statement that writes its result. No row can be written twice. */
export type ClaimRow = (refs: RowRefs, source: SQL) => SQL

/** @param generated passwords that the row gets, to hand over */
export const claimOf =
  (
    ctx: Context,
    plan: Plan,
    { number, contentHash, username }: PlannedRow,
    generated: Credentials,
  ): ClaimRow =>
  ({ customerId, accountId, operationId, linkId }, source) => {
    const { importId } = plan
    const sealed =
      Object.keys(generated).length === 0 ? null : sealCredentials(ctx.keyring, importId, number, generated)
    // An adopted account has an operation that has ended.
    const state = operationId === null ? 'done' : 'running'
    return sql`update ${importRows} set state = ${state}, customer_id = ${customerId}::uuid, account_id = ${accountId}::uuid,
      operation_id = ${operationId}::uuid, link_id = ${linkId}::uuid, credentials_sealed = ${sealed}::text,
      content_hash = ${contentHash}, username = ${username}::text
      from ${source}
      where ${importRows}.import_id = ${importId}::uuid and ${importRows}.number = ${number} and ${importRows}.state = 'valid'
      returning 1 as begun`
  }
