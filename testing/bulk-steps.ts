import type { BulkActionDetails, NewBulkAction } from '#contracts/bulk-actions/schemas.ts'
import {
  BulkActionWorker,
  createBulkAction,
  getBulkAction,
  listBulkRows,
  startBulkAction,
} from '#server/domain/bulk-actions/index.ts'
import type { TestDomain } from './domain.ts'
import { accountRow, addStaffUser, provisioned } from './domain-steps.ts'
import { withEngine } from './import-steps.ts'

/** Prepares a bulk action and ends its check. */
export async function prepared(test: TestDomain, input: NewBulkAction): Promise<BulkActionDetails> {
  await addStaffUser(test)
  const { id } = await createBulkAction(test.ctx, input)
  await new BulkActionWorker(test.domain).idle()
  return getBulkAction(test.ctx, { id })
}

/** Works on bulk actions and on their operations until both are done. */
export const workOnBulkActions = (test: TestDomain): Promise<void> =>
  withEngine(test, () => new BulkActionWorker(test.domain).idle())

export async function finished(test: TestDomain, { id, confirm }: BulkActionDetails) {
  await startBulkAction(test.ctx, { id, ...(confirm === null ? {} : { confirm }) })
  await workOnBulkActions(test)
  return getBulkAction(test.ctx, { id })
}

export const bulkRowsOf = async (test: TestDomain, id: string) =>
  (await listBulkRows(test.ctx, { id, limit: 100 })).items

/** `count` active accounts on the panel, with their customers. */
export async function activeAccounts(test: TestDomain, count: number, prefix = 'acc') {
  const made: Awaited<ReturnType<typeof provisioned>>[] = []
  for (let index = 0; index < count; index += 1)
    made.push(await provisioned(test, { username: `${prefix}${index}` }))
  return made
}

export const statusesOf = async (test: TestDomain, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await accountRow(test, id)).status))
