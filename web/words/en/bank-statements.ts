import type { BankLineState, matchReasons } from '#contracts/bank-statements/schemas.ts'
import { plural } from './plural.ts'

const states: Record<BankLineState, string> = {
  proposed: 'To check',
  unmatched: 'No match',
  confirmed: 'Recorded',
  ignored: 'Left out',
}
const reasons: Record<(typeof matchReasons)[number], string> = {
  'reference-and-amount': 'The reference has the invoice number, and the amount is the amount due.',
  reference: 'The reference has the invoice number. The amount differs.',
  'amount-and-name': 'The amount due and the name of the customer match.',
  amount: 'Only this open invoice has the amount. The name differs.',
  name: 'The name of the customer matches. The payment pays the oldest invoices.',
}

/** The Bank statements page, and the page of one statement. */
export const bankStatements = {
  title: 'Bank statements',
  intro:
    'Upload the CSV file of your bank. Each incoming transfer gets a proposal of the invoice that it pays. No payment is recorded before you confirm it.',
  dateOrder: 'Dates such as 03/04/2026',
  dateOrders: { 'day-first': 'Day first', 'month-first': 'Month first' },
  currency: 'Currency',
  currencyHelp: 'For lines without a currency.',
  choose: 'Choose a bank file',
  drop: 'Or drop it here. Up to 10,000 lines and 8 MB. It needs columns for the date, the amount, and the payer or the reference.',
  uploading: 'Uploading...',
  none: 'No bank statements yet',
  noneHelp: 'Files that you upload are listed here with their results.',
  noSuch: 'Bank statement not found',
  noSuchHelp: 'See the list of bank statements.',
  all: 'All bank statements',
  by: (name: string) => `by ${name}`,
  lineCount: (count: number) => plural(count, { one: '# line', other: '# lines' }),
  allKnown: 'Already uploaded',
  toCheck: (count: number) => plural(count, { one: '# line to check', other: '# lines to check' }),
  settled: 'Settled',
  states,
  stateHelp: {
    proposed: 'A customer or an invoice was found',
    unmatched: 'Choose the customer who paid',
    confirmed: 'Payments are recorded',
    ignored: 'No payments of customers',
  } satisfies Record<BankLineState, string>,
  known: (count: number) =>
    plural(count, {
      one: '# line of this file was in an earlier bank statement. It is left out, so no transfer is recorded twice.',
      other:
        '# lines of this file were in an earlier bank statement. They are left out, so no transfer is recorded twice.',
    }),
  nothingNew: (count: number) =>
    plural(count, {
      one: 'This file has nothing new. Its line was in an earlier bank statement, so nothing is recorded again.',
      other:
        'This file has nothing new. All # lines were in an earlier bank statement, so nothing is recorded again.',
    }),
  allSettled: 'All lines of this bank statement are recorded or left out.',
  lines: 'Lines',
  filter: 'Show',
  allLines: 'All lines',
  noLines: 'No lines in this state',
  showMore: 'Show more lines',
  noPayer: 'No payer',
  line: (number: string) => `Line ${number}`,
  select: (line: string, amount: string, payer: string) => `Record line ${line}: ${amount} from ${payer}`,
  certainty: { certain: 'Certain', likely: 'Likely', uncertain: 'Uncertain' },
  reasons,
  chosen: 'Chosen by you',
  oldest: 'Oldest invoices',
  noMatch: 'No invoice was found.',
  moneyOut: 'Money went out',
  due: (amount: string) => `${amount} due`,
  paid: 'This invoice is paid. The transfer becomes account credit.',
  larger: (amount: string) => `${amount} more than is due becomes account credit.`,
  smaller: (amount: string) => `${amount} stays due.`,
  sharedInvoice: 'Another selected line pays this invoice too.',
  change: 'Change',
  changeOf: (line: string) => `Change the invoice of line ${line}`,
  match: 'Choose',
  matchOf: (line: string) => `Choose the customer of line ${line}`,
  leaveOut: 'Leave out',
  leaveOutOf: (line: string) => `Leave out line ${line}`,
  leftOut: 'Line left out',
  showPayment: 'Show payment',
  paymentOf: (line: string) => `Show the payment of line ${line}`,
  nothingSelected: 'No lines are selected.',
  selected: (count: number, amounts: string) =>
    `${plural(count, { one: '# line selected', other: '# lines selected' })}: ${amounts}`,
  record: (count: number) =>
    count === 0 ? 'Record payments' : plural(count, { one: 'Record # payment', other: 'Record # payments' }),
  recording: (done: string, total: string) => `Recording ${done} of ${total}...`,
  recorded: (count: number) => plural(count, { one: '# payment recorded', other: '# payments recorded' }),
  refused: (count: number) =>
    plural(count, {
      one: '# line was refused. The reason is at the line.',
      other: '# lines were refused. The reasons are at the lines.',
    }),
  chooseTitle: (amount: string) => `Who paid ${amount}?`,
  chooseInvoice: 'Choose what it pays',
  of: (name: string) => `Customer: ${name}`,
  anotherCustomer: 'Choose another customer',
  oldestHelp: 'Any remainder becomes account credit.',
  noOpen: (currency: string) => `This customer has no open invoice in ${currency}.`,
}
