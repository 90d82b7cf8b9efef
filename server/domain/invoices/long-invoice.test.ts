import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newAddOn, newSubscription } from '#contracts/subscriptions/schemas.ts'
import { documentsOf, insertCompany, insertPrice, insertVat } from '#testing/billing/steps.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { describeDomain } from '#testing/domain.ts'
import { checkBooks } from '../billing/books/index.ts'
import { runBilling } from '../billing/index.ts'
import { readPdf } from '../invoice-pdf/read-pdf.ts'
import { addAddOn, createSubscription } from '../subscriptions/index.ts'
import { products } from '../tables/products.ts'
import { getInvoice, getInvoicePdf } from './index.ts'

/** Each has a line for its first period, and all but one a line for its setup. With the plan, these are 60 lines. */
const addOns = 30

describeDomain('A renewal with 60 lines', (open) => {
  it('is one booked invoice, whose PDF has each line once and the totals at the end', async () => {
    const test = open()
    const { db } = test.database
    await insertCompany(db)
    await insertVat(db)
    const customerId = await insertCustomer(db, 'محمد العربي')
    const { priceId } = await insertPrice(db, 1000n)
    const { subscription } = await createSubscription(
      test.ctx,
      newSubscription.parse({ customerId, priceId }),
    )
    for (let site = 1; site <= addOns; site += 1) {
      const addOn = await insertPrice(db, 100n, { setupFee: site === 1 ? 0n : 50n })
      await db
        .update(products)
        .set({ kind: 'add-on', name: `Site ${site}.` })
        .where(eq(products.id, addOn.productId))
      await addAddOn(test.ctx, {
        id: subscription.id,
        ...newAddOn.parse({ priceId: addOn.priceId, at: 'renewal' }),
      })
    }
    await test.clock.advance(Date.parse('2026-04-01T08:00:00.000Z') - test.clock.now().getTime())
    await runBilling(test.domain, { dryRun: false }, { kind: 'system', name: 'System' })
    const renewal = (await documentsOf(db, customerId)).at(-1)
    const invoice = await getInvoice(test.ctx, { id: renewal?.id ?? '' })
    // 10.00, 30 x 1.00 and 29 x 0.50, with 19% of VAT: 10.355, rounded to 10.36.
    expect(invoice).toMatchObject({
      status: 'open',
      subtotal: { amount: '5450', currency: 'EUR' },
      total: { amount: '6486', currency: 'EUR' },
    })
    expect(invoice.lines).toHaveLength(60)
    const { pages } = await readPdf((await getInvoicePdf(test.ctx, { id: invoice.id })).bytes)
    expect(pages.length).toBeGreaterThan(1)
    const text = pages.join(' ')
    for (let site = 1; site <= addOns; site += 1)
      expect(text.split(`Site ${site}.`), `site ${site}`).toHaveLength(site === 1 ? 2 : 3)
    for (const [index, page] of pages.entries()) {
      const isLast = index === pages.length - 1
      expect(page.includes('Net total 54.50 EUR')).toBe(isLast)
      expect(page.includes('Total 64.86 EUR')).toBe(isLast)
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`)
    }
    expect(await checkBooks(db)).toEqual([])
  }, 120_000)
})
