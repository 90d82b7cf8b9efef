import { act, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Answers } from '../../testing/answers.ts'
import {
  balanceInEuro,
  billingIds,
  eur,
  portalInvoice,
  portalSubscription,
} from '../../testing/billing-samples.ts'
import { describeRoute } from '../../testing/describe-route.ts'
import { never, refuses } from '../../testing/fake-api.ts'
import { openPage } from '../../testing/open-page.tsx'
import { customerViewer, portalAccount, staff } from '../../testing/samples.ts'
import { words } from '../../words/index.ts'

const text = words.portal

afterEach(() => {
  vi.useRealTimers()
})

const details = () => ({
  email: 'ada@example.com',
  fullName: 'Ada Lovelace',
  companyName: 'Analytical Engines',
  createdAt: '2026-03-01T12:00:00.000Z',
})
const open = (portal: NonNullable<Answers['portal']> = {}) =>
  openPage(
    '/portal',
    {
      portal: {
        details,
        ...portal,
      },
    },
    customerViewer,
  )

const bankDetails = {
  accountHolder: 'Example Hosting Ltd',
  iban: 'DE02120300000000202051',
  bic: 'BYLADEM1001',
  bank: 'Example Bank',
  note: '',
}
const company = {
  legalName: 'Example Hosting Ltd',
  email: 'billing@hosting.example',
  timeZone: 'Europe/Berlin',
}

test('shows what is due, how to pay it, and the PDF of each document', async () => {
  openPage(
    '/portal',
    {
      portal: {
        details: () => ({
          email: 'ada@example.com',
          fullName: 'Ada',
          companyName: null,
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
      },
      portalBilling: {
        balance: () => ({ items: [balanceInEuro({ credit: eur(5) })], company, bankDetails }),
        subscriptions: () => ({ items: [portalSubscription()] }),
        invoices: () => ({ items: [portalInvoice({ isOverdue: true })], nextCursor: null }),
      },
    },
    customerViewer,
  )
  const billing = within(await screen.findByRole('region', { name: text.billing.title }))
  expect(billing.getAllByText('€1,234.50')).toHaveLength(2)
  expect(billing.getByText('€234.50 is overdue.', { exact: false })).toBeVisible()
  expect(billing.getByText('You have €0.05 of credit.', { exact: false })).toBeVisible()
  expect(billing.getByText('DE02 1203 0000 0000 2020 51')).toBeVisible()
  expect(billing.getByText('INV-2026-0042')).toBeVisible()
  expect(billing.getByText('2 x Hosting L')).toBeVisible()
  expect(billing.getByRole('link', { name: 'Download Invoice INV-2026-0042 as PDF' })).toHaveAttribute(
    'href',
    `/api/v1/portal/invoices/${billingIds.invoice}/pdf`,
  )
})

test.each([
  ['no hosting', [], text.billing.overdue('€234.50')],
  ['suspended hosting', [portalAccount({ status: 'suspended' })], text.billing.overdue('€234.50')],
  ['running hosting', [portalAccount()], text.billing.overdueWithHosting('€234.50')],
])('reminds a customer with %s of an overdue amount', async (_name, items, expected) => {
  openPage(
    '/portal',
    {
      portal: { details, hostingAccounts: () => ({ items }) },
      portalBilling: { balance: () => ({ items: [balanceInEuro()], company, bankDetails }) },
    },
    customerViewer,
  )
  expect(await screen.findByText(expected)).toBeVisible()
})

test('names the company to ask if no bank details are known', async () => {
  openPage(
    '/portal',
    {
      portal: {
        details: () => ({
          email: 'a@example.com',
          fullName: 'Ada',
          companyName: null,
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
      },
      portalBilling: { balance: () => ({ items: [balanceInEuro()], company, bankDetails: null }) },
    },
    customerViewer,
  )
  expect(
    await screen.findByText(text.billing.askCompany('Example Hosting Ltd', 'billing@hosting.example')),
  ).toBeVisible()
})

describeRoute('/portal', {
  async loading() {
    open({ hostingAccounts: never })
    expect(await screen.findByRole('heading', { name: 'Ada Lovelace', level: 1 })).toBeVisible()
    expect(await screen.findAllByText('Loading...')).toHaveLength(1)
    expect(screen.queryByLabelText('Current Password')).not.toBeInTheDocument()
  },
  async full() {
    open({ hostingAccounts: () => ({ items: [portalAccount()] }) })
    const hosting = await screen.findByRole('region', { name: 'My hosting' })
    expect(await within(hosting).findByText(text.status.active.meaning)).toBeVisible()
    expect(within(hosting).getByRole('link', { name: 'Open NextPanel' })).toHaveAttribute(
      'href',
      'https://panel.example:9000',
    )
    expect(await screen.findByText('Analytical Engines')).toBeVisible()
    expect(screen.getByLabelText('Current Password')).toBeVisible()
  },
  async empty() {
    open()
    expect(await screen.findByText(text.none)).toBeVisible()
  },
  async error() {
    open({
      hostingAccounts: refuses('Your hosting is not available.'),
      details: refuses('Your details are not available.'),
    })
    expect(await screen.findByText('Your hosting is not available.')).toBeVisible()
    expect(await screen.findByText('Your details are not available.')).toBeVisible()
  },
})

test('shows the current step while hosting is being set up', async () => {
  open({
    hostingAccounts: () => ({
      items: [
        portalAccount({
          status: 'pending',
          panelUserId: null,
          progress: {
            kind: 'create',
            step: 'at-work',
            nextAttemptAt: null,
            since: '2026-03-01T12:00:00.000Z',
          },
        }),
      ],
    }),
  })
  const steps = await screen.findByRole('list', { name: text.steps.label })
  expect(within(steps).getByRole('listitem', { current: 'step' })).toHaveTextContent(
    text.steps.created('Production Server'),
  )
})

test('sends staff to their own start page', async () => {
  openPage('/portal', {}, staff)
  expect(await screen.findByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
})

test('reads a paid account again until its hosting is restored', async () => {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })
  let reads = 0
  open({
    hostingAccounts: () => {
      reads += 1
      const account =
        reads < 3
          ? portalAccount({ status: 'suspended', suspension: 'restoring', progress: null })
          : portalAccount({ status: 'active' })
      return { items: [account] }
    },
  })
  const hosting = within(await screen.findByRole('region', { name: 'My hosting' }))
  expect(await hosting.findByText(text.suspension.restoring.meaning)).toBeVisible()
  await act(() => vi.advanceTimersByTimeAsync(2000))
  await act(() => vi.advanceTimersByTimeAsync(2000))
  expect(await hosting.findByText(text.status.active.meaning)).toBeVisible()
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(reads).toBe(3)
})

test('reads an account that waits for staff only once', async () => {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })
  let reads = 0
  open({
    hostingAccounts: () => {
      reads += 1
      const progress = {
        kind: 'unsuspend' as const,
        step: 'by-staff' as const,
        nextAttemptAt: null,
        since: '2026-03-01T12:00:00.000Z',
      }
      return { items: [portalAccount({ status: 'suspended', suspension: 'restoring', progress })] }
    },
  })
  const hosting = within(await screen.findByRole('region', { name: 'My hosting' }))
  expect(await hosting.findByText(text.suspension.restoring.meaning)).toBeVisible()
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(reads).toBe(1)
})
