import { describe, expect, it } from 'vitest'
import { billingProfileChange, newTaxIdCheck } from '#contracts/billing-profiles/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { insertCustomer } from '#testing/billing-rows.ts'
import { callWithKey, describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { contextOf } from '../context.ts'
import { journalEntries, postings } from '../tables/ledger.ts'
import { changeBillingProfile, getBillingProfile, recordTaxIdCheck } from './index.ts'

const change = ({ ctx }: TestDomain, id: string, given: object) =>
  changeBillingProfile(ctx, { id, ...billingProfileChange.parse(given) })
const record = ({ ctx }: TestDomain, id: string, given: object) =>
  recordTaxIdCheck(ctx, {
    id,
    ...newTaxIdCheck.parse({ result: 'valid', evidence: 'VIES WAPIAAAAX1', ...given }),
  })

/** Books something for a customer, directly. */
async function book({ database: { db }, clock }: TestDomain, customerId: string): Promise<void> {
  const entryId = newId()
  const bookedOn = '2026-03-01'
  await db
    .insert(journalEntries)
    .values({ id: entryId, kind: 'invoice', reference: entryId, bookedOn, createdAt: clock.now() })
  const entry = { entryId, customerId, bookedOn, currency: 'EUR' } as const
  await db.insert(postings).values([
    { ...entry, position: 1, account: 'receivable', amount: 100n },
    { ...entry, position: 2, account: 'revenue', amount: -100n },
  ])
}

describeDomain('Billing profiles', (open) => {
  it('are empty before the first change, and keep fields that a change does not name', async () => {
    const test = open()
    const id = await insertCustomer(test.database.db)
    expect(await getBillingProfile(test.ctx, { id })).toMatchObject({
      customerId: id,
      line1: '',
      country: null,
      taxId: null,
      currency: null,
      currencyIsLocked: false,
      updatedAt: null,
    })
    await change(test, id, {
      line1: 'Main St 1',
      city: 'Vienna',
      country: 'at',
      phone: '+43 1 234',
      notes: 'a\r\nb',
    })
    expect(await change(test, id, { currency: 'EUR', paymentTermsDays: 30, phone: '' })).toMatchObject({
      line1: 'Main St 1',
      city: 'Vienna',
      country: 'AT',
      phone: null,
      currency: 'EUR',
      paymentTermsDays: 30,
      notes: 'a\nb',
      updatedAt: test.clock.now().toISOString(),
    })
    const entries = (await auditOf(test)).filter(({ action }) => action === 'billing-profile.change')
    expect(entries).toMatchObject([
      {
        subjectKind: 'customer',
        subjectId: id,
        before: { address: '' },
        after: { address: 'Main St 1, Vienna, AT' },
      },
      { after: { currency: 'EUR', paymentTermsDays: 30 } },
    ])
  })

  it('of unknown customers are not found', async () => {
    const test = open()
    const notFound = { code: 'not-found' }
    await expect(getBillingProfile(test.ctx, { id: newId() })).rejects.toMatchObject(notFound)
    await expect(change(test, newId(), { city: 'x' })).rejects.toMatchObject(notFound)
    await expect(record(test, newId(), { taxId: 'X1' })).rejects.toMatchObject(notFound)
  })

  it('keep their currency once something is booked', async () => {
    const test = open()
    const id = await insertCustomer(test.database.db)
    await change(test, id, { currency: 'USD' })
    await change(test, id, { currency: 'EUR' })
    await book(test, id)
    expect(await getBillingProfile(test.ctx, { id })).toMatchObject({ currencyIsLocked: true })
    for (const currency of ['USD', null])
      await expect(change(test, id, { currency })).rejects.toMatchObject({
        code: 'wrong-state',
        errors: [{ path: 'currency', code: 'currency-locked' }],
      })
    expect(await change(test, id, { currency: 'EUR', city: 'Graz' })).toMatchObject({ city: 'Graz' })
  })

  it('have a tax id of the form of its country', async () => {
    const test = open()
    const id = await insertCustomer(test.database.db)
    await change(test, id, { country: 'DE', taxId: 'de 123.456.789' })
    expect(await getBillingProfile(test.ctx, { id })).toMatchObject({ taxId: 'DE123456789' })
    const refused = { code: 'invalid-body', errors: [{ path: 'taxId' }] }
    await expect(change(test, id, { taxId: 'DE12' })).rejects.toMatchObject(refused)
    await expect(change(test, id, { country: 'FR' })).rejects.toMatchObject(refused)
    await change(test, id, { taxId: null, country: 'FR' })
  })

  it('keep the check of a tax id until the id or the country changes', async () => {
    const test = open()
    const id = await insertCustomer(test.database.db)
    await expect(record(test, id, { taxId: 'DE123456789' })).rejects.toMatchObject({
      errors: [{ path: 'taxId', code: 'does-not-match' }],
    })
    await change(test, id, { country: 'DE', taxId: 'DE123456789' })
    const check = {
      result: 'valid',
      evidence: 'VIES WAPIAAAAX1',
      checkedAt: test.clock.now().toISOString(),
      by: test.ctx.actor.name,
    }
    expect(await record(test, id, { taxId: 'DE 123456789' })).toMatchObject({ taxIdCheck: check })
    expect(await change(test, id, { city: 'Bonn' })).toMatchObject({ taxIdCheck: check })
    expect(await change(test, id, { taxId: 'DE987654321' })).toMatchObject({ taxIdCheck: null })
    await expect(record(test, id, { taxId: 'DE123456789' })).rejects.toMatchObject({ code: 'invalid-body' })
    const ctx = contextOf(test.domain, callWithKey('k'))
    const body = { id, taxId: 'DE987654321', result: 'invalid', evidence: 'VIES' } as const
    await recordTaxIdCheck(ctx, body)
    await recordTaxIdCheck(ctx, body)
    const entries = (await auditOf(test)).filter(
      ({ action }) => action === 'billing-profile.record-tax-id-check',
    )
    expect(entries.map(({ after }) => after)).toMatchObject([
      { taxId: 'DE123456789', taxIdCheck: 'valid' },
      { taxId: 'DE987654321', taxIdCheck: 'invalid' },
    ])
  })

  it('have a reason for an exemption', async () => {
    const test = open()
    const id = await insertCustomer(test.database.db)
    await expect(change(test, id, { isExempt: true })).rejects.toMatchObject({
      errors: [{ path: 'exemptReason' }],
    })
    await change(test, id, { isExempt: true, exemptReason: 'Charity, certificate of 2026' })
    expect(await change(test, id, { isExempt: false })).toMatchObject({ isExempt: false, exemptReason: null })
  })

  it('are changed one after another', async () => {
    const test = open()
    const id = await insertCustomer(test.database.db)
    await Promise.all([
      change(test, id, { line1: 'A' }),
      change(test, id, { city: 'B' }),
      change(test, id, { notes: 'C' }),
    ])
    expect(await getBillingProfile(test.ctx, { id })).toMatchObject({ line1: 'A', city: 'B', notes: 'C' })
  })
})

describe('The input of billing profiles', () => {
  it.each([
    [{ country: 'Austria' }, 'country'],
    [{ currency: 'EURO' }, 'currency'],
    [{ taxId: 'DE#1' }, 'taxId'],
    [{ paymentTermsDays: 366 }, 'paymentTermsDays'],
    [{ invoiceEmail: 'x' }, 'invoiceEmail'],
    [{ line1: 'x'.repeat(201) }, 'line1'],
    [{ notes: 'a\u0007' }, 'notes'],
  ])('refuses %j, naming %s', (given, path) => {
    expect(billingProfileChange.safeParse(given).error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      path,
    ])
  })
})
