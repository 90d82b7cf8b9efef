import { sql } from 'drizzle-orm'
import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, describeDomainOnPostgres, type TestDomain } from '#testing/domain.ts'
import { insertOpenInvoice } from '#testing/open-invoice.ts'
import { alerts } from '../../tables/alerts.ts'
import { billingParks } from '../../tables/billing-runs.ts'
import { companySettings } from '../../tables/company.ts'
import { NightlyBooksCheck } from './index.ts'

const hourMs = 3_600_000

async function insertBooks({ database }: TestDomain): Promise<string> {
  await database.db.insert(companySettings).values({
    legalName: 'Hosting',
    address: { line1: '', line2: '', city: '', postcode: '', region: '', country: 'DE' },
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    createdAt: new Date(),
    updatedAt: new Date(),
  })
  const customerId = await insertCustomer(database.db)
  await insertOpenInvoice(database.db, customerId, { number: 1, total: 1_000n })
  return customerId
}

describeDomain('The nightly check of the books', (open) => {
  const setUp = () => insertBooks(open())

  it('runs once a day after 3:00 in the zone of the company', async () => {
    const test = open()
    const check = new NightlyBooksCheck(test.domain)
    expect(await check.takeDue()).toBeNull()
    await setUp()
    expect(await check.takeDue()).toEqual([])
    expect(await check.takeDue()).toBeNull()
    // 23:30 in Berlin, 00:30, 02:30 and 03:30 on the next day.
    test.clock.advance(14.5 * hourMs)
    expect(await check.takeDue()).toBeNull()
    test.clock.advance(3 * hourMs)
    expect(await check.takeDue()).toBeNull()
    test.clock.advance(hourMs)
    expect(await check.takeDue()).toEqual([])
    expect(await test.database.db.$count(alerts)).toBe(0)
  })

  it('parks the customer of a violation with one alert, and logs it', async () => {
    const test = open()
    const customerId = await setUp()
    await test.database.db.transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(sql`update documents set amount_due = 1`)
    })
    for (const check of [new NightlyBooksCheck(test.domain), new NightlyBooksCheck(test.domain)])
      expect(await check.takeDue()).toMatchObject([{ rule: 'M4', customerId }])
    expect(await test.database.db.select().from(billingParks)).toMatchObject([
      { customerId, code: 'books-M4', closedAt: null },
    ])
    expect(await test.database.db.select().from(alerts)).toMatchObject([
      { customerId, serverId: null, cause: 'billing-parked', message: expect.stringContaining('M4') },
    ])
    expect(test.logged.filter((line) => line.includes('The books break a rule'))).toHaveLength(2)
  })
})

describeDomainOnPostgres('The nightly check of large books', (open) => {
  /** Locks all documents, so that a statement of the check takes as long as the lock. */
  async function whileLocked({ database }: TestDomain, run: () => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    try {
      await client.query('begin')
      await client.query('lock table documents')
      await run()
    } finally {
      await client.end()
    }
  }

  async function isWaiting({ database }: TestDomain): Promise<void> {
    for (;;) {
      const found = await database.db.execute(sql`
        select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      if (rowsOf(found).length > 0) return
    }
  }

  it('is not ended by the limits of other statements', async () => {
    const test = open()
    await insertBooks(test)
    let checking: ReturnType<NightlyBooksCheck['takeDue']> | undefined
    // The driver measures its limit of 40 s with this timer.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await whileLocked(test, async () => {
        checking = new NightlyBooksCheck(test.domain).takeDue()
        checking.catch(() => {})
        await isWaiting(test)
        vi.advanceTimersByTime(3 * hourMs)
      })
    } finally {
      vi.useRealTimers()
    }
    expect(await checking).toEqual([])
  })

  it('ends when the process stops, without violations and without an error', async () => {
    const test = open()
    await insertBooks(test)
    const check = new NightlyBooksCheck(test.domain)
    await whileLocked(test, async () => {
      const checking = check.takeDue()
      await isWaiting(test)
      check.stop()
      expect(await checking).toBeNull()
    })
    expect(await test.database.db.$count(alerts)).toBe(0)
  })
})
