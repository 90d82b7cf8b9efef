import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { MailLanguage } from '#contracts/mail/kinds.ts'

/** The frozen content of a finalized document: nothing that a payment or a credit note changes later. */
export type PaperContent = Pick<
  Invoice,
  | 'kind'
  | 'currency'
  | 'lines'
  | 'subtotal'
  | 'taxes'
  | 'total'
  | 'dueOn'
  | 'paymentReference'
  | 'notes'
  | 'creditedInvoice'
  | 'reason'
> & {
  readonly number: string
  readonly issuedOn: string
  /** The account credit that paid for a part or all of it when it was issued. */
  readonly paidByCredit: Invoice['total']
  /** The total less that. */
  readonly payable: Invoice['total']
  readonly seller: NonNullable<Invoice['seller']>
  readonly buyer: NonNullable<Invoice['buyer']>
}

export interface Paper {
  readonly content: PaperContent
  readonly language: MailLanguage
  /** PNG or JPEG. */
  readonly logo: Uint8Array | null
}

/** The countries that print on Letter. All others print on A4. */
const letterCountries = new Set('BZ CA CL CO CR DO GT HN MX NI PA PH PR SV US VE'.split(' '))

/** In points. */
export interface PageSize {
  readonly name: 'A4' | 'LETTER'
  readonly width: number
  readonly height: number
}

export const pageSizeOf = (country: string): PageSize =>
  letterCountries.has(country)
    ? { name: 'LETTER', width: 612, height: 792 }
    : { name: 'A4', width: 595.28, height: 841.89 }
