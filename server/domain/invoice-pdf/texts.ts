import type { MailLanguage } from '#contracts/mail/kinds.ts'
import { treatmentNotes } from '../billing/index.ts'

interface PaperTexts {
  readonly kind: Record<'invoice' | 'credit-note', string>
  readonly number: Record<'invoice' | 'credit-note', string>
  readonly issuedOn: string
  readonly dueOn: string
  readonly credited: (number: string, date: string) => string
  readonly reason: string
  readonly description: string
  readonly quantity: string
  readonly unitAmount: (currency: string) => string
  readonly tax: string
  readonly amount: (currency: string) => string
  readonly period: (first: string, last: string) => string
  readonly taxIncluded: string
  readonly discount: (amount: string) => string
  readonly subtotal: string
  readonly taxGroup: (name: string, rate: string, net: string) => string
  readonly total: Record<'invoice' | 'credit-note', string>
  readonly paidByCredit: string
  readonly payable: string
  readonly pay: (amount: string, date: string) => string
  readonly payNow: (amount: string) => string
  readonly accountHolder: string
  readonly bank: string
  readonly reference: string
  readonly nothingToPay: string
  readonly page: (page: number, of: number) => string
  readonly treatments: Record<'reverse-charge' | 'exempt' | 'out-of-scope', string>
}

const en: PaperTexts = {
  kind: { invoice: 'Invoice', 'credit-note': 'Credit note' },
  number: { invoice: 'Invoice number', 'credit-note': 'Credit note number' },
  issuedOn: 'Date',
  dueOn: 'Due date',
  credited: (number, date) => `This credit note corrects invoice ${number} of ${date}.`,
  reason: 'Reason',
  description: 'Description',
  quantity: 'Quantity',
  unitAmount: (currency) => `Unit price (${currency})`,
  tax: 'Tax',
  amount: (currency) => `Amount (${currency})`,
  period: (first, last) => `${first} to ${last}`,
  taxIncluded: 'The unit price includes tax. The amount is net.',
  discount: (amount) => `Discount: ${amount}`,
  subtotal: 'Net total',
  taxGroup: (name, rate, net) => `${name} ${rate} of ${net}`,
  total: { invoice: 'Total', 'credit-note': 'Total credit' },
  paidByCredit: 'Paid by account credit',
  payable: 'To pay',
  pay: (amount, date) => `Please pay ${amount} by ${date}.`,
  payNow: (amount) => `Please pay ${amount}.`,
  accountHolder: 'Account holder',
  bank: 'Bank',
  reference: 'Payment reference',
  nothingToPay: 'Nothing is to be paid.',
  page: (page, of) => `Page ${page} of ${of}`,
  treatments: treatmentNotes,
}

const de: PaperTexts = {
  kind: { invoice: 'Rechnung', 'credit-note': 'Rechnungskorrektur' },
  number: { invoice: 'Rechnungsnummer', 'credit-note': 'Belegnummer' },
  issuedOn: 'Datum',
  dueOn: 'Fällig am',
  credited: (number, date) => `Dieser Beleg korrigiert die Rechnung ${number} vom ${date}.`,
  reason: 'Grund',
  description: 'Beschreibung',
  quantity: 'Menge',
  unitAmount: (currency) => `Einzelpreis (${currency})`,
  tax: 'Steuer',
  amount: (currency) => `Betrag (${currency})`,
  period: (first, last) => `${first} bis ${last}`,
  taxIncluded: 'Der Einzelpreis enthält die Steuer. Der Betrag ist netto.',
  discount: (amount) => `Rabatt: ${amount}`,
  subtotal: 'Summe netto',
  taxGroup: (name, rate, net) => `${name} ${rate} auf ${net}`,
  total: { invoice: 'Gesamtbetrag', 'credit-note': 'Gesamte Gutschrift' },
  paidByCredit: 'Aus Guthaben bezahlt',
  payable: 'Zu zahlen',
  pay: (amount, date) => `Bitte zahlen Sie ${amount} bis zum ${date}.`,
  payNow: (amount) => `Bitte zahlen Sie ${amount}.`,
  accountHolder: 'Kontoinhaber',
  bank: 'Bank',
  reference: 'Verwendungszweck',
  nothingToPay: 'Es ist nichts zu zahlen.',
  page: (page, of) => `Seite ${page} von ${of}`,
  treatments: {
    'reverse-charge': 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).',
    exempt: 'Steuerfrei.',
    'out-of-scope': 'Nicht steuerbar.',
  },
}

export const paperTexts: Readonly<Record<MailLanguage, PaperTexts>> = { en, de }
