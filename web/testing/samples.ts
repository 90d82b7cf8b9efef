import type { Alert } from '#contracts/alerts/schemas.ts'
import type { ApiToken } from '#contracts/api-tokens/schemas.ts'
import type { AuditEntry } from '#contracts/audit/schemas.ts'
import type { BillingProfile } from '#contracts/billing-profiles/schemas.ts'
import type { BulkActionDetails, BulkRow } from '#contracts/bulk-actions/schemas.ts'
import type { BillingSettings } from '#contracts/company/schemas.ts'
import type { Coupon } from '#contracts/coupons/schemas.ts'
import type { Customer, CustomerHostingSummary } from '#contracts/customers/schemas.ts'
import type {
  DunningCase,
  DunningForecast,
  DunningState,
  ForecastStep,
  WaitingWish,
} from '#contracts/dunning/case-schemas.ts'
import type { DunningPolicy } from '#contracts/dunning/schemas.ts'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import type { ImportDetails, ImportRow } from '#contracts/imports/schemas.ts'
import type { Mail, MailSetup, MailTemplate } from '#contracts/mail/schemas.ts'
import type { Operation, OperationOverview, OperationSummary } from '#contracts/operations/schemas.ts'
import type { PanelDescription } from '#contracts/panels/schemas.ts'
import type { PortalAccount } from '#contracts/portal/schemas.ts'
import type { Price, Product } from '#contracts/products/schemas.ts'
import type { Reconciliation, ReconciliationFinding } from '#contracts/reconciliation/schemas.ts'
import { rolePermissions, type StaffRole } from '#contracts/roles.ts'
import type { SavedView } from '#contracts/saved-views/schemas.ts'
import type { Server } from '#contracts/servers/schemas.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import type { SimulatedEvent, Simulation } from '#contracts/simulation/schemas.ts'
import type {
  CreationCounts,
  OnboardingStatistics,
  ServerHealth,
  ServerStatistics,
} from '#contracts/statistics/schemas.ts'
import type { SystemStatus } from '#contracts/system/schemas.ts'
import type { TaxRate } from '#contracts/taxes/schemas.ts'
import type { TeamMember } from '#contracts/team/schemas.ts'
import type { WebhookDeliveryDetails, WebhookEndpoint } from '#contracts/webhooks/schemas.ts'

/** One realistic item of each kind. A test overrides the values that it needs. */

const numbered = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** The API takes UUIDs. */
export const ids = {
  grace: numbered(1),
  adasLogin: numbered(2),
  ada: numbered(3),
  server: numbered(4),
  operation: numbered(5),
  failedOperation: numbered(6),
  account: numbered(7),
  alert: numbered(8),
  run: numbered(9),
  finding: numbered(10),
  alan: numbered(11),
  import: numbered(12),
  bulkAction: numbered(13),
  product: numbered(14),
  price: numbered(15),
  coupon: numbered(16),
  taxRate: numbered(17),
}

export const at = '2026-03-01T12:00:00.000Z'

export const staff: Viewer = {
  userId: ids.grace,
  role: 'owner',
  permissions: [...rolePermissions.owner],
  email: 'grace@hosting.example',
  name: 'Grace Hopper',
  customerId: null,
  twoFactor: false,
  needsFactor: false,
}

export const apiToken = (change: Partial<ApiToken> = {}): ApiToken => ({
  id: ids.run,
  name: 'Nightly report',
  permissions: ['customers.read', 'customers.export'],
  status: 'active',
  owner: { id: ids.grace, name: 'Grace Hopper' },
  isOwn: true,
  createdAt: at,
  lastUsedAt: at,
  expiresAt: null,
  ...change,
})

export const webhookEndpoint = (change: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: ids.run,
  url: 'https://hooks.example.com/billing',
  description: 'CRM',
  events: null,
  isEnabled: true,
  disabledReason: null,
  disabledAt: null,
  failingSince: null,
  previousSecretUntil: null,
  deliveries: { waiting: 0, failed: 0 },
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const webhookDelivery = (change: Partial<WebhookDeliveryDetails> = {}): WebhookDeliveryDetails => ({
  id: ids.alan,
  endpointId: ids.run,
  type: 'customer.created',
  state: 'delivered',
  attempts: 1,
  nextAttemptAt: null,
  lastAttempt: { at, status: 204, durationMs: 31, error: null },
  createdAt: at,
  deliveredAt: at,
  body: '{"type":"customer.created","timestamp":"2026-03-01T12:00:00.000Z","data":{"fullName":"Ada"}}',
  answer: null,
  history: [{ at, status: 204, durationMs: 31, error: null }],
  ...change,
})

/** A staff user with a role. */
export const staffAs = (role: StaffRole): Viewer => ({
  ...staff,
  role,
  permissions: [...rolePermissions[role]],
})

export const customerViewer: Viewer = {
  userId: ids.adasLogin,
  role: 'customer',
  permissions: [],
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  customerId: ids.ada,
  twoFactor: false,
  needsFactor: false,
}

export const hostingSummary = (change: Partial<CustomerHostingSummary> = {}): CustomerHostingSummary => ({
  total: 1,
  active: 1,
  attention: 0,
  creating: 0,
  waiting: 0,
  suspended: 0,
  terminating: 0,
  notCreated: 0,
  terminated: 0,
  usernames: ['ada'],
  serverName: 'Production Server',
  waitingFor: null,
  ...change,
})

export const customer = (change: Partial<Customer> = {}): Customer => ({
  id: ids.ada,
  email: 'ada@example.com',
  fullName: 'Ada Lovelace',
  companyName: 'Analytical Engines',
  isActive: true,
  language: null,
  twoFactor: false,
  hosting: hostingSummary(),
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const server = (change: Partial<Server> = {}): Server => ({
  id: ids.server,
  name: 'Production Server',
  driver: 'nextpanel',
  maxConcurrentRequests: null,
  baseUrl: 'https://panel.example:9000',
  location: 'Frankfurt',
  tags: [],
  placementWeight: 100,
  capacity: 100,
  used: 5,
  reserved: 0,
  status: 'online',
  statusMessage: 'All checks passed.',
  mode: 'active',
  paused: null,
  breaker: 'closed',
  warning: null,
  apiKeyHint: 'npk_1234',
  apiKeyFingerprint: 'ab12cd34',
  keyChangedAt: at,
  authorities: [],
  placement: {
    selectable: true,
    recommended: true,
    reason: null,
    position: 1,
    why: 'The least used server.',
  },
  lastCheckedAt: at,
  createdAt: at,
  ...change,
})

export const panel: PanelDescription = {
  id: 'nextpanel',
  label: 'NextPanel',
  connectionFields: [
    {
      name: 'baseUrl',
      label: 'Base URL',
      kind: 'url',
      placeholder: 'https://panel.example:9000',
      help: null,
      required: true,
    },
    { name: 'apiKey', label: 'API Key', kind: 'text', placeholder: null, help: null, required: true },
    { name: 'apiSecret', label: 'API Secret', kind: 'secret', placeholder: null, help: null, required: true },
  ],
  keyRequirements: [
    { check: 'permission', text: 'Permission level BILLING', remedy: 'Edit the key in NextPanel.' },
  ],
  usernameRule: {
    minLength: 1,
    maxLength: 32,
    pattern: '[a-z][a-z0-9]*',
    mismatch: 'Hosting Username may hold only lower-case letters and digits.',
    help: 'Lower-case letters and digits, starting with a letter.',
  },
  passwordRule: { minLength: 8, maxLength: 128, pattern: null, mismatch: null, help: '8 to 128 characters.' },
  capabilities: {
    suspend: true,
    unsuspend: true,
    terminate: true,
    usage: true,
    changePassword: false,
    elsewhere: { changePassword: 'Change it in NextPanel.' },
  },
}

export const operation = (change: Partial<OperationSummary> = {}): OperationSummary => ({
  id: ids.operation,
  kind: 'create',
  status: 'succeeded',
  accountId: ids.account,
  customerId: ids.ada,
  customerName: 'Ada Lovelace',
  serverId: ids.server,
  serverName: 'Production Server',
  username: 'ada',
  email: 'ada@example.com',
  attempts: 1,
  nextAttemptAt: null,
  error: null,
  needsAction: false,
  freeUsername: null,
  dismissedAt: null,
  createdAt: at,
  endedAt: '2026-03-01T12:00:02.000Z',
  ...change,
})

export const operationWithTimeline = (change: Partial<Operation> = {}): Operation => ({
  ...operation(),
  timeline: [
    { at, event: 'operation.queued', message: 'Ordered by Grace Hopper.', detail: null },
    { at, event: 'operation.succeeded', message: 'The account is active.', detail: null },
  ],
  ...change,
})

export const failedOperation = (change: Partial<OperationSummary> = {}): OperationSummary =>
  operation({
    id: ids.failedOperation,
    status: 'failed',
    error: {
      code: 'username-taken',
      message: 'The username is already used on this server.',
      remedy: 'Choose another username and press Retry.',
    },
    needsAction: true,
    freeUsername: 'ada2',
    ...change,
  })

export const account = (change: Partial<HostingAccount> = {}): HostingAccount => ({
  id: ids.account,
  customerId: ids.ada,
  serverId: ids.server,
  serverName: 'Production Server',
  username: 'ada',
  email: 'ada@example.com',
  status: 'active',
  panelUserId: 123,
  verified: true,
  suspendReasons: [],
  placement: null,
  passwordSetByUs: true,
  panelUrl: 'https://panel.example:9000',
  operation: operation(),
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const auditEntry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 1,
  at,
  actor: { kind: 'staff', name: 'Grace Hopper' },
  action: 'customer.change',
  subject: { kind: 'customer', id: ids.ada, name: null },
  before: { companyName: 'Engines' },
  after: { companyName: 'Analytical Engines' },
  requestId: 'request-9',
  address: null,
  ...change,
})

export const alert = (change: Partial<Alert> = {}): Alert => ({
  id: ids.alert,
  cause: 'unreachable',
  serverId: ids.server,
  serverName: 'Production Server',
  endpointId: null,
  endpointHost: null,
  customerId: null,
  customerName: null,
  message: 'Production Server cannot be reached.',
  done: 'Its operations wait.',
  remedy: 'Check the network.',
  code: null,
  check: null,
  operations: 2,
  openedAt: at,
  ...change,
})

export const noOperations: OperationOverview = {
  queued: 0,
  running: 0,
  waiting: 0,
  needsPerson: 0,
  blocked: 0,
  needsAction: { total: 0, operations: 0, alerts: 0 },
  groups: [],
}

export const group = (
  change: Partial<OperationOverview['groups'][number]> = {},
): OperationOverview['groups'][number] => ({
  serverId: ids.server,
  serverName: 'Production Server',
  code: 'username-taken',
  message: 'The username is already used on this server.',
  remedy: 'Choose another username and press Retry.',
  operations: 3,
  oldestAt: at,
  ...change,
})

export const savedView = (change: Partial<SavedView> = {}): SavedView => ({
  id: ids.alert,
  page: 'customers',
  name: 'Without hosting',
  query: 'hosting=none&sort=fullName&columns=email%2Cstatus',
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const noCreations: CreationCounts = { succeeded: 0, notSucceeded: 0, underWay: 0, medianMs: null }

export const noOnboardings: OnboardingStatistics = {
  timeZone: 'UTC',
  firstDay: null,
  items: [{ day: '2026-03-01', customers: 0, ...noCreations }],
  total: { customers: 0, ...noCreations },
  previous: null,
}

export const onboardings: OnboardingStatistics = {
  timeZone: 'UTC',
  firstDay: '2026-02-01',
  items: [
    { day: '2026-03-01', customers: 2, succeeded: 1, notSucceeded: 1, underWay: 0, medianMs: 2000 },
    { day: '2026-03-02', customers: 1, succeeded: 1, notSucceeded: 0, underWay: 0, medianMs: 4000 },
  ],
  total: { customers: 3, succeeded: 2, notSucceeded: 1, underWay: 0, medianMs: 3000 },
  previous: {
    items: [
      { day: '2026-02-27', customers: 1, succeeded: 1, notSucceeded: 0, underWay: 0, medianMs: 1000 },
      { day: '2026-02-28', customers: 0, succeeded: 0, notSucceeded: 0, underWay: 0, medianMs: null },
    ],
    total: { customers: 1, succeeded: 1, notSucceeded: 0, underWay: 0, medianMs: 1000 },
  },
}

export const serverStatistics = (change: Partial<ServerStatistics> = {}): ServerStatistics => ({
  since: at,
  creations: noCreations,
  queue: { queued: 0, running: 0, waiting: 0, needsPerson: 0 },
  breaker: { state: 'closed', since: null, failures: 0, opensAfter: 5, probeAt: null },
  lastChecks: null,
  ...change,
})

export const noHealth: ServerHealth = {
  from: at,
  to: at,
  stepMs: 3_600_000,
  items: [{ at, online: 0, degraded: 0, offline: 0, needsOperator: 0, medianMs: null }],
}

export const finding = (change: Partial<ReconciliationFinding> = {}): ReconciliationFinding => ({
  id: ids.finding,
  kind: 'gone',
  accountId: ids.account,
  customerId: ids.ada,
  username: 'ada',
  panelUserId: 123,
  foundUnder: [],
  field: null,
  ours: null,
  onPanel: null,
  message: 'The account ada is not on the panel.',
  remedy: 'Look at it in NextPanel.',
  actions: ['mark-gone'],
  heldActions: [],
  resolution: null,
  ...change,
})

export const reconciliation = (change: Partial<Reconciliation> = {}): Reconciliation => ({
  id: ids.run,
  serverId: ids.server,
  serverName: 'Production Server',
  startedAt: at,
  endedAt: at,
  startedBy: 'Grace Hopper',
  complete: true,
  why: null,
  believed: 1,
  vanished: 0,
  braked: false,
  confirmed: null,
  onPanel: 1,
  strangers: { count: 0, capacity: 100, sample: [] },
  leftOut: 0,
  findings: { total: 0, open: 0, leftOut: 0 },
  notes: [],
  items: [],
  ...change,
})

export const portalAccount = (change: Partial<PortalAccount> = {}): PortalAccount => ({
  id: ids.account,
  username: 'ada',
  status: 'active',
  panelUrl: 'https://panel.example:9000',
  serverName: 'Production Server',
  panelUserId: 123,
  progress: null,
  suspension: null,
  overdueInvoices: [],
  createdAt: at,
  ...change,
})

export const teamMember = (change: Partial<TeamMember> = {}): TeamMember => ({
  id: ids.grace,
  email: 'grace@hosting.example',
  name: 'Grace Hopper',
  role: 'owner',
  status: 'active',
  lastSignInAt: at,
  openSessions: 1,
  twoFactor: false,
  createdAt: at,
  isSelf: true,
  mayChange: true,
  ...change,
})

export const mail = (change: Partial<Mail> = {}): Mail => ({
  id: numbered(12),
  kind: 'welcome',
  recipient: 'ada@example.com',
  state: 'sent',
  customerId: ids.ada,
  operationId: ids.operation,
  documentId: null,
  attempts: 1,
  nextAttemptAt: null,
  error: null,
  resendOf: null,
  createdAt: at,
  sentAt: at,
  ...change,
})

export const mailSetup = (change: Partial<MailSetup> = {}): MailSetup => ({
  settings: {
    host: 'smtp.hosting.example',
    port: 587,
    tls: 'starttls',
    username: 'mailer',
    hasPassword: true,
    fromAddress: 'no-reply@hosting.example',
    fromName: 'Example Hosting',
    language: 'en',
    alertsTo: ['grace@hosting.example'],
    updatedAt: at,
  },
  linkOrigin: 'https://billing.example',
  linkOriginIsPublic: true,
  ...change,
})

export const mailTemplate = (change: Partial<MailTemplate> = {}): MailTemplate => ({
  kind: 'welcome',
  language: 'en',
  subject: 'Your hosting account is ready',
  text: 'Hello {{name}}, choose your password: {{link}}',
  isChanged: false,
  placeholders: [
    { name: 'name', about: 'Name of the recipient', required: false },
    { name: 'link', about: 'Link to set a password', required: true },
  ],
  ...change,
})

export const importCounts = (change: Partial<ImportDetails['counts']> = {}): ImportDetails['counts'] => ({
  total: 3,
  pending: 0,
  valid: 0,
  invalid: 0,
  unchanged: 0,
  running: 0,
  waiting: 0,
  done: 0,
  failed: 0,
  ...change,
})

export const importDetails = (change: Partial<ImportDetails> = {}): ImportDetails => ({
  id: ids.import,
  status: 'ready',
  fileName: 'customers.csv',
  fromServerId: null,
  counts: importCounts({ valid: 2, invalid: 1 }),
  progress: { handled: 1, total: 3, rowsPerSecond: null, secondsLeft: null },
  pausedBecause: null,
  createdBy: 'Grace Hopper',
  createdAt: at,
  startedAt: null,
  endedAt: null,
  encoding: 'utf-8',
  separator: 'comma',
  preset: 'generic',
  columns: [
    { name: 'Email', sample: 'ada@example.com', samples: ['ada@example.com'], mappedTo: 'email' },
    { name: 'Name', sample: 'Ada Lovelace', samples: ['Ada Lovelace'], mappedTo: 'fullName' },
    { name: 'Notes', sample: '', samples: [], mappedTo: null },
  ],
  defaults: { hosting: 'none', passwords: 'link' },
  problems: [
    { field: 'email', code: 'invalid_format', message: 'Email is not valid.', rows: 1, firstRow: 4 },
  ],
  secretsErasedAt: null,
  credentials: { waiting: 0, downloadedAt: null, downloadedBy: null },
  ...change,
})

export const importRow = (change: Partial<ImportRow> = {}): ImportRow => ({
  number: 2,
  state: 'valid',
  email: 'ada@example.com',
  fullName: 'Ada Lovelace',
  username: null,
  serverName: null,
  customerId: null,
  accountId: null,
  operationId: null,
  errors: [],
  ...change,
})

export const bulkAction = (change: Partial<BulkActionDetails> = {}): BulkActionDetails => ({
  id: ids.bulkAction,
  action: 'suspend',
  options: { reason: 'overdue' },
  status: 'ready',
  counts: { total: 3, unchecked: 0, pending: 2, skipped: 1, running: 0, waiting: 0, done: 0, failed: 0 },
  progress: { handled: 1, total: 3, rowsPerSecond: null, secondsLeft: null },
  pausedBecause: null,
  createdBy: 'Grace Hopper',
  startedBy: null,
  createdAt: at,
  startedAt: null,
  endedAt: null,
  groups: [
    {
      state: 'skipped',
      code: 'already-suspended',
      message: 'It is already suspended for this reason.',
      rows: 1,
    },
  ],
  confirm: null,
  ...change,
})

export const bulkRow = (change: Partial<BulkRow> = {}): BulkRow => ({
  number: 1,
  state: 'pending',
  subjectId: ids.account,
  name: 'ada',
  code: null,
  message: null,
  operationId: null,
  ...change,
})

export const price = (change: Partial<Price> = {}): Price => ({
  id: ids.price,
  productId: ids.product,
  amount: { amount: '1250', currency: 'EUR' },
  interval: { unit: 'month', count: 1 },
  setupFee: { amount: '0', currency: 'EUR' },
  taxIncluded: false,
  isArchived: false,
  createdAt: at,
  ...change,
})

export const product = (change: Partial<Product> = {}): Product => ({
  id: ids.product,
  name: 'Starter',
  description: '',
  kind: 'plan',
  packageId: null,
  serverTags: [],
  taxCategory: 'standard',
  withHosting: true,
  isVisible: true,
  prices: [price()],
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const coupon = (change: Partial<Coupon> = {}): Coupon => ({
  id: ids.coupon,
  code: 'SAVE10',
  percent: '10',
  amount: null,
  productIds: null,
  scope: 'recurring',
  durationPeriods: null,
  maxRedemptions: null,
  redeemed: 0,
  expiresOn: null,
  isActive: true,
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const company: NonNullable<BillingSettings['company']> = {
  legalName: 'Example Hosting GmbH',
  address: {
    line1: 'Hauptstr. 1',
    line2: '',
    city: 'Berlin',
    postcode: '10115',
    region: '',
    country: 'DE',
  },
  taxIds: [{ label: 'VAT ID', value: 'DE123456789' }],
  email: 'billing@hosting.example',
  phone: null,
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  footer: '',
  updatedAt: at,
}

export const bankDetails: NonNullable<BillingSettings['bankDetails']> = {
  accountHolder: 'Example Hosting GmbH',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  bank: 'Commerzbank',
  note: '',
}

export const billingSettings = (change: Partial<BillingSettings> = {}): BillingSettings => ({
  company,
  hasLogo: false,
  paymentTermsDays: 14,
  invoiceDaysAhead: 0,
  catchUpPeriods: 3,
  bankDetails: null,
  mailInvoices: true,
  numbering: [
    {
      kind: 'invoice',
      pattern: 'INV-{year}-{number:5}',
      restartsYearly: true,
      next: 42,
      preview: 'INV-2026-00042',
      lastIssuedOn: '2026-02-28',
    },
    {
      kind: 'credit-note',
      pattern: 'CN-{year}-{number:5}',
      restartsYearly: true,
      next: 1,
      preview: 'CN-2026-00001',
      lastIssuedOn: null,
    },
  ],
  today: '2026-03-01',
  ...change,
})

export const taxRate = (change: Partial<TaxRate> = {}): TaxRate => ({
  id: ids.taxRate,
  country: 'DE',
  region: '',
  postcodePrefix: '',
  category: 'standard',
  name: 'VAT',
  percent: '19',
  taxableShare: null,
  validFrom: '2021-01-01',
  validUntil: null,
  createdAt: at,
  updatedAt: at,
  ...change,
})

export const dunningPolicy = (change: Partial<DunningPolicy> = {}): DunningPolicy => ({
  isEnabled: false,
  steps: [
    { id: 'remind-1', day: 3, action: 'remind', fee: null },
    { id: 'suspend', day: 10, action: 'suspend', fee: null },
  ],
  brake: { mostPercent: 2, mostAccounts: 20 },
  hours: { from: 8, until: 18, weekdaysOnly: true },
  updatedAt: null,
  ...change,
})

export const dunningState = (change: Partial<DunningState> = {}): DunningState => ({
  isEnabled: true,
  brake: { day: '2026-11-23', suspended: 0, pending: 0, limit: 20, stoppedAt: null, toConfirm: null },
  wishes: [],
  ...change,
})

export const dunningForecast = (items: DunningForecast['items'] = []): DunningForecast => ({
  asOf: '2026-11-23',
  until: '2026-11-24',
  isEnabled: true,
  counts: { reminders: items.length, lateFees: 0, suspensions: 0, terminationTasks: 0 },
  items,
})

export const simulatedEvent = (change: Partial<SimulatedEvent> = {}): SimulatedEvent => ({
  on: '2026-12-01',
  kind: 'invoice',
  customerId: ids.ada,
  customerName: 'Ada Lovelace',
  numbers: ['new-00001'],
  amount: { amount: '23800', currency: 'EUR' },
  invoice: {
    dueOn: '2026-12-15',
    net: { amount: '20000', currency: 'EUR' },
    tax: { amount: '3800', currency: 'EUR' },
    total: { amount: '23800', currency: 'EUR' },
    lines: [{ description: 'Hosting', quantity: 2, period: null, net: { amount: '20000', currency: 'EUR' } }],
  },
  accounts: [],
  subscriptionId: null,
  message: null,
  ...change,
})

/** An event without an amount, for example a suspension. */
export const simulatedStep = (change: Partial<SimulatedEvent>): SimulatedEvent =>
  simulatedEvent({ amount: null, invoice: null, ...change })

const euros = (amount: string) => ({ amount, currency: 'EUR' as const })

export const simulated = (events: SimulatedEvent[] = [], eventsLeftOut = 0): Simulation => ({
  from: '2026-11-23',
  until: '2027-11-23',
  customers: 1,
  months:
    events.length === 0
      ? []
      : [
          {
            month: '2026-12',
            currency: 'EUR',
            invoices: 1,
            net: euros('20000'),
            tax: euros('3800'),
            total: euros('23800'),
            lateFees: euros('0'),
            paid: euros('1200'),
            creditUsed: euros('0'),
          },
        ],
  counts: [],
  events,
  eventsLeftOut,
})

export const dunningCase = (change: Partial<DunningCase> = {}): DunningCase => ({
  id: ids.bulkAction,
  customerId: ids.ada,
  customerName: 'Ada Lovelace',
  state: 'open',
  dueOn: '2026-11-10',
  due: [{ amount: '11900', currency: 'EUR' }],
  invoiceNumbers: ['INV-2026-00042'],
  steps: [{ action: 'remind', doneOn: '2026-11-13', dueOn: '2026-11-10', isSkipped: false }],
  nextStepOn: '2026-11-24',
  heldUntil: null,
  holdReason: null,
  openedAt: at,
  ...change,
})

export const waitingWish = (change: Partial<WaitingWish> = {}): WaitingWish => ({
  accountId: ids.ada,
  username: 'ada',
  customerId: ids.ada,
  customerName: 'Ada Lovelace',
  wanted: true,
  why: 'Overdue since 2026-11-10: INV-2026-00042.',
  since: at,
  operationId: ids.operation,
  accountStatus: 'active',
  ...change,
})

export const forecastStep = (change: Partial<ForecastStep> = {}): ForecastStep => ({
  on: '2026-11-24',
  action: 'suspend',
  customerId: ids.ada,
  customerName: 'Ada Lovelace',
  invoiceNumbers: ['INV-2026-00042'],
  due: [{ amount: '11900', currency: 'EUR' }],
  fees: [{ amount: '1190', currency: 'EUR' }],
  accounts: [{ id: ids.ada, username: 'ada' }],
  ...change,
})

export const billingProfile = (change: Partial<BillingProfile> = {}): BillingProfile => ({
  customerId: ids.ada,
  line1: '',
  line2: '',
  city: '',
  postcode: '',
  region: '',
  country: null,
  phone: null,
  taxId: null,
  taxIdCheck: null,
  isExempt: false,
  exemptReason: null,
  currency: null,
  currencyIsLocked: false,
  paymentTermsDays: null,
  invoiceEmail: null,
  notes: '',
  updatedAt: null,
  ...change,
})

export const systemStatus = (change: Partial<SystemStatus> = {}): SystemStatus => ({
  checkedAt: at,
  findings: [],
  program: { version: '0.1.0', role: 'web', startedAt: at, uptimeSeconds: 93_600 },
  database: {
    kind: 'postgres',
    version: '18.4',
    bytes: 52_428_800,
    processes: [
      { role: 'web', count: 2 },
      { role: 'worker', count: 1 },
    ],
  },
  migrations: { applied: 36, missing: 0, unknown: 0 },
  engine: { isOnHold: false, isPaused: false },
  queues: { servers: [], more: 0, webhooks: { waiting: 0, oldestAt: null }, unreachable: [] },
  mail: { isSetUp: true, waiting: 0, oldestAt: null, failed: 0 },
  backups: {
    last: {
      madeAt: at,
      bytes: 1_572_864,
      place: '/mnt/backups',
      file: 'nextpanel-billing-2026-03-01T12-00-00.000Z.age',
      isScheduled: true,
      verifyCommand: 'npm run backup:verify -- --from-store nextpanel-billing-2026-03-01T12-00-00.000Z.age',
    },
    problem: null,
    isRunning: false,
    nextAt: '2026-03-02T02:30:00.000Z',
  },
  ...change,
})

/** An installation in which several things are wrong. */
export const systemInTrouble = (): SystemStatus =>
  systemStatus({
    findings: [
      {
        code: 'backup-late',
        severity: 'failed',
        message: 'The last backup is 9 days old.',
        remedy: 'Run npm run backup, or set a schedule.',
      },
      {
        code: 'server-unreachable',
        severity: 'warning',
        message: 'Requests are paused to servers that failed to respond: Oslo.',
        remedy: 'Check that they run and are reachable. The connection is checked automatically.',
      },
    ],
    migrations: { applied: 36, missing: 2, unknown: 0 },
    engine: { isOnHold: false, isPaused: true },
    queues: {
      servers: [{ id: ids.server, name: 'Oslo', waiting: 3, oldestAt: at, dueAt: at, needsAction: 2 }],
      more: 4,
      webhooks: { waiting: 1, oldestAt: at },
      unreachable: [{ id: ids.server, name: 'Oslo' }],
    },
    mail: { isSetUp: true, waiting: 5, oldestAt: at, failed: 1 },
  })
