import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { rowsOf } from '#server/platform/database/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { insertOpenInvoice } from '#testing/open-invoice.ts'
import { byFilters, byNumber, type Listing } from './find.ts'
import { listInvoices } from './index.ts'

const listing: Listing = { kind: 'invoice', limit: 50, on: '2026-06-01' }

describeDomain('The search for invoices', (open) => {
  const withInvoices = async (test: TestDomain, numbers: readonly number[]) => {
    const customerId = await insertCustomer(test.database.db)
    for (const number of numbers)
      await insertOpenInvoice(test.database.db, customerId, { number, total: 11900n, dueOn: '2020-01-01' })
    return customerId
  }
  const numbersOf = async (test: TestDomain, query: object) =>
    (await listInvoices(test.ctx, { limit: 25, ...query })).items.map(({ number }) => number)

  it('finds a rare number beyond the rows that it reads first', async () => {
    const test = open()
    const customerId = await withInvoices(test, [71, 1, 2, 3, 4, 5])
    const nearby = { nearbyRows: 2, mostRare: 0 }
    expect(await numbersOf(test, { search: 'inv-71', ...nearby })).toEqual(['INV-71'])
    expect(await numbersOf(test, { search: 'INV-7', ...nearby })).toEqual(['INV-71'])
    expect(await numbersOf(test, { search: 'INV-9', ...nearby })).toEqual([])
    expect(await numbersOf(test, { search: 'INV-', status: 'open', limit: 3, ...nearby })).toEqual([
      'INV-5',
      'INV-4',
      'INV-3',
    ])
    expect(await numbersOf(test, { search: 'INV-71', status: 'paid', ...nearby })).toEqual([])
    expect(await numbersOf(test, { search: 'INV-71', customerId, overdue: true, ...nearby })).toEqual([
      'INV-71',
    ])
  })

  it('has the same pages, however many rows it reads first', async () => {
    const test = open()
    await withInvoices(test, [11, 1, 12, 2, 13, 3, 14])
    for (const reach of [{ nearbyRows: 1 }, { nearbyRows: 3 }, { nearbyRows: 100 }, { mostRare: 500 }]) {
      const query = { search: 'INV-1', status: 'open' as const, mostRare: 0, ...reach }
      const first = await listInvoices(test.ctx, { limit: 2, ...query })
      const cursor = first.nextCursor ?? ''
      const second = await listInvoices(test.ctx, { limit: 9, cursor, ...query })
      expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([
        'INV-14',
        'INV-13',
        'INV-12',
        'INV-1',
        'INV-11',
      ])
      expect(second.nextCursor).toBeNull()
    }
  })

  it('sorts many matches by number, highest first, over all pages and in both cases', async () => {
    const test = open()
    const customerId = await withInvoices(test, [11, 1, 12, 2, 13, 3, 14])
    for (const search of ['INV-1', 'inv-1']) {
      const query = { search, mostRare: 2 }
      const seen: (string | null)[] = []
      let cursor: string | undefined
      do {
        const page = await listInvoices(test.ctx, { limit: 2, ...query, ...(cursor ? { cursor } : {}) })
        seen.push(...page.items.map(({ number }) => number))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(seen).toEqual(['INV-14', 'INV-13', 'INV-12', 'INV-11', 'INV-1'])
    }
    const { nextCursor } = await listInvoices(test.ctx, { limit: 2, search: 'INV-1', mostRare: 2 })
    // With a filter, the list has another order, and refuses this cursor.
    for (const filter of [
      { customerId },
      { status: 'open' as const },
      { overdue: true },
      { finalizedOnly: true },
    ])
      await expect(
        listInvoices(test.ctx, { limit: 2, search: 'INV-1', cursor: nextCursor ?? '', ...filter }),
      ).rejects.toMatchObject({ code: 'invalid-body', errors: [{ path: 'cursor' }] })
  })

  const planOf = (test: TestDomain, query: ReturnType<typeof byFilters | typeof byNumber>) =>
    test.database.db.transaction(async (tx) => {
      await tx.execute(
        sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
      )
      return JSON.stringify(rowsOf(await tx.execute(sql`explain (costs off) ${query}`)))
    })

  it('reads an index that has all it needs, without the documents', async () => {
    const test = open()
    await withInvoices(test, [1])
    await test.database.db.execute(sql`vacuum analyze documents`)
    const plan = await planOf(test, byNumber(test.database.db, { ...listing, status: 'open' }, 'INV-2026-'))
    expect(plan).toContain('Index Only Scan using documents_number_search')
  })

  it('of overdue invoices reads the open ones in the order of the list', async () => {
    const test = open()
    await withInvoices(test, [1])
    const plan = await planOf(test, byFilters(test.database.db, { ...listing, overdue: true }))
    expect(plan).toContain('documents_overdue')
    expect(plan).toMatch(/Index Cond: .*due_on </)
    expect(plan).not.toContain('Sort')
  })
})
