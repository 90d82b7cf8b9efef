import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { type Database, rowsOf } from '#server/platform/database/index.ts'
import { describeDomain } from '../domain.ts'
import { openPreviousRelease } from './previous-release.ts'

/** As the previous release saves the company: without the setting. */
const saveCompany = ({ db }: Database) =>
  db.execute(sql`insert into company_settings (legal_name, address, time_zone, currency, created_at, updated_at)
    values ('Hosting GmbH', '{}', 'UTC', 'EUR', '2026-03-01', '2026-03-01')`)

const setting = async ({ db }: Database) =>
  rowsOf(await db.execute(sql`select mail_invoices from company_settings`))

describeDomain('The mailing of invoices', (open) => {
  it('is off in a company of the previous release, and on in a new one', { timeout: 120_000 }, async () => {
    const previous = await openPreviousRelease(open().database, '0037_invoice_mail')
    const { database } = previous
    try {
      await saveCompany(database)
      await previous.upgrade()
      expect(await setting(database)).toEqual([{ mail_invoices: false }])
      await database.db.execute(sql`delete from company_settings`)
      await saveCompany(database)
      expect(await setting(database)).toEqual([{ mail_invoices: true }])
    } finally {
      await previous.remove()
    }
  })
})
