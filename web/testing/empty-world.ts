import { staffRoles } from '#contracts/roles.ts'
import type { Answers } from './answers.ts'
import { billingPreview } from './billing-samples.ts'
import {
  at,
  billingProfile,
  billingSettings,
  dunningForecast,
  dunningPolicy,
  dunningState,
  noHealth,
  noOnboardings,
  noOperations,
  panel,
  serverStatistics,
  simulated,
  systemStatus,
  teamMember,
} from './samples.ts'

/** The API responses of a new installation: every list is empty. */
export const emptyWorld = {
  session: {
    setupState: () => ({ required: false, passkeyDomain: 'localhost' }),
    sessions: () => ({ items: [] }),
    recentSignIn: () => ({}),
  },
  factors: { get: () => ({ totp: null, required: false, passkeys: [], passkeyDomain: 'localhost' }) },
  team: { list: () => ({ items: [teamMember()], grantableRoles: [...staffRoles], factorsRequired: false }) },
  apiTokens: { list: () => ({ items: [], nextCursor: null }) },
  hostingAccounts: { search: () => ({ items: [] }) },
  customers: {
    list: () => ({ items: [], nextCursor: null }),
    hostingAccounts: () => ({ items: [] }),
    audit: () => ({ items: [], nextCursor: null }),
    validate: () => ({ errors: [], warnings: [], freeUsername: null }),
  },
  panels: { list: () => ({ items: [panel] }) },
  servers: {
    list: () => ({ items: [] }),
    placement: () => ({ policy: 'least-utilized', updatedAt: null }),
    checks: () => ({ items: [], nextCursor: null }),
    statistics: () => serverStatistics(),
    health: () => noHealth,
  },
  audit: { list: () => ({ items: [], nextCursor: null }) },
  mail: {
    setup: () => ({ settings: null, linkOrigin: 'https://billing.example', linkOriginIsPublic: true }),
    templates: () => ({ items: [] }),
    list: () => ({ items: [], nextCursor: null, isSetUp: false }),
  },
  webhooks: {
    list: () => ({ items: [] }),
    deliveries: () => ({ items: [], nextCursor: null }),
  },
  products: { list: () => ({ items: [], nextCursor: null }) },
  coupons: { list: () => ({ items: [], nextCursor: null }) },
  company: { settings: () => billingSettings({ company: null }), logo: () => ({ logo: null }) },
  taxes: { list: () => ({ items: [], nextCursor: null }) },
  dunning: {
    policy: () => dunningPolicy(),
    state: () => dunningState(),
    cases: () => ({ items: [], nextCursor: null }),
    forecast: () => dunningForecast(),
    ofCustomer: () => ({ case: null, wishes: [] }),
  },
  billing: { parks: () => ({ items: [] }) },
  simulation: { run: () => simulated() },
  billingProfiles: { get: () => billingProfile() },
  alerts: { list: () => ({ items: [] }) },
  engine: { get: () => ({ paused: false, reason: null, since: null, by: null }) },
  operations: {
    list: () => ({ items: [], nextCursor: null }),
    overview: () => noOperations,
  },
  reports: {
    overview: () => ({ asOf: '2026-03-01', items: [] }),
    revenue: () => ({ from: '2026-01-01', to: '2026-03-01', items: [] }),
    tax: () => ({ from: '2026-01-01', to: '2026-03-01', items: [] }),
    aging: () => ({ asOf: '2026-03-01', items: [] }),
    mrr: () => ({ from: '2026-01-01', to: '2026-03-01', items: [] }),
  },
  savedViews: { list: () => ({ items: [] }) },
  reconciliations: { list: () => ({ items: [], nextCursor: null }) },
  statistics: { onboardings: () => noOnboardings, servers: () => ({ since: at, items: [] }) },
  system: { status: () => systemStatus() },
  installation: { get: () => ({ id: 'installation-1', standing: 'recognised', since: null }) },
  invoices: { list: () => ({ items: [], nextCursor: null }) },
  subscriptions: {
    list: () => ({ items: [], nextCursor: null }),
    previewNewCustomer: () => billingPreview(),
  },
  payments: { list: () => ({ items: [], nextCursor: null }) },
  bankStatements: { list: () => ({ items: [], nextCursor: null }) },
  ledger: {
    list: () => ({ items: [], nextCursor: null }),
    balance: ({ id }) => ({ customerId: id, items: [] }),
  },
  portal: { hostingAccounts: () => ({ items: [] }) },
  portalBilling: {
    balance: () => ({
      items: [],
      company: {
        legalName: 'Example Hosting Ltd',
        email: 'billing@hosting.example',
        timeZone: 'Europe/Berlin',
      },
      bankDetails: null,
    }),
    subscriptions: () => ({ items: [] }),
    invoices: () => ({ items: [], nextCursor: null }),
  },
} satisfies Answers
