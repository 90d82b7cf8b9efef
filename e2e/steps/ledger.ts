import { expect, test } from '@playwright/test'
import type { Panel } from '../system/panel-types.ts'

/** The panel has this account exactly once, under the id that our page shows. */
export async function checkLedger(panel: Panel, username: string, shownId: string): Promise<void> {
  const accounts = await panel.accountsNamed(username, shownId)
  if (accounts === null) {
    process.stdout.write(`"${test.info().title}": this panel cannot be read, so its ledger is not checked\n`)
    return
  }
  expect(accounts.map(({ id }) => String(id))).toEqual([shownId])
}

/** The panel never had such an account, as far as it can show. */
export async function checkAbsent(panel: Panel, username: string): Promise<void> {
  expect((await panel.accountsNamed(username)) ?? []).toEqual([])
}
