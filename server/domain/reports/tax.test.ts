import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import type { Currency } from '#server/platform/money/index.ts'
import {
  commit,
  documentsOf,
  inCurrency,
  insertCompany,
  insertPrice,
  insertVat,
} from '#testing/billing/steps.ts'
import { insertCustomer, insertDraft } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { documents, documentTaxes } from '../tables/documents.ts'
import { sumAllButOthers, sumOfRange } from './tax.ts'

const toDate = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T12:00:00.000Z`) - clock.now().getTime())

async function invoiced(test: TestDomain, amount: bigint, startOn: string, currency: Currency = 'EUR') {
  const { db } = test.database
  const customerId = await insertCustomer(db)
  await inCurrency(db, customerId, currency)
  const { priceId } = await insertPrice(db, amount, { currency })
  await commit(test, {
    customerId,
    action: {
      kind: 'start',
      items: [{ priceId, quantity: 1 }],
      startOn: localDate(startOn),
      trialEndsOn: null,
      coupon: null,
      provision: 'none',
    },
  })
  const [invoice] = await documentsOf(db, customerId)
  return { customerId, invoiceId: invoice?.id ?? '' }
}

describeDomain('The two ways to sum taxes', (open) => {
  it('give the same for drafts, credit notes, other currencies and all ranges', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const first = await invoiced(test, 1000n, '2026-03-01')
    await invoiced(test, 700n, '2026-03-01', 'USD')
    toDate(test, '2026-04-02')
    await invoiced(test, 2000n, '2026-04-02')
    const { customerId, invoiceId } = first
    const request = { of: 'amount', amount: { amount: 119n, currency: 'EUR' } } as const
    await commit(test, {
      customerId,
      invoiceIds: [invoiceId],
      action: { kind: 'credit', invoiceId, request, reason: 'Outage' },
    })
    toDate(test, '2026-05-03')
    await invoiced(test, 3000n, '2026-05-03', 'USD')
    const draft = await insertDraft(db, customerId)
    const [tax] = await db.select().from(documentTaxes).where(eq(documentTaxes.documentId, invoiceId))
    if (!tax) throw new Error('The invoice has no tax.')
    await db.insert(documentTaxes).values({ ...tax, documentId: draft })
    expect(await db.$count(documents)).toBe(6)

    const days = ['2026-03-01', '2026-03-31', '2026-04-02', '2026-05-03'].map(localDate)
    const sums: string[] = []
    for (const currency of [undefined, 'EUR', 'USD'] as const)
      for (const from of days)
        for (const to of days.filter((day) => day >= from)) {
          const range = { from, to }
          const joined = await sumOfRange(db, range, currency)
          for (const main of ['EUR', 'USD'])
            expect(await sumAllButOthers(db, range, { main, currency })).toEqual(joined)
          sums.push(...joined.map((row) => `${row.currency} ${row.base}`))
        }
    expect(sums).toContain('EUR 2900')
    expect(sums).toContain('USD 3700')
  })
})
