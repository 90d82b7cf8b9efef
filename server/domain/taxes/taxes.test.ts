import { describe, expect, it } from 'vitest'
import { newTaxRate, taxRateChange, taxRateQuery } from '#contracts/taxes/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { changeTaxRate, createTaxRate, listTaxRates, removeTaxRate } from './index.ts'

const vat = { country: 'DE', name: 'VAT', percent: '19', validFrom: '2021-01-01' }
const add = ({ ctx }: TestDomain, given: object = {}) =>
  createTaxRate(ctx, newTaxRate.parse({ ...vat, ...given }))
const query = (given: object = {}) => taxRateQuery.parse(given)

describeDomain('Tax rates', (open) => {
  it('keep their percentage exactly, and are audited', async () => {
    const test = open()
    const rate = await add(test, {
      country: 'ca',
      region: 'QC',
      name: 'QST',
      percent: '9.975',
      taxableShare: '80',
    })
    expect(rate).toMatchObject({
      country: 'CA',
      region: 'QC',
      postcodePrefix: '',
      category: 'standard',
      percent: '9.975',
      taxableShare: '80',
      validUntil: null,
    })
    await removeTaxRate(test.ctx, { id: rate.id })
    expect((await auditOf(test)).map(({ action, before, after }) => [action, after ?? before])).toMatchObject(
      [
        ['tax-rate.create', { percent: '9.975%' }],
        ['tax-rate.remove', { percent: '9.975%' }],
      ],
    )
  })

  it('refuse another rate on the same day, naming it', async () => {
    const test = open()
    await add(test, { validUntil: '2027-01-01' })
    await expect(add(test, { percent: '21', validFrom: '2026-07-01' })).rejects.toMatchObject({
      code: 'dates-overlap',
      message:
        'VAT 19% (DE, standard) is valid from 2021-01-01 until before 2027-01-01. Nothing was saved. End that rate first, or choose other days.',
      errors: [{ path: 'validFrom' }],
    })
    const next = await add(test, { percent: '21', validFrom: '2027-01-01' })
    await add(test, { category: 'reduced', percent: '7' })
    await add(test, { postcodePrefix: ' 27 498 ', percent: '0' })
    await add(test, { name: 'City tax', percent: '1' })
    await expect(add(test, { validFrom: '2030-01-01' })).rejects.toMatchObject({ code: 'dates-overlap' })
    expect(next.validUntil).toBeNull()
  })

  it.each([
    ['MC', 'FR'],
    ['IM', 'GB'],
  ])('of %s are those of %s', async (country, place) => {
    await expect(add(open(), { country })).rejects.toMatchObject({
      message: `${country} belongs to ${place} for VAT. Nothing was added. Add the rate for ${place}.`,
      errors: [{ path: 'country' }],
    })
  })

  it('are ended, so that another rate can follow, and not reopened over it', async () => {
    const test = open()
    const { id } = await add(test)
    await expect(changeTaxRate(test.ctx, { id, validUntil: '2021-01-01' })).rejects.toMatchObject({
      errors: [{ path: 'validUntil' }],
    })
    expect(await changeTaxRate(test.ctx, { id, validUntil: '2027-01-01' })).toMatchObject({
      validUntil: '2027-01-01',
      percent: '19',
    })
    await add(test, { percent: '21', validFrom: '2027-01-01' })
    await expect(changeTaxRate(test.ctx, { id, validUntil: null })).rejects.toMatchObject({
      code: 'dates-overlap',
      errors: [{ path: 'validUntil' }],
    })
    const notFound = { code: 'not-found' }
    await expect(changeTaxRate(test.ctx, { id: newId(), validUntil: null })).rejects.toMatchObject(notFound)
    await expect(removeTaxRate(test.ctx, { id: newId() })).rejects.toMatchObject(notFound)
  })

  it('do not overlap if two are added at the same time', async () => {
    const test = open()
    const results = await Promise.allSettled(['19', '20', '21'].map((percent) => add(test, { percent })))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'dates-overlap' })
  })

  it('are listed by place on pages, and by country and day', async () => {
    const test = open()
    await add(test, { country: 'FR', percent: '20' })
    await add(test, { validUntil: '2027-01-01' })
    await add(test, { percent: '21', validFrom: '2027-01-01' })
    await add(test, { country: 'AT', percent: '20' })
    const first = await listTaxRates(test.ctx, query({ limit: 3 }))
    const rest = await listTaxRates(test.ctx, query({ limit: 3, cursor: first.nextCursor }))
    expect([...first.items, ...rest.items].map(({ country, percent }) => `${country} ${percent}`)).toEqual([
      'AT 20',
      'DE 19',
      'DE 21',
      'FR 20',
    ])
    expect(rest.nextCursor).toBeNull()
    const on = async (day: string) =>
      (await listTaxRates(test.ctx, query({ country: 'de', on: day }))).items.map(({ percent }) => percent)
    expect(await on('2026-12-31')).toEqual(['19'])
    expect(await on('2027-01-01')).toEqual(['21'])
    expect(await on('2020-12-31')).toEqual([])
  })
})

describe('The input of tax rates', () => {
  it.each([
    [{ country: 'XX' }, 'country'],
    [{ percent: '101' }, 'percent'],
    [{ percent: 19 }, 'percent'],
    [{ taxableShare: '0' }, 'taxableShare'],
    [{ percent: '19.12345' }, 'percent'],
    [{ name: '' }, 'name'],
    [{ validFrom: '2026-02-29' }, 'validFrom'],
    [{ validUntil: '2021-01-01' }, 'validUntil'],
    [{ postcodePrefix: '12345678901' }, 'postcodePrefix'],
  ])('refuses %j, naming %s', (given, path) => {
    expect(
      newTaxRate.safeParse({ ...vat, ...given }).error?.issues.map((issue) => issue.path.join('.')),
    ).toEqual([path])
  })

  it('refuses another percentage', () => {
    const result = taxRateChange.safeParse({ validUntil: null, percent: '20' })
    expect(result.error?.issues[0]?.message).toContain('A percentage does not change.')
  })
})
