import { screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { readableIban } from '#contracts/iban.ts'
import type { Answers } from '../../testing/answers.ts'
import { billingIds, eur, ownInvoice } from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, Refused, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customerViewer, portalAccount, staff } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.portal.billing
const address = `/portal/invoices/${billingIds.invoice}`
const company = {
  legalName: 'Example Hosting Ltd',
  email: 'billing@hosting.example',
  timeZone: 'Europe/Berlin',
}
const bankDetails = {
  accountHolder: 'Example Hosting Ltd',
  iban: 'DE02120300000000202051',
  bic: '',
  bank: '',
  note: 'Within the EU only.',
}

const open = (portalBilling: NonNullable<Answers['portalBilling']>, portal: Answers['portal'] = {}) =>
  openPage(address, { portalBilling, portal }, customerViewer)

describeRoute('/portal/invoices/$invoiceId', {
  async loading() {
    open({ invoice: never })
    expect(await screen.findByText('Loading...')).toBeInTheDocument()
  },
  async full() {
    open({
      balance: () => ({ items: [], company, bankDetails }),
      invoice: () =>
        ownInvoice({
          amountSettled: eur(23_450),
          amountDue: eur(100_000),
          settlements: [
            {
              id: billingIds.creditNote,
              kind: 'credit-note',
              paymentId: null,
              creditNoteId: billingIds.creditNote,
              label: 'CN-7',
              amount: eur(23_450),
              on: '2026-02-11',
            },
          ],
        }),
    })
    expect(await screen.findByRole('heading', { name: 'Invoice INV-2026-0042', level: 1 })).toBeVisible()
    expect(screen.getByText('Hosting L')).toBeVisible()
    expect(screen.getByText('VAT 19% of €1,037.40')).toBeVisible()
    // Beside how to pay, and below the total.
    expect(screen.getAllByText('€1,000.00')).toHaveLength(2)
    expect(screen.getByText(readableIban(bankDetails.iban))).toBeVisible()
    expect(screen.getByText(bankDetails.note)).toBeVisible()
    expect(screen.getByText(text.reference)).toBeVisible()
    expect(screen.getByRole('link', { name: 'CN-7' })).toHaveAttribute(
      'href',
      `/portal/invoices/${billingIds.creditNote}`,
    )
    expect(screen.getByRole('link', { name: text.pdfOf('Invoice INV-2026-0042') })).toHaveAttribute(
      'href',
      `/api/v1/portal/invoices/${billingIds.invoice}/pdf`,
    )
    expect(screen.getByRole('link', { name: text.back })).toHaveAttribute('href', '/portal')
  },
  async empty() {
    open({
      invoice: () => {
        throw new Refused('No.', { status: 404, code: 'not-found' })
      },
    })
    expect(await screen.findByRole('heading', { name: text.noSuch, level: 1 })).toBeVisible()
  },
  async error() {
    open({ invoice: refuses('Not available.') })
    expect(await screen.findByText('Not available.')).toBeVisible()
  },
})

test('says nothing of payment once an invoice is paid, and on a credit note', async () => {
  open({
    balance: () => ({ items: [], company, bankDetails }),
    invoice: () =>
      ownInvoice({ kind: 'credit-note', number: 'CN-7', status: 'paid', amountDue: eur(0), dueOn: null }),
  })
  expect(await screen.findByRole('heading', { name: 'Credit note CN-7', level: 1 })).toBeVisible()
  expect(screen.queryByText(text.howToPay)).toBeNull()
  expect(screen.queryByText(words.invoices.settlements)).toBeNull()
})

test('says which hosting is suspended until this invoice is paid, on both pages', async () => {
  const overdue = {
    id: billingIds.invoice,
    number: 'INV-2026-0042',
    dueOn: '2026-02-15',
    amountDue: eur(123_450),
  }
  const user = openPage(
    '/portal',
    {
      portalBilling: { invoice: () => ownInvoice({ isOverdue: true }) },
      portal: {
        hostingAccounts: () => ({
          items: [portalAccount({ status: 'suspended', suspension: 'overdue', overdueInvoices: [overdue] })],
        }),
        details: () => ({
          email: 'ada@example.com',
          fullName: 'Ada',
          companyName: null,
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
      },
    },
    customerViewer,
  )
  const unpaid = within(await screen.findByRole('region', { name: text.toBePaid }))
  expect(unpaid.getByText('€1,234.50')).toBeVisible()
  expect(unpaid.getByText(text.overdueSince('Feb 15, 2026'))).toBeVisible()
  await user.click(unpaid.getByRole('link', { name: 'INV-2026-0042' }))
  expect(await screen.findByRole('heading', { name: 'Invoice INV-2026-0042', level: 1 })).toBeVisible()
  expect(screen.getByText(text.suspendedFor(portalAccount().username))).toBeVisible()
  expect(screen.getByText(text.askCompany(company.legalName, company.email))).toBeVisible()
})

test('sends staff to their own start page', async () => {
  openPage(address, {}, staff)
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
})
