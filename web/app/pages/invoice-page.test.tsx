import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { billingIds, billingPreview, eur, invoice, noBillingSettings } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { staffAs } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.invoices
const address = `/invoices/${billingIds.invoice}`
const draft = () =>
  invoice({
    status: 'draft',
    number: null,
    issuedOn: null,
    dueOn: null,
    contentHash: null,
    paymentReference: null,
  })

describeRoute('/invoices/$invoiceId', {
  async loading() {
    openPage(address, { invoices: { get: never } })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    openPage(address, {
      invoices: {
        get: () =>
          invoice({
            amountSettled: eur(23_450),
            amountDue: eur(100_000),
            notes: ['Reverse charge applies.'],
            settlements: [
              {
                id: billingIds.payment,
                kind: 'payment',
                paymentId: billingIds.payment,
                creditNoteId: null,
                label: 'Transfer 77',
                amount: eur(23_450),
                on: '2026-02-10',
              },
              {
                id: billingIds.creditNote,
                kind: 'credit-note',
                paymentId: null,
                creditNoteId: billingIds.creditNote,
                label: 'CN-7',
                amount: eur(5),
                on: '2026-02-11',
              },
            ],
          }),
      },
    })
    expect(await screen.findByRole('heading', { name: 'Invoice INV-2026-0042', level: 1 })).toBeVisible()
    expect(screen.getByText('Feb 1, 2026 to Feb 28, 2026', { exact: false })).toBeVisible()
    expect(screen.getByText('VAT 19% of €1,037.40')).toBeVisible()
    expect(screen.getByText('€1,234.50')).toBeVisible()
    expect(screen.getByText('€1,000.00')).toBeVisible()
    expect(screen.getByText('Transfer 77')).toBeVisible()
    expect(screen.getByText('Reverse charge applies.')).toBeVisible()
    expect(screen.getByRole('link', { name: 'CN-7' })).toHaveAttribute(
      'href',
      `/invoices/${billingIds.creditNote}`,
    )
    expect(screen.getByRole('link', { name: text.pdf })).toHaveAttribute(
      'href',
      `/api/v1/invoices/${billingIds.invoice}.pdf`,
    )
  },
  empty: { why: 'An invoice always has content.' },
  async error() {
    openPage(address, { invoices: { get: refuses('The invoice is not available.') } })
    expect(await screen.findByText('The invoice is not available.')).toBeVisible()
  },
})

test('names an invoice that does not exist', async () => {
  openPage(address, {
    invoices: {
      get: () => {
        throw new Refused('No.', { status: 404, code: 'not-found' })
      },
    },
  })
  expect(await screen.findByText(text.noSuch)).toBeVisible()
})

test('finalizes a draft, which has no PDF before', async () => {
  let current = draft()
  const user = openPage(address, {
    invoices: {
      get: () => current,
      finalize: () => {
        current = invoice()
        return current
      },
    },
  })
  expect(
    await screen.findByRole('heading', { name: text.draftOf('Analytical Engines Ltd'), level: 1 }),
  ).toBeVisible()
  expect(screen.queryByRole('link', { name: text.pdf })).toBeNull()
  expect(screen.queryByRole('button', { name: text.credit })).toBeNull()
  await user.click(screen.getByRole('button', { name: text.finalize }))
  const dialog = within(await screen.findByRole('dialog', { name: text.finalizeTitle }))
  expect(dialog.getByText(text.finalizeMeans)).toBeVisible()
  await user.click(dialog.getByRole('button', { name: text.finalize }))
  expect(await screen.findByText(text.finalized('INV-2026-0042'))).toBeVisible()
  expect(await screen.findByRole('heading', { name: 'Invoice INV-2026-0042', level: 1 })).toBeVisible()
})

test("records a payment with today's date of the company, and reads a decimal comma", async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    company: { settings: () => ({ ...noBillingSettings, today: '2026-03-02' }) },
    invoices: {
      get: () => invoice(),
      recordPayment: (input) => {
        sent.push(input)
        return invoice({ status: 'paid', amountDue: eur(0), amountSettled: eur(123_450) })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.recordPayment }))
  const dialog = within(
    await screen.findByRole('dialog', { name: words.payments.recordFor('INV-2026-0042') }),
  )
  const amount = dialog.getByLabelText(words.billing.amountIn('EUR'))
  expect(amount).toHaveValue('1234.50')
  await user.clear(amount)
  await user.type(amount, '1.234')
  expect(dialog.getByText(words.billing.notAnAmount('12.34'))).toBeVisible()
  expect(dialog.getByRole('button', { name: words.payments.record })).toHaveAttribute('aria-disabled', 'true')
  await user.clear(amount)
  await user.type(amount, '1.234,5')
  await user.selectOptions(dialog.getByLabelText(words.payments.method), words.payments.methods.cash)
  await user.type(dialog.getByLabelText(words.payments.reference), 'Receipt 7')
  expect(dialog.getByLabelText(words.payments.receivedOn)).toHaveValue('2026-03-02')
  await user.click(dialog.getByRole('button', { name: words.payments.record }))
  expect(await screen.findByText(words.payments.recorded)).toBeVisible()
  expect(sent).toEqual([
    {
      id: billingIds.invoice,
      amount: { amount: '123450', currency: 'EUR' },
      method: 'cash',
      reference: 'Receipt 7',
      receivedOn: '2026-03-02',
    },
  ])
})

test('credits what its preview showed, and shows the new amounts if they changed', async () => {
  const sent: { planHash?: string | undefined }[] = []
  let hash = '1'.repeat(64)
  const user = openPage(address, {
    invoices: {
      get: ({ id }) =>
        id === billingIds.invoice
          ? invoice()
          : invoice({ id, kind: 'credit-note', number: 'CN-8', status: 'paid', dueOn: null }),
      previewCredit: () => billingPreview({ planHash: hash }),
      credit: (input) => {
        sent.push(input)
        if (sent.length === 1) {
          hash = '2'.repeat(64)
          throw new Refused('Changed.', { code: 'preview-changed' })
        }
        return invoice({ id: billingIds.creditNote, kind: 'credit-note', number: 'CN-8', status: 'paid' })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.credit }))
  const dialog = within(await screen.findByRole('dialog', { name: text.creditTitle('INV-2026-0042') }))
  expect(dialog.getByText(text.creditMost('€1,234.50'), { normalizer: (same) => same })).toBeVisible()
  const confirm = dialog.getByRole('button', { name: text.credit })
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  await user.type(dialog.getByLabelText(words.billing.reason), 'Cancelled early')
  expect(await dialog.findByText('Hosting XL')).toBeVisible()
  expect(dialog.getAllByText('\u2212€12.34').length).toBeGreaterThan(0)
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await dialog.findByText(words.billing.previewChanged)).toBeVisible()
  await waitFor(() => expect(confirm).not.toHaveAttribute('aria-disabled', 'true'))
  await user.click(confirm)
  expect(await screen.findByText(text.credited('CN-8'))).toBeVisible()
  expect(sent.map(({ planHash }) => planHash?.[0])).toEqual(['1', '2'])
  expect(await screen.findByRole('heading', { name: 'Credit note CN-8', level: 1 })).toBeVisible()
})

test('shows an amount that cannot be credited at its field, and requests no preview of it', async () => {
  const asked: unknown[] = []
  const user = openPage(address, {
    invoices: {
      get: () => invoice(),
      previewCredit: (input) => {
        asked.push(input)
        return billingPreview()
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.credit }))
  const dialog = within(await screen.findByRole('dialog', { name: text.creditTitle('INV-2026-0042') }))
  await user.selectOptions(dialog.getByLabelText(text.creditWhat), text.creditAmount)
  await user.type(dialog.getByLabelText(words.billing.reason), 'Outage')
  const amount = dialog.getByLabelText(words.billing.amountIn('EUR'))
  await user.clear(amount)
  await user.type(amount, '1234.51')
  expect(amount).toBeInvalid()
  expect(amount).toHaveAccessibleDescription(text.creditMost('€1,234.50'))
  await waitFor(() => expect(dialog.queryByRole('region', { name: words.billing.previewTitle })).toBeNull())
  expect(dialog.getByRole('button', { name: text.credit })).toHaveAttribute('aria-disabled', 'true')
  asked.length = 0
  await user.clear(amount)
  await user.type(amount, '1234.50')
  expect(amount).toBeValid()
  expect(await dialog.findByText('Hosting XL')).toBeVisible()
  expect(asked).toEqual([{ id: billingIds.invoice, reason: 'Outage', amount: eur(123_450) }])
})

test('credits at most the rest of a line, and offers no line without a rest', async () => {
  const [line] = invoice().lines
  if (line === undefined) throw new Error('The sample has no line.')
  const settled = { ...line, id: billingIds.payment, description: 'Backup', creditable: eur(0) }
  const user = openPage(address, {
    invoices: {
      get: () => invoice({ lines: [{ ...line, creditable: eur(2_000) }, settled] }),
      previewCredit: () => billingPreview(),
    },
  })
  await user.click(await screen.findByRole('button', { name: text.credit }))
  const dialog = within(await screen.findByRole('dialog', { name: text.creditTitle('INV-2026-0042') }))
  await user.selectOptions(dialog.getByLabelText(text.creditWhat), text.creditLines)
  expect(dialog.queryByLabelText(text.creditOf('Backup'))).toBeNull()
  const field = dialog.getByLabelText(text.creditOf('Hosting L'))
  expect(field).toHaveAccessibleDescription('€20.00')
  await user.type(field, '20.01')
  expect(field).toBeInvalid()
  expect(field).toHaveAccessibleDescription(expect.stringContaining(text.creditMost('€20.00')))
})

test.each([
  ['amount', text.creditAmount, words.billing.amountIn('EUR')],
  ['line', text.creditLines, text.creditOf('Hosting L')],
])('shows a refused %s at its field, because the invoice has less left', async (_, way, label) => {
  const refused = 'The invoice has less than this left to credit.'
  const user = openPage(address, {
    invoices: {
      get: () => invoice(),
      previewCredit: () => {
        throw new Refused(refused, { status: 409, code: 'already-credited' })
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: text.credit }))
  const dialog = within(await screen.findByRole('dialog', { name: text.creditTitle('INV-2026-0042') }))
  await user.selectOptions(dialog.getByLabelText(text.creditWhat), way)
  await user.type(dialog.getByLabelText(words.billing.reason), 'Outage')
  const field = dialog.getByLabelText(label)
  await user.clear(field)
  await user.type(field, '10')
  await waitFor(() => expect(field).toHaveAccessibleDescription(expect.stringContaining(refused)))
  expect(field).toBeInvalid()
  expect(dialog.getAllByText(refused)).toHaveLength(1)
  expect(dialog.queryByRole('region', { name: words.billing.previewTitle })).toBeNull()
})

test('voids and writes off only with a reason', async () => {
  const sent: unknown[] = []
  const user = openPage(address, {
    invoices: {
      get: () => invoice(),
      void: (input) => {
        sent.push(['void', input])
        return invoice({ status: 'void' })
      },
      writeOff: (input) => {
        sent.push(['write-off', input])
        return invoice({ status: 'uncollectible' })
      },
    },
  })
  for (const [item, title] of [
    [text.void, text.voidTitle('INV-2026-0042')],
    [text.writeOff, text.writeOffTitle('INV-2026-0042')],
  ] as const) {
    await user.click(await screen.findByRole('button', { name: text.moreActions }))
    await user.click(await screen.findByRole('menuitem', { name: item }))
    const dialog = within(await screen.findByRole('dialog', { name: title }))
    await user.click(dialog.getByRole('button', { name: item }))
    await user.type(dialog.getByLabelText(words.billing.reason), 'Wrong customer')
    await user.click(dialog.getByRole('button', { name: item }))
    await waitFor(() => expect(screen.queryByRole('dialog', { name: title })).toBeNull())
  }
  const body = { id: billingIds.invoice, reason: 'Wrong customer' }
  expect(sent).toEqual([
    ['void', body],
    ['write-off', body],
  ])
})

test('a role that only reads gets the PDF and no action', async () => {
  openPage(address, { invoices: { get: () => invoice() } }, staffAs('read-only'))
  expect(await screen.findByRole('link', { name: text.pdf })).toBeVisible()
  expect(screen.queryByRole('button', { name: text.recordPayment })).toBeNull()
  expect(screen.queryByRole('button', { name: text.moreActions })).toBeNull()
})

test('shows when an invoice was mailed, and to whom', async () => {
  const at = '2026-02-01T09:00:00.000Z'
  const mailing = { state: 'sent', recipient: 'ada@example.com', sentAt: at, mailedAt: at } as const
  openPage(address, { invoices: { get: () => invoice({ mailing }) } })
  const fact = (await screen.findByText(text.mailed)).parentElement
  expect(fact).toHaveTextContent(/Sent Feb 1, 2026.* to ada@example\.com/)
  expect(screen.queryByRole('link', { name: text.mailing.details })).toBeNull()
})

test.each([
  ['waiting', text.mailing.waiting],
  ['failed', text.mailing.failed],
  ['cancelled', text.mailing.cancelled],
] as const)('links to the mail of an invoice that is %s', async (state, shown) => {
  const mailing = { state, recipient: 'ada@example.com', sentAt: null, mailedAt: null }
  openPage(address, { invoices: { get: () => invoice({ mailing }) } })
  expect(await screen.findByText(shown, { exact: false })).toBeVisible()
  expect(screen.getByRole('link', { name: text.mailing.details })).toHaveAttribute(
    'href',
    `/customers/${invoice().customerId}/mail`,
  )
})

test('shows that an invoice was not mailed', async () => {
  openPage(address, { invoices: { get: () => invoice() } })
  expect(await screen.findByText(text.mailing.notMailed)).toBeVisible()
})

test('shows nothing about the mail of a draft', async () => {
  openPage(address, { invoices: { get: draft } })
  expect(await screen.findByText(text.notIssued)).toBeVisible()
  expect(screen.queryByText(text.mailing.notMailed)).toBeNull()
})
