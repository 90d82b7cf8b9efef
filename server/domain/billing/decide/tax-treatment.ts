import { daysBetween, type LocalDate } from '#server/platform/calendar/index.ts'
import { ratesFor, type TaxRate } from './tax-rates.ts'
import { type TaxPlace, taxPlace } from './tax-territories.ts'

export type Treatment = 'standard' | 'reverse-charge' | 'exempt' | 'out-of-scope'

/** A rate as it was applied, stored with the document. */
export interface AppliedRate {
  readonly rateId: string
  readonly name: string
  readonly country: string
  readonly region: string | null
  readonly ratePpm: number
  /** Undefined: the whole amount is taxed. */
  readonly taxableSharePpm?: number | undefined
}

/** The recorded result of a check of a tax id, for example at VIES. */
export interface TaxIdCheck {
  readonly taxId: string
  readonly result: 'valid' | 'invalid' | 'unavailable'
  readonly checkedOn: LocalDate
  readonly consultationNumber?: string | undefined
  /** Of an unavailable check: the date of the last valid result for the same tax id. */
  readonly lastValidOn?: LocalDate | undefined
}

export interface TaxInputs {
  readonly seller: { readonly country: string; readonly postcode: string }
  readonly customer: {
    readonly country: string
    readonly region: string | null
    readonly postcode: string
    readonly taxId: string | null
    readonly taxIdCheck: TaxIdCheck | null
    /** The reason of an exemption that staff recorded. Null: not exempt. */
    readonly exemption: string | null
  }
  readonly category: string
  /** The tax date: the rate that is valid on it applies. */
  readonly date: LocalDate
  readonly policy: TaxPolicy
}

export interface TaxPolicy {
  /** Consumers in another member state: the rate of their country (OSS), or the seller's below the EU threshold. */
  readonly crossBorderConsumers: 'destination' | 'own-rate'
  /** A tax id that could not be checked and has no recent valid result: charge tax, or wait with the document. */
  readonly uncheckedTaxId: 'charge' | 'wait'
  /** Days for which a valid result counts while checks are unavailable. */
  readonly checkValidDays: number
}

export type TaxReason =
  | 'exemption'
  | 'own-country'
  | 'valid-tax-id'
  | 'destination-rate'
  | 'own-rate-below-threshold'
  | 'outside-eu-vat'
  | 'no-rate-at-destination'
  | 'seller-without-rates'

/** A decision with its inputs as proof (R31). */
export interface TaxDecision {
  readonly kind: 'decided'
  readonly treatment: Treatment
  /** Empty unless the treatment is standard. */
  readonly rates: readonly AppliedRate[]
  readonly reason: TaxReason
  readonly place: TaxPlace
  readonly inputs: TaxInputs
}

/** No document may be finalized: the reason must be settled first. Never treated as zero tax. */
export interface TaxUndecided {
  readonly kind: 'undecided'
  readonly problem: 'rate-missing' | 'tax-id-unchecked'
  readonly place: TaxPlace
  readonly inputs: TaxInputs
}

/** Decides how a line of one category is taxed. Pure: the same inputs and rates give the same decision. */
export function decideTax(inputs: TaxInputs, rates: readonly TaxRate[]): TaxDecision | TaxUndecided {
  const { seller, customer, policy } = inputs
  const here = taxPlace(seller.country, seller.postcode)
  const place = taxPlace(customer.country, customer.postcode)
  const known = { place, inputs }
  const untaxed = (treatment: Treatment, reason: TaxReason): TaxDecision => ({
    ...known,
    kind: 'decided',
    treatment,
    rates: [],
    reason,
  })
  const taxedAt = (where: TaxPlace, region: string | null, reason: TaxReason): TaxDecision | TaxUndecided => {
    const found = ratesFor(rates, where, region, inputs.category, inputs.date)
    return found.length === 0
      ? { ...known, kind: 'undecided', problem: 'rate-missing' }
      : { ...known, kind: 'decided', treatment: 'standard', rates: found.map(applied), reason }
  }

  if (customer.exemption !== null) return untaxed('exempt', 'exemption')
  if (place.territory !== here.territory && place.territory !== null && !hasOwnRates(rates, place))
    return untaxed('out-of-scope', 'outside-eu-vat')
  if (place.country === here.country)
    return hasRates(rates, here)
      ? taxedAt(place, customer.region, 'own-country')
      : untaxed('out-of-scope', 'seller-without-rates')
  if (!place.isInEuVat)
    return hasRates(rates, place)
      ? taxedAt(place, customer.region, 'destination-rate')
      : untaxed('out-of-scope', here.isInEuVat ? 'outside-eu-vat' : 'no-rate-at-destination')
  const status = statusOfTaxId(inputs)
  if (status === 'valid') return untaxed('reverse-charge', 'valid-tax-id')
  if (status === 'unchecked' && policy.uncheckedTaxId === 'wait')
    return { ...known, kind: 'undecided', problem: 'tax-id-unchecked' }
  if (here.isInEuVat && !hasRates(rates, here)) return untaxed('out-of-scope', 'seller-without-rates')
  if (here.isInEuVat && policy.crossBorderConsumers === 'own-rate')
    return taxedAt(here, null, 'own-rate-below-threshold')
  if (!here.isInEuVat && !hasRates(rates, place)) return untaxed('out-of-scope', 'no-rate-at-destination')
  return taxedAt(place, customer.region, 'destination-rate')
}

const applied = ({ id, name, country, region, ratePpm, taxableSharePpm }: TaxRate): AppliedRate => ({
  rateId: id,
  name,
  country,
  region,
  ratePpm,
  ...(taxableSharePpm === undefined ? {} : { taxableSharePpm }),
})

/** Without any row for its country, a seller is not registered there. With rows, a gap in their dates is an error. */
const hasRates = (rates: readonly TaxRate[], { country }: TaxPlace): boolean =>
  rates.some((rate) => rate.country === country)

/** A territory outside the EU VAT territory is taxed only if staff entered a rate for its postcodes. */
const hasOwnRates = (rates: readonly TaxRate[], { country, postcode }: TaxPlace): boolean =>
  rates.some(
    (rate) =>
      rate.country === country && rate.postcodePrefix !== null && postcode.startsWith(rate.postcodePrefix),
  )

function statusOfTaxId({ customer, date, policy }: TaxInputs): 'valid' | 'none' | 'unchecked' {
  const { taxId, taxIdCheck } = customer
  if (taxId === null || taxId === '') return 'none'
  // A check of an earlier tax id says nothing about the present one.
  if (taxIdCheck === null || taxIdCheck.taxId !== taxId) return 'unchecked'
  if (taxIdCheck.result === 'valid') return 'valid'
  if (taxIdCheck.result === 'invalid') return 'none'
  const { lastValidOn } = taxIdCheck
  return lastValidOn !== undefined && daysBetween(lastValidOn, date) <= policy.checkValidDays
    ? 'valid'
    : 'unchecked'
}
