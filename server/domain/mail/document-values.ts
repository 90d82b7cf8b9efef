import { readableIban } from '#contracts/iban.ts'
import type { Invoice } from '#contracts/invoices/schemas.ts'
import type { MailLanguage } from '#contracts/mail/kinds.ts'
import { formatMoney } from '#contracts/money/format.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import type { MailedDocument } from '../context.ts'
import type { MailValues } from './placeholders.ts'
import { dateText, mailTexts } from './texts/index.ts'
import type { DocumentTexts } from './texts/template-text.ts'

interface In {
  readonly language: MailLanguage
  readonly linkOrigin: string
}

/** Returns the placeholders of the mail of an invoice or a credit note, as both are now. */
export function documentValues(mailed: MailedDocument, { language, linkOrigin }: In): MailValues {
  const { document } = mailed
  const { number, issuedOn, dueOn, total, amountDue } = document
  const common = {
    number: number ?? '',
    issuedOn: dateText(language, issuedOn ?? ''),
    total: moneyOf(language, total),
    documentUrl: `${linkOrigin}/portal/invoices/${document.id}`,
  }
  return document.kind === 'invoice'
    ? {
        ...common,
        amount: moneyOf(language, amountDue),
        dueOn: dateText(language, dueOn ?? ''),
        reference: document.paymentReference ?? '',
        payment: paymentLines(mailed, language),
      }
    : {
        ...common,
        invoice: document.creditedInvoice?.number ?? '',
        effect: effectLines(mailed, language),
      }
}

const moneyOf = (language: MailLanguage, { amount, currency }: MoneyJson): string =>
  formatMoney(BigInt(amount), currency, language)

const isNothing = ({ amount }: MoneyJson): boolean => BigInt(amount) === 0n

/** The amount that is due now, and the bank account as the document shows it. */
function paymentLines({ document, isPastDue }: MailedDocument, language: MailLanguage): string[] {
  const texts = mailTexts[language].documents
  const { status, total, amountDue, amountSettled, dueOn } = document
  if (status === 'void') return [texts.cancelled]
  if (isNothing(amountDue)) return [texts.settled]
  const amount = moneyOf(language, amountDue)
  const date = dateText(language, dueOn ?? '')
  return [
    ...(isNothing(amountSettled)
      ? []
      : [texts.settledPart(moneyOf(language, amountSettled), moneyOf(language, total))]),
    isPastDue ? texts.payLate(amount, date) : texts.pay(amount, date),
    ...accountLines(document, texts),
  ]
}

function accountLines({ seller, paymentReference }: Invoice, texts: DocumentTexts): string[] {
  const bank = seller?.bankDetails
  if (!bank) return [texts.ask(seller?.legalName ?? '', seller?.email ?? '')]
  const labelled = [
    [texts.accountHolder, bank.accountHolder],
    ['IBAN', readableIban(bank.iban)],
    ['BIC', bank.bic],
    [texts.bank, bank.bank],
  ] as const
  return [
    ...labelled.flatMap(([label, value]) => (value === '' ? [] : [`${label}: ${value}`])),
    ...bank.note.split('\n').filter((line) => line.trim() !== ''),
    ...(paymentReference === null ? [] : [`${texts.reference}: ${paymentReference}`]),
  ]
}

/** The amount that is still due for the credited invoice, and the account credit. */
function effectLines({ document, credited }: MailedDocument, language: MailLanguage): string[] {
  const texts = mailTexts[language].documents
  if (credited === null) return []
  const { stillDue, accountCredit } = credited
  const invoice = document.creditedInvoice?.number ?? ''
  return [
    isNothing(stillDue) ? texts.nothingDue(invoice) : texts.stillDue(moneyOf(language, stillDue), invoice),
    ...(isNothing(accountCredit) ? [] : [texts.accountCredit(moneyOf(language, accountCredit))]),
  ]
}
