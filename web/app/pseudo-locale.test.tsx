import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { readableIban } from '#contracts/iban.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import { webhookEventTypes } from '#contracts/webhooks/events.ts'
import type { Answers } from '../testing/answers.ts'
import {
  agingReport,
  balanceInEuro,
  bankLine,
  bankStatement,
  billingIds,
  billingOverview,
  billingPreview,
  eur,
  invoice,
  invoiceSummary,
  ledgerEntry,
  mrrReport,
  ownInvoice,
  payment,
  paymentSummary,
  portalInvoice,
  portalSubscription,
  revenueReport,
  subscription,
  subscriptionSummary,
  taxReport,
} from '../testing/billing-samples.ts'
import { fakeFetch } from '../testing/fake-api.ts'
import { foreignTexts } from '../testing/foreign-texts.ts'
import { openPage } from '../testing/open-page.tsx'
import { stringsIn } from '../testing/pseudo-locale.ts'
import {
  account,
  alert,
  apiToken,
  auditEntry,
  bankDetails,
  billingProfile,
  billingSettings,
  bulkAction,
  bulkRow,
  coupon,
  customer,
  customerViewer,
  dunningCase,
  dunningForecast,
  dunningPolicy,
  dunningState,
  failedOperation,
  finding,
  forecastStep,
  group,
  ids,
  importDetails,
  importRow,
  mail,
  mailSetup,
  mailTemplate,
  noOperations,
  onboardings,
  operation,
  operationWithTimeline,
  portalAccount,
  price,
  product,
  reconciliation,
  savedView,
  server,
  serverStatistics,
  simulated,
  simulatedEvent,
  simulatedStep,
  staff,
  staffAs,
  systemInTrouble,
  taxRate,
  teamMember,
  waitingWish,
  webhookDelivery,
  webhookEndpoint,
} from '../testing/samples.ts'
import { words } from '../words/index.ts'
import type { AppRoute } from './router.tsx'

let provided: string[] = []

beforeEach(() => {
  provided = []
  const recordingFetch = async (...request: Parameters<typeof fakeFetch>) => {
    const response = await fakeFetch(...request)
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null)
    provided.push(...stringsIn(body).filter((text) => !isCode(text)))
    return response
  }
  vi.stubGlobal('fetch', recordingFetch)
})

/** Codes such as "active" and "needs-person" must not be shown. Usernames of the samples start with "ada". */
const isCode = (text: string) => /^[a-z-]+$/.test(text) && !text.startsWith('ada')

interface Scenario {
  address: string
  answers?: Answers
  viewer?: Viewer | null
  /** Returns when the content of the page is loaded. */
  loaded: () => Promise<unknown>
}

const hasText =
  (text: string | RegExp, options: { exact?: boolean } = {}) =>
  () =>
    screen.findAllByText(text, options)
const hasHeading = (name: string) => () => screen.findByRole('heading', { name, level: 1 })

const servers = { list: () => ({ items: [server(), server({ id: ids.run, status: 'offline' })] }) }
const noLines = { proposed: 0, unmatched: 0, confirmed: 0, ignored: 0 }
const listedBilling = {
  invoices: {
    list: () => ({
      items: [
        invoiceSummary({ isOverdue: true }),
        invoiceSummary({ id: ids.alan, number: null, status: 'draft', issuedOn: null, dueOn: null }),
      ],
      nextCursor: 'more',
    }),
  },
  subscriptions: { list: () => ({ items: [subscriptionSummary()], nextCursor: 'more' }) },
  payments: {
    list: () => ({
      items: [paymentSummary({ status: 'reversed', unallocated: eur(5), refunded: eur(6) })],
      nextCursor: 'more',
    }),
  },
  ledger: {
    balance: ({ id }: { id: string }) => ({ customerId: id, items: [balanceInEuro()] }),
    list: () => ({ items: [ledgerEntry()], nextCursor: 'more' }),
  },
} satisfies Answers
const listed = {
  operations: {
    list: () => ({ items: [operation(), failedOperation()], nextCursor: 'more' }),
    overview: () => ({
      ...noOperations,
      needsAction: { total: 2, operations: 1, alerts: 1 },
      groups: [group()],
    }),
  },
}
const ada: Answers = {
  servers,
  customers: {
    get: () => customer(),
    hostingAccounts: () => ({
      items: [account({ operation: failedOperation() }), account({ id: ids.run, status: 'suspended' })],
    }),
    audit: () => ({ items: [auditEntry()], nextCursor: 'more' }),
  },
  hostingAccounts: { suspensions: () => ({ items: [] }) },
  ...listed,
}
const run = reconciliation({ vanished: 1, items: [finding()], findings: { total: 1, open: 1, leftOut: 0 } })
const { items: _, ...summary } = run
const customerAddress = `/customers/${ids.ada}`
const serverAddress = `/server/${ids.server}`

const mailing: Answers['mail'] = {
  setup: () => mailSetup(),
  list: () => ({
    items: [mail(), mail({ id: ids.run, state: 'waiting' })],
    nextCursor: 'more',
    isSetUp: true,
  }),
  templates: () => ({ items: [mailTemplate()] }),
}

const past = '2026-02-01T12:00:00.000Z'

/** A layout route and its index route have the same address. */
type PageRoute = '/' | Exclude<AppRoute, `${string}/`>

const scenarios: Record<PageRoute, Scenario> = {
  '/': {
    address: '/',
    answers: {
      servers,
      customers: { list: () => ({ items: [customer()], nextCursor: null }) },
      alerts: { list: () => ({ items: [alert()] }) },
      statistics: { onboardings: () => onboardings },
      ...listed,
    },
    loaded: hasText(words.home.perDay),
  },
  '/account': { address: '/account', loaded: hasText(words.keys.sheet) },
  '/audit': {
    address: '/audit?actor=grace',
    answers: { servers, audit: { list: () => ({ items: [auditEntry()], nextCursor: 'more' }) } },
    loaded: hasText(words.audit.action('customer.change')),
  },
  '/customers': {
    address: '/customers',
    answers: {
      servers,
      customers: {
        list: () => ({
          items: [customer(), customer({ id: ids.alan, isActive: false })],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Ada Lovelace'),
  },
  '/customers/new': {
    address: '/customers/new',
    answers: { servers },
    loaded: () => screen.findByRole('dialog', { name: words.onboarding.title }),
  },
  '/customers/$customerId': { address: customerAddress, answers: ada, loaded: hasText('Analytical Engines') },
  '/customers/$customerId/hosting': {
    address: `${customerAddress}/hosting`,
    answers: ada,
    loaded: hasText(words.hosting.usage),
  },
  '/customers/$customerId/operations': {
    address: `${customerAddress}/operations`,
    answers: ada,
    loaded: hasText('The username is already used on this server.'),
  },
  '/customers/$customerId/audit': {
    address: `${customerAddress}/audit`,
    answers: ada,
    loaded: hasText(words.audit.action('customer.change')),
  },
  '/customers/$customerId/mail': {
    address: `${customerAddress}/mail`,
    answers: { ...ada, mail: mailing },
    loaded: hasText(words.mail.kinds.welcome),
  },
  '/confirm-email': {
    address: '/confirm-email#token',
    viewer: null,
    loaded: hasHeading(words.session.confirmEmailTitle),
  },
  '/forgot-password': {
    address: '/forgot-password',
    viewer: null,
    loaded: hasHeading(words.session.forgotTitle),
  },
  '/mail': { address: '/mail', answers: { mail: mailing }, loaded: hasText(words.mail.kinds.welcome) },
  '/mail/templates': {
    address: '/mail/templates',
    answers: { mail: mailing },
    loaded: hasText(words.mail.placeholders),
  },
  '/login': { address: '/login', viewer: null, loaded: hasHeading(words.common.signIn) },
  '/imports': {
    address: '/imports',
    answers: { imports: { list: () => ({ items: [importDetails()], nextCursor: 'more' }) } },
    loaded: hasText('customers.csv'),
  },
  '/imports/$importId': {
    address: `/imports/${ids.import}`,
    answers: {
      imports: {
        get: () => importDetails({ credentials: { waiting: 2, downloadedAt: null, downloadedBy: null } }),
        rows: () => ({
          items: [importRow(), importRow({ number: 3, state: 'invalid' })],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Email is not valid.'),
  },
  '/bulk-actions': {
    address: '/bulk-actions',
    answers: { bulkActions: { list: () => ({ items: [bulkAction()], nextCursor: 'more' }) } },
    loaded: hasText(words.bulkActions.kinds.suspend),
  },
  '/bulk-actions/$bulkActionId': {
    address: `/bulk-actions/${ids.bulkAction}`,
    answers: {
      bulkActions: {
        get: () => bulkAction({ confirm: 60 }),
        rows: () => ({ items: [bulkRow(), bulkRow({ number: 2, state: 'skipped' })], nextCursor: 'more' }),
      },
    },
    loaded: hasText(words.bulkActions.confirmLabel),
  },
  '/operations': {
    address: '/operations',
    answers: { servers, ...listed },
    loaded: hasText('The username is already used on this server.'),
  },
  '/operations/$operationId': {
    address: `/operations/${ids.operation}`,
    answers: { operations: { get: () => operationWithTimeline() } },
    loaded: hasText('The account is active.'),
  },
  '/invoices': { address: '/invoices', answers: listedBilling, loaded: hasText(words.invoices.overdue) },
  '/invoices/$invoiceId': {
    address: `/invoices/${billingIds.invoice}`,
    answers: { invoices: { get: () => invoice() } },
    loaded: hasText(words.invoices.pdf),
  },
  '/payments': {
    address: '/payments',
    answers: listedBilling,
    loaded: hasText(words.payments.status.reversed),
  },
  '/payments/statements': {
    address: '/payments/statements',
    answers: {
      bankStatements: {
        list: () => ({
          items: [
            bankStatement(),
            bankStatement({ id: billingIds.line, counts: { ...noLines, confirmed: 1 } }),
            bankStatement({ id: billingIds.item, counts: noLines, known: 3 }),
          ],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText(words.bankStatements.allKnown),
  },
  '/payments/statements/$statementId': {
    address: `/payments/statements/${billingIds.statement}`,
    answers: {
      bankStatements: {
        get: () => bankStatement({ known: 2 }),
        lines: () => ({
          items: [
            bankLine(),
            bankLine({ id: billingIds.line, amount: eur(999) }),
            bankLine({ id: billingIds.item, state: 'unmatched', proposal: null, payer: '' }),
            bankLine({ id: billingIds.price, state: 'ignored', amount: eur(-300) }),
            bankLine({ id: billingIds.product, state: 'confirmed', paymentId: billingIds.payment }),
          ],
        }),
      },
    },
    loaded: hasText(words.bankStatements.moneyOut),
  },
  '/portal/invoices/$invoiceId': {
    address: `/portal/invoices/${billingIds.invoice}`,
    viewer: customerViewer,
    answers: {
      portalBilling: { invoice: () => ownInvoice({ isOverdue: true }) },
      portal: {
        hostingAccounts: () => ({
          items: [
            portalAccount({
              status: 'suspended',
              suspension: 'overdue',
              overdueInvoices: [
                {
                  id: billingIds.invoice,
                  number: 'INV-2026-0042',
                  dueOn: '2026-02-15',
                  amountDue: eur(123_450),
                },
              ],
            }),
          ],
        }),
      },
    },
    loaded: hasText(words.portal.billing.howToPay),
  },
  '/payments/$paymentId': {
    address: `/payments/${billingIds.payment}`,
    answers: {
      payments: {
        get: () =>
          payment({
            refundable: eur(450),
            recordedBy: 'Grace Hopper',
            allocations: [
              { invoiceId: billingIds.invoice, invoiceNumber: 'INV-7', amount: eur(-5), on: '2026-02-10' },
            ],
            refunds: [
              {
                id: billingIds.line,
                amount: eur(6),
                reference: '',
                refundedOn: '2026-02-11',
                reason: 'Paid twice',
                recordedBy: 'Grace Hopper',
              },
            ],
          }),
      },
    },
    loaded: hasText(words.payments.usedFor),
  },
  '/portal': {
    address: '/portal',
    viewer: customerViewer,
    answers: {
      portalBilling: {
        balance: () => ({
          items: [balanceInEuro({ credit: eur(5) })],
          company: { legalName: 'Example Ltd', email: 'billing@example.com', timeZone: 'Europe/Berlin' },
          bankDetails: {
            accountHolder: 'Example Ltd',
            iban: 'DE02120300000000202051',
            bic: 'BYLADEM1001',
            bank: 'Example Bank',
            note: 'Thank you.',
          },
        }),
        subscriptions: () => ({ items: [portalSubscription()] }),
        invoices: () => ({ items: [portalInvoice()], nextCursor: 'more' }),
      },
      portal: {
        hostingAccounts: () => ({ items: [portalAccount()] }),
        details: () => ({
          email: 'ada@example.com',
          fullName: 'Ada Lovelace',
          companyName: null,
          createdAt: '2026-03-01T12:00:00.000Z',
        }),
      },
    },
    loaded: hasText(words.portal.status.active.meaning),
  },
  '/server': { address: '/server', answers: { servers }, loaded: hasText('Production Server') },
  '/server/$serverId': {
    address: serverAddress,
    answers: { servers: { ...servers, statistics: () => serverStatistics() } },
    loaded: hasText(words.servers.breaker.closed),
  },
  '/server/$serverId/reconciliation': {
    address: `${serverAddress}/reconciliation`,
    answers: {
      servers,
      reconciliations: { list: () => ({ items: [summary], nextCursor: null }), get: () => run },
    },
    loaded: hasText(words.reconciliation.kinds.gone.title),
  },
  '/settings/api-tokens': {
    address: '/settings/api-tokens',
    answers: {
      apiTokens: {
        list: () => ({
          items: [
            apiToken(),
            apiToken({ id: ids.alan, isOwn: false, status: 'expired', lastUsedAt: null, expiresAt: past }),
          ],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Nightly report'),
  },
  '/dunning': {
    address: '/dunning',
    answers: {
      dunning: {
        state: () =>
          dunningState({
            isEnabled: false,
            brake: {
              day: '2026-11-23',
              suspended: 20,
              pending: 3,
              limit: 20,
              stoppedAt: past,
              toConfirm: 23,
            },
            wishes: [waitingWish(), waitingWish({ accountId: ids.alan, wanted: false })],
          }),
        cases: () => ({
          items: [
            dunningCase(),
            dunningCase({ id: ids.alan, heldUntil: '2026-12-24', holdReason: 'Ada' }),
            dunningCase({ id: ids.ada, nextStepOn: null, steps: [] }),
          ],
          nextCursor: 'more',
        }),
        forecast: () => dunningForecast([forecastStep(), forecastStep({ action: 'late-fee' })]),
      },
    },
    loaded: hasText(words.dunning.brakeHelp),
  },
  '/simulation': {
    address: `/simulation?customer=${ids.ada}`,
    answers: {
      simulation: { run: () => simulated([simulatedEvent(), simulatedStep({ kind: 'suspension' })], 5) },
    },
    loaded: hasText(words.simulation.totals),
  },
  '/reports': {
    address: '/reports',
    answers: { reports: { revenue: () => revenueReport() } },
    loaded: hasText('Hosting L'),
  },
  '/subscriptions': {
    address: '/subscriptions',
    answers: listedBilling,
    loaded: hasText(words.subscriptions.status.active),
  },
  '/subscriptions/$subscriptionId': {
    address: `/subscriptions/${billingIds.subscription}`,
    answers: { subscriptions: { get: () => subscription(), nextInvoice: () => billingPreview() } },
    loaded: hasText('Hosting XL'),
  },
  '/products': {
    address: '/products',
    answers: {
      products: {
        list: () => ({
          items: [
            product({
              description: 'Ada',
              taxCategory: 'ada',
              packageId: 7,
              serverTags: ['ada'],
              isVisible: false,
              prices: [
                price({ interval: { unit: 'year', count: 2 } }),
                price({ id: ids.ada, setupFee: { amount: '500', currency: 'EUR' }, taxIncluded: true }),
                price({ id: ids.alan, isArchived: true, interval: { unit: 'once', count: 1 } }),
              ],
            }),
            product({ id: ids.alan, kind: 'one-time', taxCategory: 'ada', withHosting: false, prices: [] }),
          ],
          nextCursor: 'more',
        }),
      },
    },
    loaded: hasText('Ada'),
  },
  '/products/coupons': {
    address: '/products/coupons',
    answers: {
      coupons: {
        list: () => ({
          items: [
            coupon({ durationPeriods: 3, maxRedemptions: 5, expiresOn: '2027-01-01', isActive: false }),
            coupon({ id: ids.ada, scope: 'all', productIds: [ids.product] }),
          ],
          nextCursor: null,
        }),
      },
    },
    loaded: async () => void (await screen.findAllByText('SAVE10')),
  },
  '/settings/billing': {
    address: '/settings/billing',
    answers: { company: { settings: () => billingSettings() } },
    loaded: hasText(words.companyForm.noLogo),
  },
  '/settings/billing/payment': {
    address: '/settings/billing/payment',
    answers: { company: { settings: () => billingSettings({ bankDetails }) } },
    loaded: hasText(words.paymentForm.bankHelp),
  },
  '/settings/billing/numbering': {
    address: '/settings/billing/numbering',
    answers: { company: { settings: () => billingSettings() } },
    loaded: hasText('INV-2026-00042'),
  },
  '/settings/billing/taxes': {
    address: '/settings/billing/taxes',
    answers: {
      company: { settings: () => billingSettings() },
      taxes: {
        list: () => ({
          items: [
            taxRate({ region: 'Ada', postcodePrefix: '274', category: 'ada' }),
            taxRate({ id: ids.ada, category: 'ada', validUntil: '2022-01-01', percent: '9.975' }),
          ],
          nextCursor: null,
        }),
      },
    },
    loaded: async () => void (await screen.findAllByText(words.taxRates.state.current)),
  },
  '/settings/billing/dunning': {
    address: '/settings/billing/dunning',
    answers: { dunning: { policy: () => dunningPolicy() } },
    loaded: hasText(words.dunningForm.brakeHelp),
  },
  '/customers/$customerId/billing': {
    address: `${customerAddress}/billing`,
    answers: {
      ...listedBilling,

      ...ada,
      company: { settings: () => billingSettings() },
      billingProfiles: {
        get: () =>
          billingProfile({
            country: 'AT',
            taxId: 'ATU12345678',
            taxIdCheck: { result: 'valid', checkedAt: past, evidence: 'VIES', by: 'Grace Hopper' },
            notes: 'Ada',
          }),
      },
    },
    loaded: hasText(words.billingProfile.results.valid),
  },
  '/settings/status': {
    address: '/settings/status',
    answers: { system: { status: () => systemInTrouble() } },
    loaded: hasText(/The last backup is 9 days old/),
  },
  '/settings/webhooks': {
    address: '/settings/webhooks',
    answers: {
      webhooks: {
        list: () => ({
          items: [
            webhookEndpoint({
              deliveries: { waiting: 2, failed: 1 },
              failingSince: past,
              previousSecretUntil: past,
            }),
            webhookEndpoint({
              id: ids.alan,
              events: ['server.deleted'],
              isEnabled: false,
              disabledReason: 'gone',
            }),
          ],
        }),
      },
    },
    loaded: hasText('https://hooks.example.com/billing'),
  },
  '/team': {
    address: '/team',
    answers: {
      team: {
        list: () => ({
          items: [
            teamMember(),
            teamMember({ id: ids.alan, isSelf: false, status: 'invited', lastSignInAt: null }),
          ],
          grantableRoles: ['owner'],
          factorsRequired: false,
        }),
      },
    },
    loaded: hasText(words.team.never),
  },
  '/set-password': {
    address: '/set-password#token',
    viewer: null,
    answers: {
      passwordLinks: {
        inspect: () => ({
          email: 'ada@example.com',
          name: 'Ada Lovelace',
          expiresAt: '2026-03-02T12:00:00.000Z',
        }),
      },
    },
    loaded: hasHeading(words.session.setPasswordTitle),
  },
  '/setup': {
    address: '/setup#token=secret',
    viewer: null,
    answers: { session: { setupState: () => ({ required: true, passkeyDomain: null }) } },
    loaded: hasHeading(words.session.createFirstAdmin),
  },
  '/$': { address: '/no/such/page', loaded: hasHeading(words.shell.noSuchPage) },
}

describe('each visible text is in the catalogue', () => {
  test.each(Object.entries(scenarios))('on the route %s', async (_, { address, answers, viewer, loaded }) => {
    openPage(address, answers, viewer === undefined ? staff : viewer)
    await loaded()
    // An IBAN is shown in groups of four.
    expect(foreignTexts([...provided, readableIban('DE02120300000000202051')])).toEqual([])
  })

  test('in the form of Add Customer with hosting', async () => {
    const user = openPage('/customers/new', { servers })
    await user.click(await screen.findByRole('checkbox', { name: words.onboarding.withHosting }))
    await screen.findByText(words.onboarding.hostingUsername)
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Add Customer with a plan', async () => {
    const user = openPage('/customers/new', {
      servers,
      company: { settings: () => billingSettings() },
      products: {
        list: () => ({
          items: [product({ packageId: 7, serverTags: ['ssd'], prices: [price({ setupFee: eur(990) })] })],
          nextCursor: null,
        }),
      },
    })
    const { plan } = words.subscriptions
    const form = within(await screen.findByRole('dialog', { name: words.onboarding.title }))
    await user.selectOptions(await form.findByLabelText(plan.label), ids.product)
    expect(form.getByText(plan.withoutHosting)).toBeVisible()
    expect(foreignTexts(provided)).toEqual([])
    await user.click(form.getByRole('checkbox', { name: words.onboarding.withHosting }))
    await form.findByText(plan.when)
    expect(foreignTexts([...provided, 'ssd'])).toEqual([])
  })

  test('in the dialog that chooses the hosting account of a subscription', async () => {
    const user = openPage(`/subscriptions/${billingIds.subscription}`, {
      ...ada,
      subscriptions: {
        get: () => subscription({ provision: 'after-payment', status: 'pending', hostingAccountId: null }),
        nextInvoice: () => billingPreview(),
      },
    })
    await user.click(await screen.findByRole('button', { name: words.subscriptions.chooseHosting }))
    const dialog = await screen.findByRole('dialog', { name: words.subscriptions.hostingTitle })
    await within(dialog).findByLabelText(words.subscriptions.hosting)
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Add Server', async () => {
    const user = openPage('/server')
    await user.click(await screen.findByRole('button', { name: words.servers.add }))
    await screen.findByRole('dialog', { name: words.servers.addTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Invite', async () => {
    const user = openPage('/team')
    await user.click(await screen.findByRole('button', { name: words.team.invite }))
    await screen.findByRole('dialog', { name: words.team.inviteTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the form of Create Token, and with the new token', async () => {
    const user = openPage('/settings/api-tokens', {
      apiTokens: { create: () => ({ ...apiToken(), token: 'npb_sample' }) },
    })
    await user.click(
      (await screen.findAllByRole('button', { name: words.apiTokens.create }))[0] as HTMLElement,
    )
    const dialog = await screen.findByRole('dialog', { name: words.apiTokens.createTitle })
    expect(foreignTexts(provided)).toEqual([])
    await user.type(within(dialog).getByLabelText(words.apiTokens.name), 'Ada')
    await user.click(within(dialog).getByRole('button', { name: words.apiTokens.presets.read }))
    await user.click(within(dialog).getByRole('button', { name: words.apiTokens.create }))
    await screen.findByLabelText(words.apiTokens.token)
    expect(foreignTexts([...provided, 'Ada'])).toEqual([])
  })

  test('in the saved views, and in the choice of columns', async () => {
    const user = openPage('/customers', {
      servers,
      customers: { list: () => ({ items: [customer()], nextCursor: null }) },
      savedViews: { list: () => ({ items: [savedView()] }) },
    })
    await user.click(await screen.findByRole('button', { name: words.common.views }))
    const dialog = await screen.findByRole('dialog', { name: words.views.title })
    await within(dialog).findByRole('link')
    expect(foreignTexts(provided)).toEqual([])
    await user.keyboard('{Escape}')
    await user.click(await screen.findByRole('button', { name: words.common.columns }))
    await screen.findByRole('dialog', { name: words.views.columnsTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the forms of products and coupons', async () => {
    const user = openPage('/products', {
      products: { list: () => ({ items: [product({ taxCategory: 'ada' })], nextCursor: null }) },
      company: { settings: () => billingSettings() },
    })
    await user.click(await screen.findByRole('button', { name: words.products.addPriceTo('Starter') }))
    await screen.findByRole('dialog')
    expect(foreignTexts(provided)).toEqual([])
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: words.products.add }))
    await screen.findByRole('dialog', { name: words.products.addTitle })
    expect(foreignTexts(provided)).toEqual([])
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('tab', { name: words.products.tabs.coupons }))
    await user.click(await screen.findByRole('button', { name: words.coupons.add }))
    await screen.findByRole('dialog', { name: words.coupons.addTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the other reports', async () => {
    const user = openPage('/reports?report=tax', {
      reports: { tax: () => taxReport(), aging: () => agingReport(), mrr: () => mrrReport() },
    })
    await screen.findByRole('region', { name: words.reports.inCurrency(words.reports.taxTable, 'EUR') })
    expect(foreignTexts([...provided, 'VAT', 'Tyrol'])).toEqual([])
    for (const [tab, label] of [
      [words.reports.tabs.aging, words.reports.agingTable],
      [words.reports.tabs.mrr, words.reports.mrrTable],
    ] as const) {
      await user.click(screen.getByRole('tab', { name: tab }))
      await screen.findByRole('region', { name: words.reports.inCurrency(label, 'EUR') })
      expect(foreignTexts(provided)).toEqual([])
    }
  })

  test('in the billing section of the start page', async () => {
    openPage('/', {
      customers: { list: () => ({ items: [customer()], nextCursor: null }) },
      reports: { overview: () => billingOverview() },
    })
    await screen.findByRole('heading', { name: words.reports.billing })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the forms of tax rates and billing details', async () => {
    const user = openPage('/settings/billing/taxes', {
      ...ada,
      taxes: { list: () => ({ items: [taxRate({ category: 'ada' })], nextCursor: null }) },
      company: { settings: () => billingSettings() },
      billingProfiles: { get: () => billingProfile({ taxId: 'ATU12345678' }) },
    })
    const rate = words.taxRates.rate('VAT', '19')
    await user.click(await screen.findByRole('button', { name: words.taxRates.endNamed(rate) }))
    await screen.findByRole('dialog')
    expect(foreignTexts(provided)).toEqual([])
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: words.taxRates.add }))
    await screen.findByRole('dialog', { name: words.taxRates.addTitle })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the forms and the deliveries of webhooks', async () => {
    const user = openPage('/settings/webhooks', {
      webhooks: {
        list: () => ({ items: [webhookEndpoint({ deliveries: { waiting: 0, failed: 1 } })] }),
        create: () => ({ ...webhookEndpoint(), secret: 'whsec_sample' }),
        deliveries: () => ({ items: [webhookDelivery({ state: 'failed' })], nextCursor: 'more' }),
        delivery: () => webhookDelivery({ state: 'failed' }),
      },
    })
    await user.click(await screen.findByRole('button', { name: words.webhooks.showDeliveries }))
    await user.click(await screen.findByRole('button', { name: 'customer.created' }))
    await screen.findByText(words.webhooks.request)
    const body = JSON.stringify(JSON.parse(webhookDelivery().body), null, 2)
    expect(foreignTexts([...provided, 'CRM', 'customer.created', body])).toEqual([])
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: words.webhooks.add }))
    const dialog = await screen.findByRole('dialog', { name: words.webhooks.addTitle })
    await user.click(within(dialog).getByLabelText(words.webhooks.someEvents))
    // The names of the API, and an example.
    const names = [...webhookEventTypes, 'https://example.com/webhooks']
    expect(foreignTexts([...provided, 'CRM', ...names])).toEqual([])
  })

  test('in place of a page that the role does not include', async () => {
    openPage('/team', {}, staffAs('support'))
    await screen.findByRole('heading', { name: words.notAllowed.title })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('in the command palette', async () => {
    const user = openPage('/customers')
    await user.click(await screen.findByRole('button', { name: words.palette.open }))
    await screen.findByRole('dialog', { name: words.palette.title })
    expect(foreignTexts(provided)).toEqual([])
  })

  test('reports a text that is not in the catalogue', () => {
    document.title = words.common.product
    document.body.innerHTML = '<button title="Hard-coded">⟦Šåṽéöñ⟧ Ada 3 KB</button>'
    expect(foreignTexts(['Ada'])).toEqual(['Hard-coded'])
    document.body.innerHTML = ''
  })
})
