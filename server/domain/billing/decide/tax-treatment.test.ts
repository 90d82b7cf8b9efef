import { describe, expect, it } from 'vitest'
import { localDate } from '#server/platform/calendar/index.ts'
import {
  decideTax,
  knownRates,
  normalizedPostcode,
  ratesFor,
  type TaxIdCheck,
  type TaxInputs,
  type TaxPolicy,
  type TaxRate,
  taxPlace,
} from './index.ts'

const policy: TaxPolicy = { crossBorderConsumers: 'destination', uncheckedTaxId: 'wait', checkValidDays: 30 }
const rates = knownRates('standard')
const row = (country: string, ratePpm: number, more: Partial<TaxRate> = {}): TaxRate => ({
  id: `${country}-${more.region ?? ''}-${more.name ?? ''}`,
  country,
  region: null,
  postcodePrefix: null,
  category: 'standard',
  name: 'Tax',
  ratePpm,
  validFrom: localDate('2020-01-01'),
  validUntil: null,
  ...more,
})

interface Wanted {
  readonly seller?: string
  readonly customer: string
  readonly region?: string
  readonly postcode?: string
  readonly taxId?: string
  readonly check?: Partial<TaxIdCheck>
  readonly exemption?: string
  readonly date?: string
  readonly category?: string
  readonly policy?: Partial<TaxPolicy>
}

const inputsOf = (wanted: Wanted): TaxInputs => ({
  seller: { country: wanted.seller ?? 'DE', postcode: '' },
  customer: {
    country: wanted.customer,
    region: wanted.region ?? null,
    postcode: wanted.postcode ?? '',
    taxId: wanted.taxId ?? null,
    taxIdCheck:
      wanted.check === undefined
        ? null
        : { taxId: wanted.taxId ?? '', result: 'valid', checkedOn: localDate('2026-06-01'), ...wanted.check },
    exemption: wanted.exemption ?? null,
  },
  category: wanted.category ?? 'standard',
  date: localDate(wanted.date ?? '2026-06-15'),
  policy: { ...policy, ...wanted.policy },
})

const decided = (wanted: Wanted, table: readonly TaxRate[] = rates) => {
  const decision = decideTax(inputsOf(wanted), table)
  return decision.kind === 'undecided'
    ? decision.problem
    : [decision.treatment, decision.reason, ...decision.rates.map(({ ratePpm }) => ratePpm)].join(' ')
}

const lastValidOn = (date: string) => ({ result: 'unavailable', lastValidOn: localDate(date) }) as const

describe('The tax treatment', () => {
  it.each<[string, Wanted, string]>([
    ['own country', { customer: 'DE' }, 'standard own-country 190000'],
    ['own country, business', { customer: 'DE', taxId: 'DE1', check: {} }, 'standard own-country 190000'],
    [
      'EU business with a valid id',
      { customer: 'FR', taxId: 'FR1', check: {} },
      'reverse-charge valid-tax-id',
    ],
    ['EU consumer', { customer: 'FR' }, 'standard destination-rate 200000'],
    [
      'EU consumer, below the threshold',
      { customer: 'FR', policy: { crossBorderConsumers: 'own-rate' } },
      'standard own-rate-below-threshold 190000',
    ],
    [
      'invalid id',
      { customer: 'FR', taxId: 'FR1', check: { result: 'invalid' } },
      'standard destination-rate 200000',
    ],
    ['id of an earlier check', { customer: 'FR', taxId: 'FR2', check: { taxId: 'FR1' } }, 'tax-id-unchecked'],
    ['unchecked id, waiting', { customer: 'FR', taxId: 'FR1' }, 'tax-id-unchecked'],
    [
      'unchecked id, charging',
      { customer: 'FR', taxId: 'FR1', policy: { uncheckedTaxId: 'charge' } },
      'standard destination-rate 200000',
    ],
    [
      'check unavailable, valid 30 days ago',
      { customer: 'FR', taxId: 'FR1', check: lastValidOn('2026-05-16') },
      'reverse-charge valid-tax-id',
    ],
    [
      'check unavailable, valid 31 days ago',
      { customer: 'FR', taxId: 'FR1', check: lastValidOn('2026-05-15') },
      'tax-id-unchecked',
    ],
    [
      'check unavailable, never valid',
      { customer: 'FR', taxId: 'FR1', check: { result: 'unavailable' } },
      'tax-id-unchecked',
    ],
    ['exempt, own country', { customer: 'DE', exemption: 'NATO' }, 'exempt exemption'],
    ['exempt, abroad', { customer: 'FR', exemption: 'embassy' }, 'exempt exemption'],
    ['outside the EU', { customer: 'BR' }, 'out-of-scope outside-eu-vat'],
    ['outside the EU with a rate', { customer: 'CH' }, 'standard destination-rate 81000'],
    ['Monaco is France', { customer: 'MC' }, 'standard destination-rate 200000'],
    ['the Isle of Man is the United Kingdom', { customer: 'IM' }, 'standard destination-rate 200000'],
    ['Greece by its VAT prefix', { customer: 'EL' }, 'standard destination-rate 240000'],
    ['lower case', { customer: 'fr' }, 'standard destination-rate 200000'],
    [
      'D34: Canary Islands',
      { seller: 'ES', customer: 'ES', postcode: ' 35 001 ' },
      'out-of-scope outside-eu-vat',
    ],
    [
      'Canary Islands with a tax id',
      { seller: 'ES', customer: 'ES', postcode: '38400', taxId: 'ES1', check: {} },
      'out-of-scope outside-eu-vat',
    ],
    ['Canary Islands from abroad', { customer: 'ES', postcode: 'ES-35001' }, 'out-of-scope outside-eu-vat'],
    ['mainland Spain', { seller: 'ES', customer: 'ES', postcode: '28001' }, 'standard own-country 210000'],
    ['Spain without a postcode', { seller: 'ES', customer: 'ES' }, 'standard own-country 210000'],
    ['Heligoland', { customer: 'DE', postcode: '27498' }, 'out-of-scope outside-eu-vat'],
    ['Büsingen', { customer: 'DE', postcode: 'D-78266' }, 'out-of-scope outside-eu-vat'],
    ['Guadeloupe', { seller: 'FR', customer: 'FR', postcode: '97110' }, 'out-of-scope outside-eu-vat'],
    ['Madeira', { seller: 'PT', customer: 'PT', postcode: '9000-001' }, 'standard own-country 220000'],
    ['Azores', { customer: 'PT', postcode: '9500-150' }, 'standard destination-rate 160000'],
    ['Lisbon', { customer: 'PT', postcode: '1100-148' }, 'standard destination-rate 230000'],
    ['Jungholz', { customer: 'AT', postcode: 'A-6691' }, 'standard destination-rate 190000'],
    ['Vienna', { customer: 'AT', postcode: '1010' }, 'standard destination-rate 200000'],
    [
      'the day before the rate changes',
      { customer: 'EE', date: '2025-06-30' },
      'standard destination-rate 220000',
    ],
    [
      'the day on which the rate changes',
      { customer: 'EE', date: '2025-07-01' },
      'standard destination-rate 240000',
    ],
    ['Finland before', { customer: 'FI', date: '2024-08-31' }, 'standard destination-rate 240000'],
    ['Finland after', { customer: 'FI', date: '2024-09-01' }, 'standard destination-rate 255000'],
    ['a category without a rate', { customer: 'DE', category: 'books' }, 'rate-missing'],
    ['a date before all rates', { customer: 'DE', date: '2001-01-01' }, 'rate-missing'],
    [
      'a seller outside the EU, EU consumer',
      { seller: 'BR', customer: 'FR' },
      'standard destination-rate 200000',
    ],
    [
      'a seller outside the EU, EU business',
      { seller: 'BR', customer: 'FR', taxId: 'FR1', check: {} },
      'reverse-charge valid-tax-id',
    ],
  ])('of %s is decided', (_name, wanted, expected) => {
    expect(decided(wanted)).toBe(expected)
  })

  it.each<[string, Wanted, TaxRate[], string]>([
    ['a seller without any rate', { customer: 'DE' }, [], 'out-of-scope seller-without-rates'],
    ['a seller without any rate, abroad', { customer: 'FR' }, [], 'out-of-scope seller-without-rates'],
    ['a seller with its own rate only, OSS', { customer: 'FR' }, [row('DE', 190_000)], 'rate-missing'],
    [
      'a seller with its own rate only, below the threshold',
      { customer: 'FR', policy: { crossBorderConsumers: 'own-rate' } },
      [row('DE', 190_000)],
      'standard own-rate-below-threshold 190000',
    ],
    [
      'a territory with a rate that staff entered',
      { seller: 'FR', customer: 'FR', postcode: '97200' },
      [row('FR', 200_000), row('FR', 85_000, { postcodePrefix: '972' })],
      'standard own-country 85000',
    ],
    [
      'Quebec: two taxes',
      { seller: 'CA', customer: 'CA', region: 'QC' },
      [
        row('CA', 50_000, { name: 'GST' }),
        row('CA', 50_000, { name: 'GST', region: 'QC' }),
        row('CA', 99_750, { name: 'QST', region: 'QC' }),
      ],
      'standard own-country 50000 99750',
    ],
    [
      'Alberta: one tax',
      { seller: 'CA', customer: 'CA', region: 'AB' },
      [row('CA', 50_000, { name: 'GST' }), row('CA', 99_750, { name: 'QST', region: 'QC' })],
      'standard own-country 50000',
    ],
    [
      'Texas',
      { seller: 'US', customer: 'US', region: 'TX' },
      [row('US', 82_500, { region: 'TX', taxableSharePpm: 800_000 })],
      'standard own-country 82500',
    ],
    [
      'a state without a rate',
      { seller: 'US', customer: 'US', region: 'OR' },
      [row('US', 82_500, { region: 'TX' })],
      'rate-missing',
    ],
    [
      'a seller outside the EU without EU rates',
      { seller: 'US', customer: 'FR' },
      [row('US', 0)],
      'out-of-scope no-rate-at-destination',
    ],
  ])('of %s is decided', (_name, wanted, table, expected) => {
    expect(decided(wanted, table)).toBe(expected)
  })

  it('keeps its inputs and its place as proof', () => {
    const inputs = inputsOf({ customer: 'FR', taxId: 'FR1', check: { consultationNumber: 'WAPI1' } })
    expect(decideTax(inputs, rates)).toMatchObject({
      inputs,
      place: { country: 'FR', isInEuVat: true, territory: null },
    })
  })

  it('names the applied rate with its taxable share', () => {
    const table = [row('US', 82_500, { region: 'TX', taxableSharePpm: 800_000 })]
    expect(decideTax(inputsOf({ seller: 'US', customer: 'US', region: 'TX' }), table)).toMatchObject({
      rates: [{ rateId: 'US-TX-', ratePpm: 82_500, taxableSharePpm: 800_000, region: 'TX' }],
    })
  })
})

describe('A postcode', () => {
  it.each([
    [' 35 001 ', '35001'],
    ['ES-35001', '35001'],
    ['３５００１', '35001'],
    ['D-78266', '78266'],
    ['AX-22100', '22100'],
    ['im1 1aa', 'IM11AA'],
    ['9000-001', '9000001'],
    ['', ''],
  ])('%j is %s', (postcode, plain) => {
    expect(normalizedPostcode(postcode)).toBe(plain)
  })

  it.each([
    ['ES', '35001', 'Canary Islands'],
    ['ES', '38999', 'Canary Islands'],
    ['ES', '51001', 'Ceuta'],
    ['ES', '52006', 'Melilla'],
    ['ES', '36001', null],
    ['ES', '03501', null],
    ['DE', '78266', 'Büsingen'],
    ['DE', '27498', 'Heligoland'],
    ['DE', '27499', null],
    ['FR', '97100', 'Guadeloupe'],
    ['FR', '97200', 'Martinique'],
    ['FR', '97300', 'French Guiana'],
    ['FR', '97400', 'Réunion'],
    ['FR', '97500', 'Saint Pierre and Miquelon'],
    ['FR', '97600', 'Mayotte'],
    ['FR', '97133', 'Guadeloupe'],
    ['FR', '98000', null],
    ['FR', '98800', 'New Caledonia'],
    ['FR', '20000', null],
    ['IT', '23041', 'Livigno'],
    ['IT', '23030', null],
    ['IT', '22061', 'Campione'],
    ['FI', '22100', 'Åland'],
    ['FI', 'AX-22100', 'Åland'],
    ['FI', '00100', null],
    ['GR', '63086', 'Mount Athos'],
    ['PT', '9000', null],
  ])('%s %s is in the territory %s', (country, postcode, territory) => {
    expect(taxPlace(country, postcode)).toMatchObject({ territory, isInEuVat: territory === null })
  })
})

describe('The known rates', () => {
  it('do not overlap: on each day a place has at most one', () => {
    const days = [
      '2019-06-01',
      '2020-07-01',
      '2020-12-31',
      '2021-01-01',
      '2024-01-01',
      '2025-07-01',
      '2026-11-29',
    ]
    for (const country of new Set(rates.map((each) => each.country)))
      for (const day of days)
        for (const postcode of ['', '6691', '9000', '9500'])
          expect(
            ratesFor(rates, taxPlace(country, postcode), null, 'standard', localDate(day)).length,
          ).toBeLessThanOrEqual(1)
  })

  it('have an id each', () => {
    expect(new Set(rates.map(({ id }) => id)).size).toBe(rates.length)
  })

  it.each([
    ['AT', 200_000],
    ['BE', 210_000],
    ['BG', 200_000],
    ['CY', 190_000],
    ['CZ', 210_000],
    ['DE', 190_000],
    ['DK', 250_000],
    ['EE', 240_000],
    ['ES', 210_000],
    ['FI', 255_000],
    ['FR', 200_000],
    ['GR', 240_000],
    ['HR', 250_000],
    ['HU', 270_000],
    ['IE', 230_000],
    ['IT', 220_000],
    ['LT', 210_000],
    ['LU', 170_000],
    ['LV', 210_000],
    ['MT', 180_000],
    ['NL', 210_000],
    ['PL', 230_000],
    ['PT', 230_000],
    ['RO', 210_000],
    ['SE', 250_000],
    ['SI', 220_000],
    ['SK', 230_000],
  ])('cover all of the EU: %s', (country, ratePpm) => {
    const found = ratesFor(rates, taxPlace(country, ''), null, 'standard', localDate('2026-06-15'))
    expect(found.map((each) => each.ratePpm)).toEqual([ratePpm])
  })
})
