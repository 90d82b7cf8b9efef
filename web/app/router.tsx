import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { auditFilterIn } from '../features/audit/audit-filter.ts'
import { filterIn } from '../features/customers/customer-filter.ts'
import { invoiceFilterIn } from '../features/invoices/invoice-filter.ts'
import { operationFilterIn } from '../features/operations/operation-filter.ts'
import { paymentFilterIn } from '../features/payments/payment-filter.ts'
import { reportFilterIn } from '../features/reports/report-filter.ts'
import { simulationFilterIn } from '../features/simulation/simulation-filter.ts'
import { subscriptionFilterIn } from '../features/subscriptions/subscription-filter.ts'
import { textOrNothing } from '../lib/one-of.ts'
import { requireCustomer, requireStaff } from './guards.ts'
import { parseSearch, stringifySearch } from './search-params.ts'
import { PageError } from './shell/page-error.tsx'
import { PortalShell } from './shell/portal-shell.tsx'
import { Root } from './shell/root.tsx'
import { StaffShell } from './shell/staff-shell.tsx'

const root = createRootRoute({ component: Root })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: ({ next }: Record<string, unknown>): { next?: string | undefined } => ({
    next: textOrNothing(next),
  }),
  component: lazyRouteComponent(() => import('./pages/login-page.tsx'), 'LoginPage'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/setup-page.tsx'), 'SetupPage'),
})

const setPassword = createRoute({
  getParentRoute: () => root,
  path: '/set-password',
  component: lazyRouteComponent(() => import('./pages/set-password-page.tsx'), 'SetPasswordPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./pages/forgot-password-page.tsx'), 'ForgotPasswordPage'),
})
const confirmEmail = createRoute({
  getParentRoute: () => root,
  path: '/confirm-email',
  component: lazyRouteComponent(() => import('./pages/confirm-email-page.tsx'), 'ConfirmEmailPage'),
})

const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  beforeLoad: requireStaff,
  component: StaffShell,
})
const home = createRoute({
  getParentRoute: () => staff,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home-page.tsx'), 'HomePage'),
})

const customerList = createRoute({
  getParentRoute: () => staff,
  id: 'customer-list',
  validateSearch: filterIn,
  component: lazyRouteComponent(() => import('./pages/customers-page.tsx'), 'CustomersPage'),
})
const customers = createRoute({ getParentRoute: () => customerList, path: '/customers' })
const addCustomer = createRoute({ getParentRoute: () => customerList, path: '/customers/new' })

const customerDetails = createRoute({
  getParentRoute: () => staff,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./pages/customer-page.tsx'), 'CustomerPage'),
})
const customerOverview = createRoute({
  getParentRoute: () => customerDetails,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/customer-overview-tab.tsx'), 'CustomerOverviewTab'),
})
const customerHosting = createRoute({
  getParentRoute: () => customerDetails,
  path: '/hosting',
  component: lazyRouteComponent(() => import('./pages/customer-hosting-tab.tsx'), 'CustomerHostingTab'),
})
const customerBilling = createRoute({
  getParentRoute: () => customerDetails,
  path: '/billing',
  component: lazyRouteComponent(() => import('./pages/customer-billing-tab.tsx'), 'CustomerBillingTab'),
})
const customerOperations = createRoute({
  getParentRoute: () => customerDetails,
  path: '/operations',
  component: lazyRouteComponent(() => import('./pages/customer-operations-tab.tsx'), 'CustomerOperationsTab'),
})
const customerMail = createRoute({
  getParentRoute: () => customerDetails,
  path: '/mail',
  component: lazyRouteComponent(() => import('./pages/customer-mail-tab.tsx'), 'CustomerMailTab'),
})
const customerAudit = createRoute({
  getParentRoute: () => customerDetails,
  path: '/audit',
  component: lazyRouteComponent(() => import('./pages/customer-audit-tab.tsx'), 'CustomerAuditTab'),
})

const imports = createRoute({
  getParentRoute: () => staff,
  path: '/imports',
  component: lazyRouteComponent(() => import('./pages/imports-page.tsx'), 'ImportsPage'),
})
const importDetails = createRoute({
  getParentRoute: () => staff,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('./pages/imports-page.tsx'), 'ImportPage'),
})

const bulkActions = createRoute({
  getParentRoute: () => staff,
  path: '/bulk-actions',
  component: lazyRouteComponent(() => import('./pages/bulk-actions-page.tsx'), 'BulkActionsPage'),
})
const bulkActionDetails = createRoute({
  getParentRoute: () => staff,
  path: '/bulk-actions/$bulkActionId',
  component: lazyRouteComponent(() => import('./pages/bulk-actions-page.tsx'), 'BulkActionPage'),
})

const server = createRoute({
  getParentRoute: () => staff,
  path: '/server',
  validateSearch: ({ add }: Record<string, unknown>): { add?: string | undefined } => ({
    add: textOrNothing(add),
  }),
  component: lazyRouteComponent(() => import('./pages/server-page.tsx'), 'ServerPage'),
})
const serverDetails = createRoute({
  getParentRoute: () => staff,
  path: '/server/$serverId',
  component: lazyRouteComponent(() => import('./pages/server-details-page.tsx'), 'ServerDetailsPage'),
})
const serverOverview = createRoute({
  getParentRoute: () => serverDetails,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/server-details-page.tsx'), 'ServerOverviewTab'),
})
const serverReconciliation = createRoute({
  getParentRoute: () => serverDetails,
  path: '/reconciliation',
  validateSearch: ({ run }: Record<string, unknown>): { run?: string | undefined } => ({
    run: textOrNothing(run),
  }),
  component: lazyRouteComponent(
    () => import('./pages/server-reconciliation-tab.tsx'),
    'ServerReconciliationTab',
  ),
})
const operations = createRoute({
  getParentRoute: () => staff,
  path: '/operations',
  validateSearch: operationFilterIn,
  component: lazyRouteComponent(() => import('./pages/operations-page.tsx'), 'OperationsPage'),
})
const operation = createRoute({
  getParentRoute: () => staff,
  path: '/operations/$operationId',
  component: lazyRouteComponent(() => import('./pages/operation-page.tsx'), 'OperationPage'),
})

const subscriptions = createRoute({
  getParentRoute: () => staff,
  path: '/subscriptions',
  validateSearch: subscriptionFilterIn,
  component: lazyRouteComponent(() => import('./pages/subscriptions-page.tsx'), 'SubscriptionsPage'),
})
const subscription = createRoute({
  getParentRoute: () => staff,
  path: '/subscriptions/$subscriptionId',
  component: lazyRouteComponent(() => import('./pages/subscription-page.tsx'), 'SubscriptionPage'),
})
const invoices = createRoute({
  getParentRoute: () => staff,
  path: '/invoices',
  validateSearch: invoiceFilterIn,
  component: lazyRouteComponent(() => import('./pages/invoices-page.tsx'), 'InvoicesPage'),
})
const invoice = createRoute({
  getParentRoute: () => staff,
  path: '/invoices/$invoiceId',
  component: lazyRouteComponent(() => import('./pages/invoice-page.tsx'), 'InvoicePage'),
})
const payments = createRoute({
  getParentRoute: () => staff,
  path: '/payments',
  validateSearch: paymentFilterIn,
  component: lazyRouteComponent(() => import('./pages/payments-page.tsx'), 'PaymentsPage'),
})
const reports = createRoute({
  getParentRoute: () => staff,
  path: '/reports',
  validateSearch: reportFilterIn,
  component: lazyRouteComponent(() => import('./pages/reports-page.tsx'), 'ReportsPage'),
})
const payment = createRoute({
  getParentRoute: () => staff,
  path: '/payments/$paymentId',
  component: lazyRouteComponent(() => import('./pages/payment-page.tsx'), 'PaymentPage'),
})

const bankStatements = createRoute({
  getParentRoute: () => staff,
  path: '/payments/statements',
  component: lazyRouteComponent(() => import('./pages/bank-statements-page.tsx'), 'BankStatementsPage'),
})
const bankStatement = createRoute({
  getParentRoute: () => staff,
  path: '/payments/statements/$statementId',
  component: lazyRouteComponent(() => import('./pages/bank-statements-page.tsx'), 'BankStatementPage'),
})

const audit = createRoute({
  getParentRoute: () => staff,
  path: '/audit',
  validateSearch: auditFilterIn,
  component: lazyRouteComponent(() => import('./pages/audit-page.tsx'), 'AuditPage'),
})
const mail = createRoute({
  getParentRoute: () => staff,
  path: '/mail',
  component: lazyRouteComponent(() => import('./pages/mail-page.tsx'), 'MailPage'),
})
const mailTemplates = createRoute({
  getParentRoute: () => staff,
  path: '/mail/templates',
  component: lazyRouteComponent(() => import('./pages/mail-page.tsx'), 'MailTemplatesPage'),
})

const account = createRoute({
  getParentRoute: () => staff,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/account-page.tsx'), 'AccountPage'),
})
const team = createRoute({
  getParentRoute: () => staff,
  path: '/team',
  component: lazyRouteComponent(() => import('./pages/team-page.tsx'), 'TeamPage'),
})
const apiTokens = createRoute({
  getParentRoute: () => staff,
  path: '/settings/api-tokens',
  component: lazyRouteComponent(() => import('./pages/api-tokens-page.tsx'), 'ApiTokensPage'),
})
const webhooks = createRoute({
  getParentRoute: () => staff,
  path: '/settings/webhooks',
  component: lazyRouteComponent(() => import('./pages/webhooks-page.tsx'), 'WebhooksPage'),
})
const billingCompany = createRoute({
  getParentRoute: () => staff,
  path: '/settings/billing',
  component: lazyRouteComponent(() => import('./pages/billing-settings-page.tsx'), 'BillingCompanyPage'),
})
const billingPayment = createRoute({
  getParentRoute: () => staff,
  path: '/settings/billing/payment',
  component: lazyRouteComponent(() => import('./pages/billing-settings-page.tsx'), 'BillingPaymentPage'),
})
const billingNumbering = createRoute({
  getParentRoute: () => staff,
  path: '/settings/billing/numbering',
  component: lazyRouteComponent(() => import('./pages/billing-settings-page.tsx'), 'BillingNumberingPage'),
})
const billingTaxes = createRoute({
  getParentRoute: () => staff,
  path: '/settings/billing/taxes',
  component: lazyRouteComponent(() => import('./pages/billing-settings-page.tsx'), 'BillingTaxesPage'),
})
const billingDunning = createRoute({
  getParentRoute: () => staff,
  path: '/settings/billing/dunning',
  component: lazyRouteComponent(() => import('./pages/billing-settings-page.tsx'), 'BillingDunningPage'),
})
const systemStatus = createRoute({
  getParentRoute: () => staff,
  path: '/settings/status',
  component: lazyRouteComponent(() => import('./pages/status-page.tsx'), 'StatusPage'),
})
const dunning = createRoute({
  getParentRoute: () => staff,
  path: '/dunning',
  component: lazyRouteComponent(() => import('./pages/dunning-page.tsx'), 'DunningPage'),
})
const simulation = createRoute({
  getParentRoute: () => staff,
  path: '/simulation',
  validateSearch: simulationFilterIn,
  component: lazyRouteComponent(() => import('./pages/simulation-page.tsx'), 'SimulationPage'),
})
const products = createRoute({
  getParentRoute: () => staff,
  path: '/products',
  component: lazyRouteComponent(() => import('./pages/products-page.tsx'), 'ProductsPage'),
})
const coupons = createRoute({
  getParentRoute: () => staff,
  path: '/products/coupons',
  component: lazyRouteComponent(() => import('./pages/products-page.tsx'), 'CouponsPage'),
})
const notFound = createRoute({
  getParentRoute: () => staff,
  path: '/$',
  component: lazyRouteComponent(() => import('./pages/not-found-page.tsx'), 'NotFoundPage'),
})

const customerArea = createRoute({
  getParentRoute: () => root,
  id: 'customer-area',
  beforeLoad: requireCustomer,
  component: PortalShell,
})
const portal = createRoute({
  getParentRoute: () => customerArea,
  path: '/portal',
  component: lazyRouteComponent(() => import('./pages/portal-page.tsx'), 'PortalPage'),
})

const portalInvoice = createRoute({
  getParentRoute: () => customerArea,
  path: '/portal/invoices/$invoiceId',
  component: lazyRouteComponent(() => import('./pages/portal-invoice-page.tsx'), 'PortalInvoicePage'),
})

export const routeTree = root.addChildren([
  login,
  setup,
  setPassword,
  forgotPassword,
  confirmEmail,
  staff.addChildren([
    home,
    customerList.addChildren([customers, addCustomer]),
    customerDetails.addChildren([
      customerOverview,
      customerHosting,
      customerBilling,
      customerOperations,
      customerMail,
      customerAudit,
    ]),
    bulkActions,
    bulkActionDetails,
    imports,
    importDetails,
    server,
    serverDetails.addChildren([serverOverview, serverReconciliation]),
    operations,
    operation,
    subscriptions,
    subscription,
    invoices,
    invoice,
    payments,
    reports,
    payment,
    bankStatements,
    bankStatement,
    team,
    apiTokens,
    webhooks,
    dunning,
    simulation,
    products,
    coupons,
    billingCompany,
    billingPayment,
    billingNumbering,
    billingTaxes,
    billingDunning,
    systemStatus,
    audit,
    mail,
    mailTemplates,
    account,
    notFound,
  ]),
  customerArea.addChildren([portal, portalInvoice]),
])

/** One router per page load; tests open several pages. */
export const makeRouter = () =>
  createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageError,
    scrollRestoration: true,
  })

/** The path of a page in the route tree, for example /customers/$customerId. */
export type AppRoute = keyof ReturnType<typeof makeRouter>['routesByPath']

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The page from which Add Customer was opened. Closing the dialog returns to it. */
    returnTo?: string
  }

  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
