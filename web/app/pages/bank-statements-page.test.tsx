import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { BankLineConfirmation } from '#contracts/bank-statements/schemas.ts'
import { bankLine, bankStatement, billingIds, eur, invoiceSummary } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customer, ids, staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.bankStatements
const list = '/payments/statements'
const address = `${list}/${billingIds.statement}`
const noLines = { proposed: 0, unmatched: 0, confirmed: 0, ignored: 0 }
const proposed = bankLine()
const unmatched = bankLine({
  id: billingIds.line,
  position: 3,
  amount: { amount: '7700', currency: 'SEK' },
  payer: 'Dee',
  reference: 'hello',
  state: 'unmatched',
  proposal: null,
})
const outgoing = bankLine({
  id: billingIds.item,
  position: 4,
  amount: eur(-300),
  payer: 'Bank',
  reference: 'Fee',
  state: 'ignored',
  proposal: null,
})
const lines = () => ({ items: [proposed, unmatched, outgoing] })
const row = async (payer: string) => {
  const item = (await screen.findByText(payer, { selector: 'bdi' })).closest('li')
  if (!item) throw new Error(`There is no line of ${payer}.`)
  return within(item)
}

describeRoute('/payments/statements', {
  async loading() {
    openPage(list, { bankStatements: { list: never } })
    expect(await screen.findByRole('heading', { name: text.title, level: 1 })).toBeVisible()
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(list, {
      bankStatements: {
        list: () => ({
          items: [
            bankStatement(),
            bankStatement({ id: billingIds.line, fileName: 'again.csv', counts: noLines, known: 3 }),
          ],
          nextCursor: null,
        }),
      },
    })
    const [first, again] = await screen.findAllByRole('listitem')
    if (!first || !again) throw new Error('Two statements are listed.')
    expect(within(first).getByRole('link', { name: 'bank.csv' })).toHaveAttribute('href', address)
    expect(first).toHaveTextContent('3 lines')
    expect(first).toHaveTextContent('2 lines to check')
    expect(again).toHaveTextContent(text.allKnown)
  },
  async empty() {
    openPage(list)
    expect(await screen.findByText(text.none)).toBeVisible()
    expect(screen.getByLabelText(text.choose)).toBeInTheDocument()
  },
  async error() {
    openPage(list, { bankStatements: { list: refuses('Not available.') } })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

describeRoute('/payments/statements/$statementId', {
  async loading() {
    openPage(address, { bankStatements: { get: never, lines: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, { bankStatements: { get: () => bankStatement(), lines } })
    const ada = await row('Ada Lovelace')
    expect(ada.getByRole('link', { name: 'INV-2026-0042' })).toHaveAttribute(
      'href',
      `/invoices/${billingIds.invoice}`,
    )
    expect(ada.getByText(text.certainty.certain)).toBeVisible()
    expect(ada.getByText(text.reasons['reference-and-amount'])).toBeVisible()
    expect(ada.getByRole('checkbox')).toBeChecked()
    expect((await row('Dee')).queryByRole('checkbox')).toBeNull()
    const bank = await row('Bank')
    expect(bank.getByText(text.moneyOut)).toBeVisible()
    expect(bank.queryByRole('button')).toBeNull()
    expect(screen.getByRole('button', { name: 'Record 1 payment' })).toHaveAccessibleDescription(
      '1 line selected: €1,234.50',
    )
  },
  async empty() {
    openPage(address, {
      bankStatements: {
        get: () => bankStatement({ counts: noLines, known: 3 }),
        lines: () => ({ items: [] }),
      },
    })
    expect(await screen.findByText(text.nothingNew(3))).toBeVisible()
    expect(screen.getByRole('link', { name: text.all })).toHaveAttribute('href', list)
  },
  async error() {
    openPage(address, { bankStatements: { get: () => bankStatement(), lines: refuses('Not available.') } })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

test('a file is uploaded with its currency and the order of its dates', async () => {
  const asked: unknown[] = []
  const user = openPage(list, {
    bankStatements: {
      upload: (input) => {
        asked.push(input)
        return bankStatement()
      },
      get: () => bankStatement(),
      lines,
    },
  })
  await user.selectOptions(await screen.findByLabelText(text.currency), 'SEK')
  await user.selectOptions(screen.getByLabelText(text.dateOrder), text.dateOrders['month-first'])
  await user.upload(screen.getByLabelText(text.choose), new File(['Date,Amount'], 'bank.csv'))
  expect(await screen.findByRole('heading', { name: 'bank.csv', level: 1 })).toBeVisible()
  expect(asked).toMatchObject([{ fileName: 'bank.csv', currency: 'SEK', dateOrder: 'month-first' }])
})

test('a refused file names its row and column at the field', async () => {
  const reason = 'Row 3, column "Amount": "five" is not an amount in EUR. Nothing was stored.'
  const user = openPage(list, { bankStatements: { upload: refuses(reason) } })
  const field = await screen.findByLabelText(text.choose)
  await user.upload(field, new File(['Date,Amount'], 'bank.csv'))
  await waitFor(() => expect(field).toHaveAccessibleDescription(new RegExp(reason.replaceAll('.', '\\.'))))
  expect(field).toHaveAttribute('aria-invalid', 'true')
})

test('another customer and invoice are chosen, and lines of several currencies are recorded', async () => {
  const asked: BankLineConfirmation[] = []
  let shown = [proposed, unmatched]
  const found = customer({ id: ids.ada, companyName: 'Analytical Engines Ltd' })
  const sek = (amount: string) => ({ amount, currency: 'SEK' as const })
  const user = openPage(address, {
    bankStatements: {
      get: () => bankStatement(),
      lines: () => ({ items: shown }),
      confirm: (input) => {
        asked.push(input)
        shown = [{ ...proposed, state: 'confirmed', paymentId: billingIds.payment }, unmatched]
        return {
          items: shown,
          refused: [{ lineId: unmatched.id, code: 'currency-mismatch', message: 'Billed in EUR.' }],
        }
      },
    },
    customers: { list: () => ({ items: [found], nextCursor: null }) },
    invoices: {
      list: () => ({
        items: [
          invoiceSummary(),
          invoiceSummary({
            id: billingIds.creditNote,
            number: 'INV-2026-0043',
            currency: 'SEK',
            total: sek('8000'),
            amountDue: sek('8000'),
          }),
        ],
        nextCursor: null,
      }),
    },
  })
  await user.click((await row('Dee')).getByRole('button', { name: text.matchOf('3') }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText(words.payments.findCustomer), 'Ada')
  await user.click(await dialog.findByRole('button', { name: /Analytical Engines/ }))
  // Only invoices in the currency of the line are offered.
  const invoice = await dialog.findByRole('button', { name: /INV-2026-0043/ })
  expect(dialog.queryByRole('button', { name: /INV-2026-0042/ })).toBeNull()
  await user.click(invoice)
  const dee = await row('Dee')
  expect(dee.getByText(text.chosen)).toBeVisible()
  expect(dee.getByText(/SEK\s3\.00 stays due/)).toBeVisible()
  const button = screen.getByRole('button', { name: 'Record 2 payments' })
  expect(button).toHaveAccessibleDescription(/2 lines selected: €1,234\.50, SEK\s77\.00/)
  await user.click(button)
  expect(await screen.findByText('1 payment recorded')).toBeVisible()
  expect(asked.map(({ lines }) => lines)).toEqual([
    [
      { lineId: proposed.id },
      { lineId: unmatched.id, customerId: ids.ada, invoiceId: billingIds.creditNote },
    ],
  ])
  expect((await row('Dee')).getByText('Billed in EUR.')).toBeVisible()
  expect((await row('Ada Lovelace')).getByRole('link', { name: text.paymentOf('2') })).toHaveAttribute(
    'href',
    `/payments/${billingIds.payment}`,
  )
})

test('an uncertain line is recorded only if it is selected, and a line can be left out', async () => {
  const ignored: unknown[] = []
  let second = unmatched
  const uncertain = bankLine({
    proposal: { ...bankLine().proposal, reason: 'amount' } as typeof proposed.proposal,
  })
  const user = openPage(address, {
    bankStatements: {
      get: () => bankStatement(),
      lines: () => ({ items: [uncertain, second] }),
      ignore: (input) => {
        ignored.push(input)
        second = { ...unmatched, state: 'ignored' }
        return { items: [second], refused: [] }
      },
    },
  })
  const ada = await row('Ada Lovelace')
  expect(ada.getByText(text.certainty.uncertain)).toBeVisible()
  expect(ada.getByRole('checkbox')).not.toBeChecked()
  expect(screen.getByRole('button', { name: 'Record payments' })).toHaveAttribute('aria-disabled', 'true')
  await user.click(ada.getByRole('checkbox'))
  expect(screen.getByRole('button', { name: 'Record 1 payment' })).not.toHaveAttribute('aria-disabled')
  await user.click((await row('Dee')).getByRole('button', { name: text.leaveOutOf('3') }))
  await waitFor(() => expect(ignored).toEqual([{ id: billingIds.statement, lines: [unmatched.id] }]))
  expect(await (await row('Dee')).findByText(text.states.ignored)).toBeVisible()
})

test('says that two selected lines pay one invoice, and that an invoice is paid by now', async () => {
  const proposal = { ...bankLine().proposal, amountDue: eur(0) } as typeof proposed.proposal
  const twin = bankLine({ id: billingIds.line, position: 3, payer: 'Twin', proposal })
  openPage(address, {
    bankStatements: { get: () => bankStatement(), lines: () => ({ items: [proposed, twin] }) },
  })
  const second = await row('Twin')
  expect(second.getByText(text.sharedInvoice)).toBeVisible()
  expect(second.getByText(text.paid)).toBeVisible()
})

test('a statement that does not exist leads to the list', async () => {
  openPage(address, {
    bankStatements: {
      get: () => {
        throw new Refused('No.', { status: 404, code: 'not-found' })
      },
      lines: never,
    },
  })
  expect(await screen.findByRole('heading', { name: text.noSuch, level: 1 })).toBeVisible()
})

test('a role that only reads sees the lines without actions', async () => {
  openPage(address, { bankStatements: { get: () => bankStatement(), lines } }, staffAs('read-only'))
  const ada = await row('Ada Lovelace')
  expect(ada.queryByRole('checkbox')).toBeNull()
  expect(ada.queryByRole('button')).toBeNull()
  expect(screen.queryByRole('button', { name: /^Record/ })).toBeNull()
})
