import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import {
  companyChange,
  logoUpload,
  numberSeriesChange,
  paymentTermsChange,
} from '#contracts/company/schemas.ts'
import { openInstallation } from '#server/platform/installation/index.ts'
import { finalized, insertCustomer, insertDraft } from '#testing/billing-rows.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { auditOf } from '#testing/domain-steps.ts'
import { headerOf, jpeg, png } from '#testing/images.ts'
import { numberSeries } from '../tables/company.ts'
import { documents } from '../tables/documents.ts'
import {
  changeCompany,
  changeLogo,
  changeNumbering,
  changePaymentTerms,
  getBillingSettings,
  getLogo,
  removeLogo,
} from './index.ts'

const acme = {
  legalName: 'Example Hosting GmbH',
  address: { line1: 'Hauptstr. 1', city: 'Berlin', postcode: '10115', country: 'de' },
  taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
  email: 'billing@hosting.example',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
}
const bank = { accountHolder: 'Example Hosting GmbH', iban: 'de89 3704 0044 0532 0130 00', bic: 'cobadeff' }

async function setUp(test: TestDomain) {
  await openInstallation(test.database.db)
  return changeCompany(test.ctx, companyChange.parse(acme))
}
const terms = ({ ctx }: TestDomain, change: object) =>
  changePaymentTerms(ctx, paymentTermsChange.parse(change))
const number = ({ ctx }: TestDomain, change: object) =>
  changeNumbering(
    ctx,
    numberSeriesChange.parse({
      kind: 'invoice',
      pattern: 'INV-{year}-{number:5}',
      restartsYearly: true,
      ...change,
    }),
  )
const seriesOf = ({ numbering }: Awaited<ReturnType<typeof setUp>>, kind = 'invoice') =>
  numbering.find((one) => one.kind === kind)

describeDomain('Billing settings', (open) => {
  it('are empty, with usual terms and numbers, until the company is saved', async () => {
    const test = open()
    expect(await getBillingSettings(test.ctx)).toMatchObject({
      company: null,
      hasLogo: false,
      paymentTermsDays: 14,
      invoiceDaysAhead: 0,
      catchUpPeriods: 3,
      bankDetails: null,
      numbering: [
        {
          kind: 'invoice',
          pattern: 'INV-{year}-{number:5}',
          restartsYearly: true,
          next: 1,
          lastIssuedOn: null,
        },
        { kind: 'credit-note', pattern: 'CN-{year}-{number:5}', next: 1 },
      ],
    })
    await expect(terms(test, { paymentTermsDays: 30 })).rejects.toMatchObject({ code: 'wrong-state' })
    await expect(changeLogo(test.ctx, { data: png().toString('base64') })).rejects.toMatchObject({
      code: 'wrong-state',
    })
    expect(await getLogo(test.ctx)).toEqual({ logo: null })
  })

  it('keep the company, and its changes in the audit log', async () => {
    const test = open()
    const first = await setUp(test)
    expect(first.company).toMatchObject({
      legalName: 'Example Hosting GmbH',
      address: {
        line1: 'Hauptstr. 1',
        line2: '',
        city: 'Berlin',
        postcode: '10115',
        region: '',
        country: 'DE',
      },
      taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
      phone: null,
      footer: '',
    })
    test.clock.advance(1000)
    await changeCompany(test.ctx, companyChange.parse({ ...acme, legalName: 'Example Hosting SE' }))
    const entries = (await auditOf(test)).filter(({ action }) => action === 'billing-settings.change-company')
    expect(entries).toMatchObject([
      {
        before: null,
        after: { legalName: 'Example Hosting GmbH', address: 'Hauptstr. 1, 10115 Berlin, DE' },
      },
      { before: { legalName: 'Example Hosting GmbH' }, after: { legalName: 'Example Hosting SE' } },
    ])
  })

  it('keep terms and bank details apart from the company', async () => {
    const test = open()
    await setUp(test)
    const saved = await terms(test, { paymentTermsDays: 30, bankDetails: bank })
    expect(saved).toMatchObject({
      paymentTermsDays: 30,
      invoiceDaysAhead: 0,
      bankDetails: { iban: 'DE89370400440532013000', bic: 'COBADEFF', bank: '', note: '' },
    })
    await changeCompany(test.ctx, companyChange.parse(acme))
    expect(await terms(test, { invoiceDaysAhead: 7 })).toMatchObject({
      paymentTermsDays: 30,
      invoiceDaysAhead: 7,
    })
    expect(await terms(test, { bankDetails: null })).toMatchObject({ bankDetails: null })
    const entries = (await auditOf(test)).filter(({ action }) => action.endsWith('change-payment-terms'))
    expect(entries[0]).toMatchObject({
      before: { iban: null },
      after: { iban: 'DE89 3704 0044 0532 0130 00' },
    })
  })

  it('show today in the time zone of the company', async () => {
    const test = open()
    const night = Date.parse('2026-12-31T23:30:00.000Z')
    test.clock.advance(night - test.clock.now().getTime())
    await openInstallation(test.database.db)
    expect(await getBillingSettings(test.ctx)).toMatchObject({ today: '2026-12-31' })
    const saved = await setUp(test)
    expect(saved.today).toBe('2027-01-01')
    expect(seriesOf(saved)?.preview).toBe('INV-2027-00001')
  })
})

describeDomain('The numbering of documents', (open) => {
  it('has a preview of the next number, and is audited', async () => {
    const test = open()
    await setUp(test)
    const year = new Date(test.clock.now()).getUTCFullYear()
    const saved = await number(test, { pattern: 'R{year}/{number:3}', next: 42 })
    expect(seriesOf(saved)).toMatchObject({ next: 42, preview: `R${year}/042` })
    expect(seriesOf(saved, 'credit-note')).toMatchObject({ next: 1, preview: `CN-${year}-00001` })
    const [entry] = (await auditOf(test)).filter(
      ({ action }) => action === 'billing-settings.change-numbering',
    )
    expect(entry).toMatchObject({
      before: { series: 'invoice', next: `INV-${year}-00001` },
      after: { pattern: 'R{year}/{number:3}', next: `R${year}/042`, nextNumber: 42 },
    })
  })

  it('never goes back to a used number', async () => {
    const test = open()
    await setUp(test)
    // Nothing was issued yet, so a mistake can be corrected.
    await number(test, { next: 500 })
    await number(test, { next: 101 })
    const year = new Date(test.clock.now()).getUTCFullYear()
    await test.database.db
      .update(numberSeries)
      .set({ next: 106, year, lastIssuedOn: `${year}-01-02` })
      .where(eq(numberSeries.kind, 'invoice'))
    await expect(number(test, { next: 105 })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'next' }],
    })
    expect(seriesOf(await number(test, { pattern: 'X-{year}-{number}' }))).toMatchObject({
      next: 106,
      preview: `X-${year}-106`,
    })
  })

  it('never repeats a number of the series without restarts, or of the year', async () => {
    const test = open()
    const { db } = test.database
    await setUp(test)
    const year = new Date(test.clock.now()).getUTCFullYear()
    const customerId = await insertCustomer(db)
    const issued = async (seriesYear: number | null, seriesNumber: number) => {
      const id = await insertDraft(db, customerId)
      await db
        .update(documents)
        .set({ ...finalized(seriesNumber), seriesYear, number: `${seriesYear}-${seriesNumber}` })
        .where(eq(documents.id, id))
    }
    await issued(null, 5)
    await issued(year, 2)
    await db
      .update(numberSeries)
      .set({ next: 3, year, lastIssuedOn: `${year}-01-02` })
      .where(eq(numberSeries.kind, 'invoice'))
    await number(test, { next: 3 })
    const off = { pattern: 'X-{number}', restartsYearly: false }
    await expect(number(test, { ...off, next: 5 })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'next' }],
      message: expect.stringContaining(
        'The numbers before X-6 are used. Nothing was saved. Enter 6 or more.',
      ),
    })
    expect(seriesOf(await number(test, off))).toMatchObject({ next: 6 })
    await issued(year, 9)
    await expect(number(test, { next: 8 })).rejects.toMatchObject({ errors: [{ path: 'next' }] })
    expect(seriesOf(await number(test, { next: 10 }))).toMatchObject({ next: 10 })
  })

  it('begins at 1 in a new year, if it restarts', async () => {
    const test = open()
    await setUp(test)
    await number(test, { next: 42 })
    await number(test, { kind: 'credit-note', pattern: 'CN-{number:4}', restartsYearly: false, next: 7 })
    const year = new Date(test.clock.now()).getUTCFullYear()
    test.clock.advance(366 * 86_400_000)
    const later = await getBillingSettings(test.ctx)
    expect(seriesOf(later)).toMatchObject({ next: 1, preview: `INV-${year + 1}-00001` })
    expect(seriesOf(later, 'credit-note')).toMatchObject({ next: 7, preview: 'CN-0007' })
  })
})

describeDomain('The logo', (open) => {
  it('is a PNG or JPEG file, replaced and removed', async () => {
    const test = open()
    await setUp(test)
    for (const [mediaType, bytes] of [
      ['image/png', png()],
      ['image/jpeg', jpeg()],
    ] as const) {
      const data = bytes.toString('base64')
      expect(await changeLogo(test.ctx, { data })).toEqual({ logo: { mediaType, data } })
      expect(await getLogo(test.ctx)).toEqual({ logo: { mediaType, data } })
    }
    expect(await getBillingSettings(test.ctx)).toMatchObject({ hasLogo: true })
    await changeCompany(test.ctx, companyChange.parse(acme))
    expect(await getBillingSettings(test.ctx)).toMatchObject({ hasLogo: true })
    expect(await removeLogo(test.ctx)).toEqual({ logo: null })
    expect((await auditOf(test)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['billing-settings.change-logo', 'billing-settings.remove-logo']),
    )
  })

  it('may be a JPEG with fill bytes, which are left out because the PDF library cannot read them', async () => {
    const test = open()
    await setUp(test)
    const data = jpeg({ fill: 3 }).toString('base64')
    expect(await changeLogo(test.ctx, { data })).toEqual({
      logo: { mediaType: 'image/jpeg', data: jpeg().toString('base64') },
    })
  })

  const cut = (bytes: Buffer, end: number) => bytes.subarray(0, bytes.length - end)
  const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  it.each([
    ['an SVG file', Buffer.from(svg), 'An SVG file can contain scripts'],
    [
      'an SVG file behind the header of a PNG',
      Buffer.concat([png().subarray(0, 8), Buffer.from(svg)]),
      'damaged',
    ],
    ['a GIF file', Buffer.from('GIF89a....'), 'neither a PNG nor a JPEG'],
    ['text', Buffer.from('hello'), 'neither a PNG nor a JPEG'],
    ['a cut PNG', cut(png(), 20), 'damaged'],
    ['a PNG with a wrong checksum', png({ damage: true }), 'damaged'],
    ['a PNG with too few pixels', png({ rows: 1 }), 'damaged'],
    ['a PNG that decompresses to much more', png({ rows: 5000 }), 'damaged'],
    ['a PNG that is too wide', png({ width: 1001 }), '1001 x 2 pixels'],
    ['a PNG with two headers', png({ colorType: 6, before: [['IHDR', headerOf(6)]] }), 'damaged'],
    ['a PNG with an unknown filter', png({ colorType: 6, filter: 5 }), 'damaged'],
    ['a PNG with an unknown color type', png({ colorType: 5 }), 'damaged'],
    ['a PNG with 3 bits for a sample', png({ bits: 3 }), 'damaged'],
    [
      'a PNG with a transparent palette',
      png({ colorType: 3, before: [['tRNS', Buffer.alloc(1)]] }),
      'palette',
    ],
    ['a PNG with a small palette', png({ colorType: 3, bits: 4 }), 'palette'],
    ['a PNG with a long text', png({ before: [['tEXt', Buffer.alloc(200_000, 'a')]] }), 'without metadata'],
    ['an interlaced PNG', png({ interlaced: true }), 'interlaced'],
    ['a cut JPEG', cut(jpeg(), 3), 'damaged'],
    ['a JPEG that is too high', jpeg({ height: 3000 }), '2 x 3000 pixels'],
    ['a JPEG with two components', jpeg({ components: 2 }), 'unusual colors'],
  ])('refuses %s', async (_, bytes, reason) => {
    const test = open()
    await setUp(test)
    await expect(changeLogo(test.ctx, { data: bytes.toString('base64') })).rejects.toMatchObject({
      code: 'invalid-body',
      errors: [{ path: 'data' }],
      message: expect.stringContaining(reason),
    })
    expect(await getLogo(test.ctx)).toEqual({ logo: null })
  })
})

describe('The input of billing settings', () => {
  const pathsOf = (result: { error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined }) =>
    result.error?.issues.map(({ path }) => path.join('.'))

  it.each([
    [{ legalName: '' }, 'legalName'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+01:00' }, 'timeZone'],
    [{ currency: 'euro' }, 'currency'],
    [{ address: { ...acme.address, country: 'Germany' } }, 'address.country'],
    [{ address: { ...acme.address, city: '' } }, 'address.city'],
    [{ email: 'x' }, 'email'],
    [{ footer: `${'a\n'.repeat(12)}b` }, 'footer'],
    [{ taxIds: [{ label: '', value: '1' }] }, 'taxIds.0.label'],
  ])('refuses the company %j, naming %s', (given, path) => {
    expect(pathsOf(companyChange.safeParse({ ...acme, ...given }))).toEqual([path])
  })

  it.each([
    [{ paymentTermsDays: -1 }, 'paymentTermsDays'],
    [{ invoiceDaysAhead: 61 }, 'invoiceDaysAhead'],
    [{ bankDetails: { ...bank, iban: 'DE88370400440532013000' } }, 'bankDetails.iban'],
    [{ bankDetails: { accountHolder: 'A' } }, 'bankDetails.iban'],
    [{ bankDetails: { ...bank, bic: 'X' } }, 'bankDetails.bic'],
    [{ bankDetails: { iban: bank.iban } }, 'bankDetails.accountHolder'],
  ])('refuses the terms %j, naming %s', (given, path) => {
    expect(pathsOf(paymentTermsChange.safeParse(given))).toEqual([path])
  })

  it('accepts an account without an IBAN, and refuses a pattern and a logo that cannot be used', () => {
    expect(
      paymentTermsChange.safeParse({ bankDetails: { accountHolder: 'A', note: 'Account 1, Bank of X' } })
        .success,
    ).toBe(true)
    const series = { kind: 'invoice', pattern: 'INV-{number}', restartsYearly: true }
    expect(pathsOf(numberSeriesChange.safeParse(series))).toEqual(['pattern'])
    expect(pathsOf(logoUpload.safeParse({ data: 'not base64!' }))).toEqual(['data'])
    expect(pathsOf(logoUpload.safeParse({ data: 'A'.repeat(400_000) }))).toEqual(['data'])
  })
})
