// Written by `npm run sdk:generate` from contracts/. Do not edit.

export type AccountAndOperation = {
  account: HostingAccount
  operation: Operation
}

export type AddedServer = {
  id: string
  name: string
  driver: string
  baseUrl: string
  location: string | null
  tags: string[]
  placementWeight: number
  capacity: number
  maxConcurrentRequests: number | null
  used: number
  reserved: number
  status: ServerStatus
  statusMessage: string | null
  mode: ServerMode
  paused: {
    reason: string | null
    since: string
    by: 'person' | 'trouble'
  } | null
  breaker: 'closed' | 'open' | 'half-open'
  warning: string | null
  apiKeyHint: string
  apiKeyFingerprint: string
  keyChangedAt: string
  authorities: {
    subject: string
    expiresAt: string
    fingerprint: string
  }[]
  placement: Placement
  lastCheckedAt: string | null
  createdAt: string
  test: ConnectionReport
}

export type AdoptionCandidate = {
  panelUserId: string
  username: string
  email: string | null
  createdAt: string | null
  suspended: boolean
  wanted: {
    username: string
    email: string
    requestedAt: string
  }
  difference: string | null
}

export type AgingQuery = {
  currency?: string | undefined
}

export type AgingReport = {
  asOf: string
  items: {
    currency: string
    total: Money
    overdue: Money
    buckets: {
      bucket: 'not-due' | '1-30' | '31-60' | '61-90' | 'over-90'
      invoices: number
      amount: Money
    }[]
  }[]
}

export type Alert = {
  id: string
  cause:
    | 'needs-operator'
    | 'unreachable'
    | 'webhook-disabled'
    | 'billing-parked'
    | 'suspensions-stopped'
    | 'termination-due'
    | 'no-account-to-suspend'
    | 'billing-stopped'
    | 'backup-failed'
    | 'hosting-not-created'
  serverId: string | null
  serverName: string | null
  endpointId: string | null
  endpointHost: string | null
  customerId: string | null
  customerName: string | null
  message: string
  done: string
  remedy: string
  code: string | null
  check: string | null
  operations: number
  openedAt: string
}

export type AuditEntry = {
  id: number
  at: string
  actor: {
    kind: string
    name: string
  }
  action: string
  subject: {
    kind: string
    id: string
    name: string | null
  }
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  requestId: string | null
  address: string | null
}

export type AuditExportQuery = {
  actor?: string | undefined
  actorId?: string | undefined
  action?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
  address?: string | undefined
  from?: string | undefined
  to?: string | undefined
  separator?: 'comma' | 'semicolon' | 'tab' | undefined
}

export type AuditPage = {
  items: AuditEntry[]
  nextCursor: string | null
}

export type AuditQuery = {
  actor?: string | undefined
  actorId?: string | undefined
  action?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
  address?: string | undefined
  from?: string | undefined
  to?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type Balance = {
  customerId: string
  items: BalanceInCurrency[]
}

export type BalanceInCurrency = {
  currency: string
  due: Money
  overdue: Money
  credit: Money
  balance: Money
}

export type BankDetails = {
  accountHolder: string
  iban: string
  bic: string
  bank: string
  note: string
}

export type BankLine = {
  id: string
  position: number
  bookedOn: string
  amount: Money
  payer: string
  reference: string
  state: BankLineState
  proposal: BankLineProposal | null
  paymentId: string | null
}

export type BankLineList = {
  items: BankLine[]
}

export type BankLineProposal = {
  customerId: string
  customerName: string
  invoiceId: string | null
  invoiceNumber: string | null
  reason: 'reference-and-amount' | 'reference' | 'amount-and-name' | 'amount' | 'name'
  amountDue: Money | null
}

export type BankLineResult = {
  items: BankLine[]
  refused: {
    lineId: string
    code: string
    message: string
  }[]
}

export type BankLineState = 'unmatched' | 'proposed' | 'confirmed' | 'ignored'

export type BankStatement = {
  id: string
  fileName: string
  currency: string
  counts: Record<string, number>
  known: number
  uploadedBy: string
  createdAt: string
}

export type BankStatementPage = {
  items: BankStatement[]
  nextCursor: string | null
}

export type BankStatementQuery = {
  limit?: number | undefined
  cursor?: string | undefined
}

export type BankStatementUpload = {
  fileName: string
  currency?: string | undefined
  dateOrder?: 'day-first' | 'month-first' | undefined
}

export type BankStatementsConfirmInput = {
  lines: {
    lineId: string
    customerId?: string | undefined
    invoiceId?: string | undefined
  }[]
  id: string
}

export type BankStatementsIgnoreInput = {
  lines: string[]
  id: string
}

export type BankStatementsLinesInput = {
  state?: BankLineState | undefined
  id: string
}

export type BillingOverview = {
  asOf: string
  items: {
    currency: string
    overdue: {
      amount: Money
      invoices: number
    }
    months: {
      month: string
      revenue: Money
      collected: Money
      mrr: Money
    }[]
  }[]
}

export type BillingPark = {
  customerId: string
  customerName: string
  reason: string
}

export type BillingParkQuery = {
  customerId?: string | undefined
}

export type BillingParks = {
  items: {
    customerId: string
    customerName: string
    reason: string
    since: string
  }[]
}

export type BillingPreview = {
  planHash: string
  asOf: string
  invoice: PreviewedInvoice | null
  documents: PreviewedDocument[]
  nextBillOn: string | null
}

export type BillingProfile = {
  customerId: string
  line1: string
  line2: string
  city: string
  postcode: string
  region: string
  country: string | null
  phone: string | null
  taxId: string | null
  taxIdCheck: TaxIdCheck | null
  isExempt: boolean
  exemptReason: string | null
  currency: string | null
  currencyIsLocked: boolean
  paymentTermsDays: number | null
  invoiceEmail: string | null
  notes: string
  updatedAt: string | null
}

export type BillingProfilesChangeInput = {
  line1?: string | undefined
  line2?: string | undefined
  city?: string | undefined
  postcode?: string | undefined
  region?: string | undefined
  country?: string | null | undefined
  phone?: string | null | undefined
  taxId?: string | null | undefined
  isExempt?: boolean | undefined
  exemptReason?: string | null | undefined
  currency?: string | null | undefined
  paymentTermsDays?: number | null | undefined
  invoiceEmail?: string | null | undefined
  notes?: string | undefined
  id: string
}

export type BillingProfilesRecordTaxIdCheckInput = {
  taxId: string
  result: 'valid' | 'invalid' | 'unknown'
  evidence: string
  id: string
}

export type BillingRun = {
  id: string | null
  asOf: string
  dryRun: boolean
  counts: {
    due: number
    invoiced: number
    parked: number
  }
  totals: Money[]
  invoices: BillingRunInvoice[]
  parked: BillingPark[]
  startedAt: string
  endedAt: string | null
}

export type BillingRunInvoice = {
  invoiceId: string | null
  number: string | null
  customerId: string
  customerName: string
  total: Money
  dueOn: string | null
}

export type BillingRunRequest = {
  asOf?: string | undefined
  dryRun?: boolean | undefined
}

export type BillingSettings = {
  company: {
    legalName: string
    address: {
      line1: string
      line2: string
      city: string
      postcode: string
      region: string
      country: string
    }
    taxIds: CompanyTaxId[]
    email: string | null
    phone: string | null
    timeZone: string
    currency: string
    footer: string
    updatedAt: string
  } | null
  hasLogo: boolean
  paymentTermsDays: number
  invoiceDaysAhead: number
  catchUpPeriods: number
  bankDetails: CompanyBank | null
  mailInvoices: boolean
  numbering: NumberSeries[]
  today: string
}

export type BulkActionDetails = {
  id: string
  action: 'suspend' | 'unsuspend' | 'retry' | 'cancel' | 'set-server-mode'
  options: BulkOptions
  status: 'checking' | 'ready' | 'running' | 'paused' | 'finished' | 'cancelled'
  counts: BulkCounts
  progress: {
    handled: number
    total: number
    rowsPerSecond: number | null
    secondsLeft: number | null
  }
  pausedBecause: string | null
  createdBy: string
  startedBy: string | null
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  groups: BulkGroup[]
  confirm: number | null
}

export type BulkActionKind = 'suspend' | 'unsuspend' | 'retry' | 'cancel' | 'set-server-mode'

export type BulkActionPage = {
  items: BulkActionSummary[]
  nextCursor: string | null
}

export type BulkActionQuery = {
  limit?: number | undefined
  cursor?: string | undefined
}

export type BulkActionSummary = {
  id: string
  action: 'suspend' | 'unsuspend' | 'retry' | 'cancel' | 'set-server-mode'
  options: BulkOptions
  status: 'checking' | 'ready' | 'running' | 'paused' | 'finished' | 'cancelled'
  counts: BulkCounts
  progress: {
    handled: number
    total: number
    rowsPerSecond: number | null
    secondsLeft: number | null
  }
  pausedBecause: string | null
  createdBy: string
  startedBy: string | null
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

export type BulkActionsRowsInput = {
  state?: 'unchecked' | 'pending' | 'skipped' | 'running' | 'done' | 'failed' | undefined
  limit?: number | undefined
  cursor?: string | undefined
  id: string
}

export type BulkActionsStartInput = {
  confirm?: number | undefined
  id: string
}

export type BulkCounts = {
  total: number
  unchecked: number
  pending: number
  skipped: number
  running: number
  done: number
  failed: number
  waiting: number
}

export type BulkGroup = {
  state: 'skipped' | 'failed'
  code: string
  message: string
  rows: number
}

export type BulkOptions = {
  reason?: SuspendReason
  note?: string
  mode?: ServerMode
}

export type BulkRow = {
  number: number
  state: 'unchecked' | 'pending' | 'skipped' | 'running' | 'done' | 'failed'
  subjectId: string
  name: string
  code: string | null
  message: string | null
  operationId: string | null
}

export type BulkRowPage = {
  items: BulkRow[]
  nextCursor: string | null
}

export type BulkTarget = {
  ids?: string[] | undefined
  customerIds?: string[] | undefined
  filter?: Record<string, string> | undefined
}

export type BuyerSnapshot = {
  fullName: string
  companyName: string | null
  email: string
  address: PostalAddress
  taxIds: TaxId[]
}

export type CheckState = 'pass' | 'warn' | 'fail' | 'not-checked'

export type CompanyBank = {
  accountHolder: string
  iban: string
  bic: string
  bank: string
  note: string
}

export type CompanyTaxId = {
  label: string
  value: string
}

export type ConnectionCheck = {
  id: string
  state: CheckState
  message: string
  remedy?: string
  durationMs: number
}

export type ConnectionField = {
  name: 'baseUrl' | 'apiKey' | 'apiSecret'
  label: string
  kind: 'text' | 'url' | 'secret'
  placeholder: string | null
  help: string | null
  required: boolean
}

export type ConnectionReport = {
  ok: boolean
  checks: ConnectionCheck[]
}

export type Coupon = {
  id: string
  code: string
  percent: string | null
  amount: Money | null
  productIds: string[] | null
  scope: 'recurring' | 'setup' | 'all'
  durationPeriods: number | null
  maxRedemptions: number | null
  redeemed: number
  expiresOn: string | null
  isActive: boolean
  createdAt: string
  updatedAt: string
}

export type CouponPage = {
  items: Coupon[]
  nextCursor: string | null
}

export type CouponPreview = {
  planHash: string
  asOf: string
  invoice: PreviewedInvoice | null
  documents: PreviewedDocument[]
  nextBillOn: string | null
  nextInvoice: PreviewedInvoice | null
}

export type CouponQuery = {
  search?: string | undefined
  active?: 'true' | 'false' | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type CouponsChangeInput = {
  maxRedemptions?: number | null | undefined
  expiresOn?: string | null | undefined
  isActive?: boolean | undefined
  id: string
}

export type CreationCounts = {
  succeeded: number
  notSucceeded: number
  underWay: number
  medianMs: number | null
}

export type CreditableLine = {
  id: string
  description: string
  periodStart: string | null
  periodEnd: string | null
  quantity: number
  unitAmount: Money
  taxIncluded: boolean
  discount: Money
  amount: Money
  taxKey: string | null
  explanation: string | null
  productId: string | null
  subscriptionId: string | null
  creditable?: Money
}

export type Customer = {
  id: string
  email: string
  fullName: string
  companyName: string | null
  isActive: boolean
  language: 'en' | 'de' | null
  twoFactor: boolean
  hosting: CustomerHostingSummary
  createdAt: string
  updatedAt: string
}

export type CustomerAuditQuery = {
  id: string
  limit?: number | undefined
  cursor?: string | undefined
}

export type CustomerExportQuery = {
  search?: string | undefined
  status?: 'active' | 'inactive' | undefined
  hosting?: CustomerHosting | undefined
  serverId?: string | undefined
  sort?: CustomerSort | undefined
  separator?: 'comma' | 'semicolon' | 'tab' | undefined
}

export type CustomerHosting = 'some' | 'none' | 'needs-attention'

export type CustomerHostingSummary = {
  total: number
  active: number
  attention: number
  creating: number
  waiting: number
  suspended: number
  terminating: number
  notCreated: number
  terminated: number
  usernames: string[]
  serverName: string | null
  waitingFor: string | null
}

export type CustomerPage = {
  items: Customer[]
  nextCursor: string | null
  total?: CustomerTotal
}

export type CustomerQuery = {
  search?: string | undefined
  status?: 'active' | 'inactive' | undefined
  hosting?: CustomerHosting | undefined
  serverId?: string | undefined
  sort?: CustomerSort | undefined
  limit?: number | undefined
  cursor?: string | undefined
  count?: 'true' | 'false' | undefined
}

export type CustomerSort = '-createdAt' | 'createdAt' | 'email' | '-email' | 'fullName' | '-fullName'

export type CustomerTotal = {
  count: number
  more: boolean
}

export type CustomersChangeInput = {
  email?: string | undefined
  fullName?: string | undefined
  companyName?: string | null | undefined
  isActive?: boolean | undefined
  language?: 'en' | 'de' | null | undefined
  password?: string | undefined
  id: string
}

export type CustomersProvisionInput = {
  username: string
  password: string
  serverId?: 'auto' | string | undefined
  placement?:
    | {
        location?: string | undefined
        tags?: string[] | undefined
      }
    | undefined
  email?: string | undefined
  packageId?: number | string | undefined
  id: string
}

export type DocumentKind = 'invoice' | 'credit-note'

export type DriftField = 'username' | 'email' | 'suspended' | 'reference'

export type DunningCasesInput = {
  limit?: number | undefined
  cursor?: string | undefined
}

export type DunningCasesOutput = {
  items: {
    id: string
    customerId: string
    customerName: string
    state: 'open' | 'cleared' | 'exhausted'
    dueOn: string
    due: Money[]
    invoiceNumbers: string[]
    steps: {
      action: 'remind' | 'late-fee' | 'suspend' | 'ask-to-terminate'
      doneOn: string
      dueOn: string
      isSkipped: boolean
    }[]
    nextStepOn: string | null
    heldUntil: string | null
    holdReason: string | null
    openedAt: string
  }[]
  nextCursor: string | null
}

export type DunningForecastOutput = {
  asOf: string
  until: string
  isEnabled: boolean
  counts: {
    reminders: number
    lateFees: number
    suspensions: number
    terminationTasks: number
  }
  items: {
    on: string
    action: 'remind' | 'late-fee' | 'suspend' | 'ask-to-terminate'
    customerId: string
    customerName: string
    invoiceNumbers: string[]
    due: Money[]
    fees: Money[]
    accounts: {
      id: string
      username: string
    }[]
  }[]
}

export type DunningHoldInput = {
  until: string | null
  reason: string
  id: string
}

export type DunningHoldOutput = {
  id: string
  customerId: string
  customerName: string
  state: 'open' | 'cleared' | 'exhausted'
  dueOn: string
  due: Money[]
  invoiceNumbers: string[]
  steps: {
    action: 'remind' | 'late-fee' | 'suspend' | 'ask-to-terminate'
    doneOn: string
    dueOn: string
    isSkipped: boolean
  }[]
  nextStepOn: string | null
  heldUntil: string | null
  holdReason: string | null
  openedAt: string
}

export type DunningOfCustomerOutput = {
  case: {
    id: string
    customerId: string
    customerName: string
    state: 'open' | 'cleared' | 'exhausted'
    dueOn: string
    due: Money[]
    invoiceNumbers: string[]
    steps: {
      action: 'remind' | 'late-fee' | 'suspend' | 'ask-to-terminate'
      doneOn: string
      dueOn: string
      isSkipped: boolean
    }[]
    nextStepOn: string | null
    heldUntil: string | null
    holdReason: string | null
    openedAt: string
  } | null
  wishes: {
    accountId: string
    username: string
    customerId: string
    customerName: string
    wanted: boolean
    why: string
    since: string
    operationId: string | null
    accountStatus: string
  }[]
}

export type DunningPolicy = {
  isEnabled: boolean
  steps: {
    id: string
    day: number
    action: 'remind' | 'late-fee' | 'suspend' | 'ask-to-terminate'
    fee: {
      percent: string | null
      amounts: PositiveMoney[]
    } | null
  }[]
  brake: {
    mostPercent: number
    mostAccounts: number
  }
  hours: {
    from: number
    until: number
    weekdaysOnly: boolean
  }
  updatedAt: string | null
}

export type DunningStateOutput = {
  isEnabled: boolean
  brake: {
    day: string
    suspended: number
    pending: number
    limit: number
    stoppedAt: string | null
    toConfirm: number | null
  }
  wishes: {
    accountId: string
    username: string
    customerId: string
    customerName: string
    wanted: boolean
    why: string
    since: string
    operationId: string | null
    accountStatus: string
  }[]
}

export type EngineState = {
  paused: boolean
  reason: string | null
  since: string | null
  by: string | null
}

export type FieldProblem = {
  path: string
  code: string
  message: string
}

export type FindingAction = 'adopt' | 'terminate' | 'mark-gone' | 're-apply' | 'accept'

export type FindingKind = 'unknown-to-us' | 'gone' | 'drift' | 'doubled'

export type FindingResolution = {
  id: string
  findingId: string
  action: FindingAction
  confirm?: number | undefined
}

export type FormFindings = {
  errors: FieldProblem[]
  warnings: FieldProblem[]
  freeUsername: string | null
}

export type FoundAccount = {
  id: string
  customerId: string
  serverId: string
  serverName: string
  username: string
  email: string
  status: HostingAccountStatus
  panelUserId: PanelUserId | null
  verified: boolean
  suspendReasons: SuspendReason[]
  placement: {
    policy: 'least-utilized' | 'fill-first'
    reason: string
    considered: {
      serverId: string
      serverName: string
      why: string
    }[]
  } | null
  passwordSetByUs: boolean
  panelUrl: string
  operation: OperationSummary | null
  createdAt: string
  updatedAt: string
  customerName: string
}

export type HealthPeriod = 'day' | 'week'

export type HostingAccount = {
  id: string
  customerId: string
  serverId: string
  serverName: string
  username: string
  email: string
  status: HostingAccountStatus
  panelUserId: PanelUserId | null
  verified: boolean
  suspendReasons: SuspendReason[]
  placement: {
    policy: 'least-utilized' | 'fill-first'
    reason: string
    considered: {
      serverId: string
      serverName: string
      why: string
    }[]
  } | null
  passwordSetByUs: boolean
  panelUrl: string
  operation: OperationSummary | null
  createdAt: string
  updatedAt: string
}

export type HostingAccountSearch = {
  search: string
  limit?: number | undefined
}

export type HostingAccountStatus =
  | 'pending'
  | 'active'
  | 'suspended'
  | 'failed'
  | 'conflict'
  | 'unknown'
  | 'terminating'
  | 'terminated'

export type HostingAccountsChangePasswordInput = {
  password: string
  id: string
}

export type HostingAccountsSuspendInput = {
  reason: SuspendReason
  note?: string | undefined
  id: string
}

export type HostingAccountsTerminateInput = {
  confirm: string
  deletedOnPanel?: boolean | undefined
  id: string
}

export type HostingAccountsUnsuspendInput = {
  reason: SuspendReason
  id: string
}

export type HostingOutcome = {
  account: HostingAccount
  operation: Operation
  message: string
}

export type HostingUsage = {
  domains: number | null
  databases: number | null
  emailAccounts: number | null
  sslCertificates: number | null
  storageUsed: number | string | null
  lastLoginAt: string | null
  readAt: string
}

export type ImportColumn = {
  name: string
  samples: string[]
  sample: string
  mappedTo: ImportField | null
}

export type ImportCounts = {
  total: number
  pending: number
  valid: number
  invalid: number
  unchanged: number
  running: number
  done: number
  failed: number
  waiting: number
}

export type ImportDefaults = {
  hosting: 'none' | 'create' | 'adopt'
  serverId?: 'auto' | string
  passwords: 'file' | 'generate' | 'link'
}

export type ImportDetails = {
  id: string
  status: 'uploaded' | 'checking' | 'ready' | 'running' | 'paused' | 'finished' | 'cancelled'
  fileName: string
  fromServerId: string | null
  counts: ImportCounts
  progress: {
    handled: number
    total: number
    rowsPerSecond: number | null
    secondsLeft: number | null
  }
  pausedBecause: string | null
  createdBy: string
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1'
  separator: 'comma' | 'semicolon' | 'tab'
  preset: 'generic' | 'whmcs' | 'blesta' | 'fossbilling' | 'paymenter'
  columns: ImportColumn[]
  defaults: ImportDefaults
  problems: ImportProblem[]
  secretsErasedAt: string | null
  credentials: {
    waiting: number
    downloadedAt: string | null
    downloadedBy: string | null
  }
}

export type ImportField =
  | 'email'
  | 'fullName'
  | 'firstName'
  | 'lastName'
  | 'companyName'
  | 'password'
  | 'isActive'
  | 'hostingUsername'
  | 'hostingPassword'
  | 'hostingEmail'
  | 'server'
  | 'packageId'
  | 'panelUserId'

export type ImportPage = {
  items: ImportSummary[]
  nextCursor: string | null
}

export type ImportProblem = {
  field: string
  code: string
  message: string
  rows: number
  firstRow: number
}

export type ImportQuery = {
  limit?: number | undefined
  cursor?: string | undefined
}

export type ImportRow = {
  number: number
  state: 'pending' | 'valid' | 'invalid' | 'unchanged' | 'running' | 'done' | 'failed'
  email: string | null
  fullName: string | null
  username: string | null
  serverName: string | null
  customerId: string | null
  accountId: string | null
  operationId: string | null
  errors: {
    code: string
    message: string
    field: string
  }[]
}

export type ImportRowPage = {
  items: ImportRow[]
  nextCursor: string | null
}

export type ImportSummary = {
  id: string
  status: 'uploaded' | 'checking' | 'ready' | 'running' | 'paused' | 'finished' | 'cancelled'
  fileName: string
  fromServerId: string | null
  counts: ImportCounts
  progress: {
    handled: number
    total: number
    rowsPerSecond: number | null
    secondsLeft: number | null
  }
  pausedBecause: string | null
  createdBy: string
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

export type ImportUpload = {
  fileName: string
}

export type ImportsChangeInput = {
  mapping?: Record<string, ImportField | null> | undefined
  defaults?:
    | {
        hosting?: 'none' | 'create' | 'adopt' | undefined
        serverId?: 'auto' | string | undefined
        passwords?: 'file' | 'generate' | 'link' | undefined
      }
    | undefined
  id: string
}

export type ImportsRowFileInput = {
  state?: 'failed' | 'done' | undefined
  id: string
}

export type ImportsRowsInput = {
  state?: 'pending' | 'valid' | 'invalid' | 'unchanged' | 'running' | 'done' | 'failed' | undefined
  code?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
  id: string
}

export type InstallationDecision = {
  thisIs: 'the-real-one' | 'a-copy'
}

export type InstallationState = {
  id: string
  standing: 'recognised' | 'suspected-copy' | 'copy'
  since: string | null
}

export type Interval = {
  unit: 'day' | 'week' | 'month' | 'year' | 'once'
  count?: number | undefined
}

export type Invoice = {
  id: string
  kind: DocumentKind
  number: string | null
  status: InvoiceStatus
  customerId: string
  customerName: string
  currency: string
  issuedOn: string | null
  dueOn: string | null
  isOverdue: boolean
  total: Money
  amountDue: Money
  createdAt: string
  seller: SellerSnapshot | null
  buyer: BuyerSnapshot | null
  lines: CreditableLine[]
  subtotal: Money
  taxes: TaxGroup[]
  amountSettled: Money
  settlements: Settlement[]
  paymentReference: string | null
  notes: string[]
  creditedInvoice: {
    id: string
    number: string
    issuedOn: string
  } | null
  reason: string | null
  creditNotes: {
    id: string
    number: string | null
    total: Money
    issuedOn: string | null
  }[]
  creditable: Money
  contentHash: string | null
  finalizedAt: string | null
  mailing: InvoiceMailing | null
}

export type InvoiceMailing = {
  state: 'waiting' | 'sent' | 'failed' | 'cancelled'
  recipient: string | null
  sentAt: string | null
  mailedAt: string | null
}

export type InvoicePage = {
  items: InvoiceSummary[]
  nextCursor: string | null
}

export type InvoiceQuery = {
  customerId?: string | undefined
  status?: InvoiceStatus | undefined
  kind?: DocumentKind | undefined
  overdue?: 'true' | 'false' | undefined
  search?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'void' | 'uncollectible'

export type InvoiceSummary = {
  id: string
  kind: DocumentKind
  number: string | null
  status: InvoiceStatus
  customerId: string
  customerName: string
  currency: string
  issuedOn: string | null
  dueOn: string | null
  isOverdue: boolean
  total: Money
  amountDue: Money
  createdAt: string
}

export type InvoicesCreditInput = {
  reason: string
  lines?:
    | {
        lineId: string
        amount: PositiveMoney
      }[]
    | undefined
  amount?: PositiveMoney | undefined
  planHash?: string | undefined
  id: string
}

export type InvoicesFinalizeInput = {
  planHash?: string | undefined
  id: string
}

export type InvoicesPreviewCreditInput = {
  reason: string
  lines?:
    | {
        lineId: string
        amount: PositiveMoney
      }[]
    | undefined
  amount?: PositiveMoney | undefined
  planHash?: string | undefined
  id: string
}

export type InvoicesRecordPaymentInput = {
  amount: PositiveMoney
  method: PaymentMethod
  reference?: string | undefined
  receivedOn: string
  id: string
}

export type InvoicesVoidInput = {
  reason: string
  id: string
}

export type InvoicesWriteOffInput = {
  reason: string
  id: string
}

export type KeyRequirement = {
  check: string
  text: string
  remedy: string
}

export type LedgerAccount =
  | 'receivable'
  | 'credit'
  | 'clearing'
  | 'fees'
  | 'revenue'
  | 'tax'
  | 'disputed'
  | 'bad-debt'
  | 'goodwill'
  | 'rounding'

export type LedgerEntry = {
  id: string
  kind: LedgerEntryKind
  bookedOn: string
  label: string
  documentId: string | null
  paymentId: string | null
  postings: Posting[]
  createdAt: string
}

export type LedgerEntryKind =
  | 'invoice'
  | 'credit-note'
  | 'payment'
  | 'allocation'
  | 'payment-reversal'
  | 'refund'
  | 'write-off'
  | 'recovery'
  | 'late-fee'
  | 'correction'

export type LedgerPage = {
  items: LedgerEntry[]
  nextCursor: string | null
}

export type LedgerQuery = {
  customerId?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type Logo = {
  logo: {
    mediaType: 'image/png' | 'image/jpeg'
    data: string
  } | null
}

export type Mail = {
  id: string
  kind:
    | 'invitation'
    | 'password-reset'
    | 'welcome'
    | 'email-confirmation'
    | 'email-changed'
    | 'password-changed'
    | 'factors-changed'
    | 'provisioning-failed'
    | 'server-alert'
    | 'webhook-disabled'
    | 'invoice'
    | 'credit-note'
    | 'payment-reminder'
    | 'payment-overdue'
    | 'hosting-suspended'
    | 'billing-alert'
    | 'backup-failed'
  recipient: string
  state: 'waiting' | 'sent' | 'failed' | 'cancelled'
  customerId: string | null
  operationId: string | null
  documentId: string | null
  attempts: number
  nextAttemptAt: string | null
  error: string | null
  resendOf: string | null
  createdAt: string
  sentAt: string | null
}

export type MailPage = {
  items: Mail[]
  nextCursor: string | null
  isSetUp: boolean
}

export type MailQuery = {
  customerId?: string | undefined
  state?: 'waiting' | 'sent' | 'failed' | 'cancelled' | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type MailSettings = {
  host: string
  port: number
  tls: 'implicit' | 'starttls' | 'none'
  username: string | null
  hasPassword: boolean
  fromAddress: string
  fromName: string
  language: 'en' | 'de'
  alertsTo: string[]
  updatedAt: string
}

export type MailSetup = {
  settings: MailSettings | null
  linkOrigin: string
  linkOriginIsPublic: boolean
}

export type MailTemplate = {
  kind:
    | 'invitation'
    | 'password-reset'
    | 'welcome'
    | 'email-confirmation'
    | 'email-changed'
    | 'password-changed'
    | 'factors-changed'
    | 'provisioning-failed'
    | 'server-alert'
    | 'webhook-disabled'
    | 'invoice'
    | 'credit-note'
    | 'payment-reminder'
    | 'payment-overdue'
    | 'hosting-suspended'
    | 'billing-alert'
    | 'backup-failed'
  language: 'en' | 'de'
  subject: string
  text: string
  isChanged: boolean
  placeholders: Placeholder[]
}

export type MailTemplateText = {
  kind:
    | 'invitation'
    | 'password-reset'
    | 'welcome'
    | 'email-confirmation'
    | 'email-changed'
    | 'password-changed'
    | 'factors-changed'
    | 'provisioning-failed'
    | 'server-alert'
    | 'webhook-disabled'
    | 'invoice'
    | 'credit-note'
    | 'payment-reminder'
    | 'payment-overdue'
    | 'hosting-suspended'
    | 'billing-alert'
    | 'backup-failed'
  language?: 'en' | 'de' | undefined
  subject: string
  text: string
}

export type Money = {
  amount: string
  currency: string
}

export type MrrMonth = {
  month: string
  start: Money
  'new': Money
  expansion: Money
  contraction: Money
  churn: Money
  reactivation: Money
  end: Money
}

export type MrrReport = {
  from: string
  to: string
  items: {
    currency: string
    start: Money
    end: Money
    months: MrrMonth[]
  }[]
}

export type NewBulkAction = {
  action: BulkActionKind
  target: BulkTarget
  options?: BulkOptions | undefined
}

export type NewCoupon = {
  code: string
  percent?: string | null | undefined
  amount?: PositiveMoney | null | undefined
  productIds?: string[] | null | undefined
  scope?: 'recurring' | 'setup' | 'all' | undefined
  durationPeriods?: number | null | undefined
  maxRedemptions?: number | null | undefined
  expiresOn?: string | null | undefined
  isActive?: boolean | undefined
}

export type NewCustomer = {
  email: string
  fullName: string
  companyName?: string | null | undefined
  password?: string | undefined
  passwordLink?: boolean | undefined
  isActive?: boolean | undefined
  language?: 'en' | 'de' | null | undefined
  provisioning?: Provisioning | null | undefined
  subscription?: NewCustomerSubscription | null | undefined
}

export type NewCustomerSubscription = {
  priceId: string
  addOns?:
    | {
        priceId: string
        quantity?: number | undefined
      }[]
    | undefined
  startOn?: string | undefined
  provision?: 'now' | 'after-payment' | undefined
  planHash?: string | undefined
}

export type NewCustomerSubscriptionFields = {
  priceId: string
  addOns?:
    | {
        priceId: string
        quantity?: number | undefined
      }[]
    | undefined
  startOn?: string | undefined
  provision?: 'now' | 'after-payment' | undefined
}

export type NewPayment = {
  customerId: string
  amount: PositiveMoney
  method: PaymentMethod
  reference?: string | undefined
  receivedOn: string
  invoiceId?: string | undefined
}

export type NewProduct = {
  name: string
  description?: string | undefined
  kind?: 'plan' | 'add-on' | 'one-time' | undefined
  packageId?: number | string | null | undefined
  serverTags?: string[] | undefined
  taxCategory?: string | undefined
  withHosting?: boolean | undefined
  isVisible?: boolean | undefined
}

export type NewServer = {
  driver?: string | undefined
  baseUrl?: string | undefined
  apiKey?: string | undefined
  apiSecret?: string | undefined
  caCertificate?: string | null | undefined
  name: string
  capacity: number
  location?: string | null | undefined
  tags?: string[] | undefined
  placementWeight?: number | undefined
  maxConcurrentRequests?: number | null | undefined
}

export type NewSubscription = {
  customerId: string
  priceId: string
  quantity?: number | undefined
  addOns?:
    | {
        priceId: string
        quantity?: number | undefined
      }[]
    | undefined
  startOn?: string | undefined
  anchorDay?: number | undefined
  trialEndsOn?: string | undefined
  couponCode?: string | undefined
  provision?: 'none' | 'now' | 'after-payment' | undefined
  provisioning?: Provisioning | undefined
  hostingAccountId?: string | undefined
  planHash?: string | undefined
}

export type NumberSeries = {
  kind: 'invoice' | 'credit-note'
  pattern: string
  restartsYearly: boolean
  next: number
  preview: string
  lastIssuedOn: string | null
}

export type OnboardingQuery = {
  days?: number | undefined
  timeZone?: string | undefined
}

export type OnboardingStatistics = {
  items: {
    succeeded: number
    notSucceeded: number
    underWay: number
    medianMs: number | null
    customers: number
    day: string
  }[]
  total: {
    succeeded: number
    notSucceeded: number
    underWay: number
    medianMs: number | null
    customers: number
  }
  timeZone: string
  firstDay: string | null
  previous: {
    items: {
      succeeded: number
      notSucceeded: number
      underWay: number
      medianMs: number | null
      customers: number
      day: string
    }[]
    total: {
      succeeded: number
      notSucceeded: number
      underWay: number
      medianMs: number | null
      customers: number
    }
  } | null
}

export type Operation = {
  id: string
  kind: OperationKind
  status: OperationStatus
  accountId: string
  customerId: string
  customerName: string
  serverId: string
  serverName: string
  username: string
  email: string
  attempts: number
  nextAttemptAt: string | null
  error: OperationError | null
  needsAction: boolean
  freeUsername: string | null
  dismissedAt: string | null
  createdAt: string
  endedAt: string | null
  timeline: TimelineEntry[]
}

export type OperationError = {
  code: string
  message: string
  remedy: string
  holder?: {
    panelUserId: string
    matches: boolean
  }
}

export type OperationKind = 'create' | 'suspend' | 'unsuspend' | 'terminate'

export type OperationOverview = {
  queued: number
  running: number
  waiting: number
  needsPerson: number
  blocked: number
  needsAction: {
    total: number
    operations: number
    alerts: number
  }
  groups: {
    serverId: string
    serverName: string
    code: string
    message: string
    remedy: string
    operations: number
    oldestAt: string
  }[]
}

export type OperationOverviewQuery = {
  serverId?: string | undefined
}

export type OperationPage = {
  items: OperationSummary[]
  nextCursor: string | null
}

export type OperationQuery = {
  status?: string | undefined
  serverId?: string | undefined
  needsAction?: 'true' | 'false' | undefined
  code?: string | undefined
  customerId?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type OperationStatus =
  | 'queued'
  | 'running'
  | 'waiting'
  | 'succeeded'
  | 'failed'
  | 'needs-person'
  | 'cancelled'

export type OperationSummary = {
  id: string
  kind: OperationKind
  status: OperationStatus
  accountId: string
  customerId: string
  customerName: string
  serverId: string
  serverName: string
  username: string
  email: string
  attempts: number
  nextAttemptAt: string | null
  error: OperationError | null
  needsAction: boolean
  freeUsername: string | null
  dismissedAt: string | null
  createdAt: string
  endedAt: string | null
}

export type OperationsAdoptInput = {
  panelUserId: number | string
  id: string
}

export type OperationsAdoptionCandidateInput = {
  panelUserId: string
  id: string
}

export type OperationsRetryInput = {
  username?: string | undefined
  password?: string | undefined
  serverId?: string | undefined
  email?: string | undefined
  id: string
}

export type PackageId = number | string

export type PanelCapabilities = {
  suspend: boolean
  unsuspend: boolean
  terminate: boolean
  usage: boolean
  changePassword: boolean
  elsewhere: Record<string, string>
}

export type PanelDescription = {
  id: string
  label: string
  connectionFields: ConnectionField[]
  keyRequirements: KeyRequirement[]
  usernameRule: TextRule
  passwordRule: TextRule
  capabilities: PanelCapabilities
}

export type PanelUserId = number | string

export type PasswordLink = {
  path: string
  expiresAt: string
}

export type PauseReason = {
  reason?: string | undefined
}

export type Payment = {
  id: string
  customerId: string
  customerName: string
  method: PaymentMethod
  reference: string
  receivedOn: string
  status: PaymentStatus
  currency: string
  amount: Money
  refunded: Money
  unallocated: Money
  createdAt: string
  allocations: {
    invoiceId: string
    invoiceNumber: string
    amount: Money
    on: string
  }[]
  refunds: {
    id: string
    amount: Money
    reference: string
    refundedOn: string
    reason: string
    recordedBy: string
  }[]
  refundable: Money
  recordedBy: string | null
  reversedOn: string | null
  reversedBy: string | null
  reason: string | null
}

export type PaymentMethod = 'bank-transfer' | 'cash' | 'other'

export type PaymentPage = {
  items: PaymentSummary[]
  nextCursor: string | null
}

export type PaymentQuery = {
  customerId?: string | undefined
  status?: PaymentStatus | undefined
  method?: PaymentMethod | undefined
  search?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type PaymentStatus = 'received' | 'reversed'

export type PaymentSummary = {
  id: string
  customerId: string
  customerName: string
  method: PaymentMethod
  reference: string
  receivedOn: string
  status: PaymentStatus
  currency: string
  amount: Money
  refunded: Money
  unallocated: Money
  createdAt: string
}

export type PaymentsRefundInput = {
  amount: PositiveMoney
  reference?: string | undefined
  refundedOn: string
  reason: string
  id: string
}

export type PaymentsReverseInput = {
  reason: string
  id: string
}

export type Placeholder = {
  name: string
  about: string
  required: boolean
}

export type Placement = {
  selectable: boolean
  recommended: boolean
  reason: string | null
  position: number
  why: string
}

export type PositiveMoney = Money

export type PostalAddress = {
  line1: string
  line2: string
  city: string
  postcode: string
  region: string
  country: string
}

export type Posting = {
  account: LedgerAccount
  customerId: string | null
  productId: string | null
  taxKey: string | null
  amount: Money
}

export type PreviewedDocument = {
  currency: string
  subtotal: Money
  taxes: TaxGroup[]
  total: Money
  notes: string[]
  lines: {
    description: string
    periodStart: string | null
    periodEnd: string | null
    quantity: number
    unitAmount: Money
    taxIncluded: boolean
    discount: Money
    amount: Money
    taxKey: string | null
    explanation: string | null
    productId: string | null
    subscriptionId: string | null
  }[]
  issuedOn: string
  dueOn: string | null
  amountDue: Money
  kind: DocumentKind
}

export type PreviewedInvoice = {
  currency: string
  subtotal: Money
  taxes: TaxGroup[]
  total: Money
  notes: string[]
  lines: {
    description: string
    periodStart: string | null
    periodEnd: string | null
    quantity: number
    unitAmount: Money
    taxIncluded: boolean
    discount: Money
    amount: Money
    taxKey: string | null
    explanation: string | null
    productId: string | null
    subscriptionId: string | null
  }[]
  issuedOn: string
  dueOn: string | null
  amountDue: Money
}

export type Price = {
  id: string
  productId: string
  amount: Money
  interval: {
    unit: 'day' | 'week' | 'month' | 'year' | 'once'
    count: number
  }
  setupFee: Money
  taxIncluded: boolean
  isArchived: boolean
  createdAt: string
}

export type PriceInterval = {
  unit: 'day' | 'week' | 'month' | 'year' | 'once'
  count: number
}

export type Product = {
  id: string
  name: string
  description: string
  kind: 'plan' | 'add-on' | 'one-time'
  packageId: PackageId | null
  serverTags: string[]
  taxCategory: string
  withHosting: boolean
  isVisible: boolean
  prices: Price[]
  createdAt: string
  updatedAt: string
}

export type ProductPage = {
  items: Product[]
  nextCursor: string | null
}

export type ProductQuery = {
  search?: string | undefined
  kind?: 'plan' | 'add-on' | 'one-time' | undefined
  visible?: 'true' | 'false' | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type ProductsAddPriceInput = {
  amount: Money
  interval: Interval
  setupFee?: Money | undefined
  taxIncluded?: boolean | undefined
  id: string
}

export type ProductsChangeInput = {
  name?: string | undefined
  description?: string | undefined
  kind?: unknown | undefined
  packageId?: number | string | null | undefined
  serverTags?: string[] | undefined
  taxCategory?: string | undefined
  withHosting?: boolean | undefined
  isVisible?: boolean | undefined
  id: string
}

export type ProductsChangePriceInput = {
  isArchived: boolean
  amount?: unknown | undefined
  interval?: unknown | undefined
  setupFee?: unknown | undefined
  taxIncluded?: unknown | undefined
  id: string
}

export type Provisioning = {
  username: string
  password: string
  serverId?: 'auto' | string | undefined
  placement?:
    | {
        location?: string | undefined
        tags?: string[] | undefined
      }
    | undefined
  email?: string | undefined
  packageId?: number | string | undefined
}

export type Reconciliation = {
  id: string
  serverId: string
  serverName: string
  startedAt: string
  endedAt: string
  startedBy: string
  complete: boolean
  why: string | null
  believed: number
  vanished: number
  braked: boolean
  confirmed: {
    by: string
    at: string
  } | null
  onPanel: number
  strangers: {
    count: number
    capacity: number
    sample: Stranger[]
  }
  leftOut: number
  findings: {
    total: number
    open: number
    leftOut: number
  }
  notes: string[]
  items: ReconciliationFinding[]
}

export type ReconciliationFinding = {
  id: string
  kind: FindingKind
  accountId: string | null
  customerId: string | null
  username: string
  panelUserId: PanelUserId | null
  foundUnder: PanelUserId[]
  field: DriftField | null
  ours: string | null
  onPanel: string | null
  message: string
  remedy: string
  actions: FindingAction[]
  heldActions: FindingAction[]
  resolution: {
    action: FindingAction
    by: string
    at: string
    operationId: string | null
  } | null
}

export type ReconciliationPage = {
  items: ReconciliationSummary[]
  nextCursor: string | null
}

export type ReconciliationQuery = {
  id: string
  limit?: number | undefined
  cursor?: string | undefined
}

export type ReconciliationSummary = {
  id: string
  serverId: string
  serverName: string
  startedAt: string
  endedAt: string
  startedBy: string
  complete: boolean
  why: string | null
  believed: number
  vanished: number
  braked: boolean
  confirmed: {
    by: string
    at: string
  } | null
  onPanel: number
  strangers: {
    count: number
    capacity: number
    sample: Stranger[]
  }
  leftOut: number
  findings: {
    total: number
    open: number
    leftOut: number
  }
  notes: string[]
}

export type RenderedMail = {
  subject: string
  text: string
  html: string
}

export type ReportExportQuery = {
  from?: string | undefined
  to?: string | undefined
  currency?: string | undefined
  report: 'revenue' | 'tax' | 'aging' | 'mrr'
  separator?: 'comma' | 'semicolon' | 'tab' | undefined
}

export type ReportQuery = {
  from?: string | undefined
  to?: string | undefined
  currency?: string | undefined
}

export type ResolvedFinding = {
  reconciliation: ReconciliationSummary
  finding: ReconciliationFinding
  account: HostingAccount
  operation: Operation | null
}

export type RevenueReport = {
  from: string
  to: string
  items: {
    currency: string
    total: Money
    products: {
      product: {
        id: string
        name: string
      } | null
      amount: Money
    }[]
    months: {
      month: string
      amount: Money
    }[]
  }[]
}

export type RotatedKey = {
  swapped: boolean
  test: ConnectionReport
  server: Server
}

export type Sale = {
  customer: Customer
  hosting: HostingOutcome | null
  passwordLink: PasswordLink | null
  subscription?: Subscription
  invoice?: Invoice | null
  documents?: InvoiceSummary[]
}

export type SellerSnapshot = {
  legalName: string
  address: PostalAddress
  taxIds: TaxId[]
  email: string
  phone: string
  timeZone: string
  bankDetails: BankDetails | null
  footer: string
}

export type Server = {
  id: string
  name: string
  driver: string
  baseUrl: string
  location: string | null
  tags: string[]
  placementWeight: number
  capacity: number
  maxConcurrentRequests: number | null
  used: number
  reserved: number
  status: ServerStatus
  statusMessage: string | null
  mode: ServerMode
  paused: {
    reason: string | null
    since: string
    by: 'person' | 'trouble'
  } | null
  breaker: 'closed' | 'open' | 'half-open'
  warning: string | null
  apiKeyHint: string
  apiKeyFingerprint: string
  keyChangedAt: string
  authorities: {
    subject: string
    expiresAt: string
    fingerprint: string
  }[]
  placement: Placement
  lastCheckedAt: string | null
  createdAt: string
}

export type ServerCheck = {
  at: string
  askedBy: 'schedule' | 'person' | 'probe'
  verdict: 'online' | 'degraded' | 'offline' | 'needs-operator'
  durationMs: number
  failed: string | null
  message: string | null
}

export type ServerCheckPage = {
  items: ServerCheck[]
  nextCursor: string | null
}

export type ServerConnection = {
  driver?: string | undefined
  baseUrl?: string | undefined
  apiKey?: string | undefined
  apiSecret?: string | undefined
  caCertificate?: string | null | undefined
}

export type ServerHealth = {
  from: string
  to: string
  stepMs: number
  items: {
    at: string
    online: number
    degraded: number
    offline: number
    needsOperator: number
    medianMs: number | null
  }[]
}

export type ServerHealthQuery = {
  id: string
  period?: HealthPeriod | undefined
}

export type ServerMode = 'active' | 'draining' | 'maintenance'

export type ServerStatistics = {
  since: string
  creations: CreationCounts
  queue: {
    queued: number
    running: number
    waiting: number
    needsPerson: number
  }
  breaker: {
    state: 'closed' | 'open' | 'half-open'
    since: string | null
    failures: number
    opensAfter: number
    probeAt: string | null
  }
  lastChecks: ConnectionCheck[] | null
}

export type ServerStatus = 'unchecked' | 'online' | 'degraded' | 'offline' | 'needs-operator'

export type ServersChangeInput = {
  name?: string | undefined
  baseUrl?: string | undefined
  apiKey?: string | undefined
  apiSecret?: string | undefined
  caCertificate?: string | null | undefined
  capacity?: number | undefined
  maxConcurrentRequests?: number | null | undefined
  location?: string | null | undefined
  tags?: string[] | undefined
  placementWeight?: number | undefined
  mode?: ServerMode | undefined
  id: string
}

export type ServersChangePlacementOutput = {
  policy: 'least-utilized' | 'fill-first'
  updatedAt: string | null
}

export type ServersChecksInput = {
  limit?: number | undefined
  cursor?: number | undefined
  id: string
}

export type ServersPauseInput = {
  reason?: string | undefined
  id: string
}

export type ServersPlacementOutput = {
  policy: 'least-utilized' | 'fill-first'
  updatedAt: string | null
}

export type ServersRotateKeyInput = {
  apiKey?: string | undefined
  apiSecret?: string | undefined
  saveAnyway?: boolean | undefined
  id: string
}

export type Settlement = {
  id: string
  kind: 'payment' | 'credit-note' | 'account-credit' | 'reversal' | 'write-off'
  paymentId: string | null
  creditNoteId: string | null
  label: string
  amount: Money
  on: string
}

export type SimulatedEvent = {
  on: string
  kind:
    | 'invoice'
    | 'credit-note'
    | 'payment'
    | 'credit'
    | 'start'
    | 'end'
    | 'reminder'
    | 'late-fee'
    | 'suspension'
    | 'unsuspension'
    | 'termination-task'
    | 'stopped'
    | 'dunning-failed'
  customerId: string
  customerName: string
  numbers: string[]
  amount: Money | null
  invoice: {
    dueOn: string | null
    net: Money
    tax: Money
    total: Money
    lines: {
      description: string
      quantity: number
      period: {
        start: string
        end: string
      } | null
      net: Money
    }[]
  } | null
  accounts: {
    id: string
    username: string
  }[]
  subscriptionId: string | null
  message: string | null
}

export type SimulatedMonth = {
  month: string
  currency: string
  invoices: number
  net: Money
  tax: Money
  total: Money
  lateFees: Money
  paid: Money
  creditUsed: Money
}

export type Simulation = {
  from: string
  until: string
  customers: number
  months: SimulatedMonth[]
  counts: {
    kind:
      | 'invoice'
      | 'credit-note'
      | 'payment'
      | 'credit'
      | 'start'
      | 'end'
      | 'reminder'
      | 'late-fee'
      | 'suspension'
      | 'unsuspension'
      | 'termination-task'
      | 'stopped'
      | 'dunning-failed'
    events: number
  }[]
  events: SimulatedEvent[]
  eventsLeftOut: number
}

export type SimulationExportQuery = {
  months?: number | undefined
  customerId?: string | undefined
  pays?: 'never' | 'on-due' | 'late' | undefined
  lateDays?: number | undefined
  separator?: 'comma' | 'semicolon' | 'tab' | undefined
}

export type SimulationQuery = {
  months?: number | undefined
  customerId?: string | undefined
  pays?: 'never' | 'on-due' | 'late' | undefined
  lateDays?: number | undefined
}

export type StatisticsOfServers = {
  since: string
  items: {
    creations: CreationCounts
    queue: {
      queued: number
      running: number
      waiting: number
      needsPerson: number
    }
    serverId: string
  }[]
}

export type Stranger = {
  panelUserId: PanelUserId
  username: string | null
}

export type Subscription = {
  id: string
  customerId: string
  customerName: string
  status: SubscriptionStatus
  currency: string
  title: string
  amount: Money
  interval: PriceInterval
  nextBillOn: string | null
  cancelOn: string | null
  hostingAccountId: string | null
  createdAt: string
  anchorOn: string
  startOn: string
  trialEndsOn: string | null
  billedThrough: string | null
  endedOn: string | null
  items: SubscriptionItem[]
  coupon: {
    code: string
    periodsLeft: number | null
  } | null
  provision: 'none' | 'now' | 'after-payment'
  history: SubscriptionEvent[]
}

export type SubscriptionEvent = {
  id: string
  kind: 'started' | 'changed' | 'cancelled' | 'resumed' | 'paused' | 'ended'
  effectiveOn: string
  description: string
  by: string | null
  createdAt: string
}

export type SubscriptionItem = {
  id: string
  productId: string
  productName: string
  productKind: 'plan' | 'add-on' | 'one-time'
  priceId: string
  unitAmount: Money
  taxIncluded: boolean
  interval: PriceInterval
  quantity: number
  fromOn: string
  untilOn: string | null
  replacesId: string | null
}

export type SubscriptionPage = {
  items: SubscriptionSummary[]
  nextCursor: string | null
}

export type SubscriptionPreviewQuery = {
  customerId: string
  priceId: string
  quantity?: number | undefined
  addOns?:
    | {
        priceId: string
        quantity?: number | undefined
      }[]
    | undefined
  startOn?: string | undefined
  anchorDay?: number | undefined
  trialEndsOn?: string | undefined
  couponCode?: string | undefined
  provision?: 'none' | 'now' | 'after-payment' | undefined
  asOf?: string | undefined
}

export type SubscriptionQuery = {
  customerId?: string | undefined
  status?: SubscriptionStatus | undefined
  search?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type SubscriptionStatus = 'pending' | 'active' | 'paused' | 'ended'

export type SubscriptionSummary = {
  id: string
  customerId: string
  customerName: string
  status: SubscriptionStatus
  currency: string
  title: string
  amount: Money
  interval: PriceInterval
  nextBillOn: string | null
  cancelOn: string | null
  hostingAccountId: string | null
  createdAt: string
}

export type SubscriptionsAddAddOnInput = {
  priceId: string
  quantity?: number | undefined
  at?: 'now' | 'renewal' | undefined
  planHash?: string | undefined
  id: string
}

export type SubscriptionsAddAddOnOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsApplyCouponInput = {
  couponCode: string
  planHash?: string | undefined
  id: string
}

export type SubscriptionsApplyCouponOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsCancelInput = {
  at: 'now' | 'period-end'
  reason?: string | undefined
  planHash?: string | undefined
  id: string
}

export type SubscriptionsCancelOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsChangeInput = {
  itemId?: string | undefined
  priceId?: string | undefined
  quantity?: number | undefined
  at?: 'now' | 'renewal' | undefined
  planHash?: string | undefined
  id: string
}

export type SubscriptionsChangeOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsChargeInput = {
  priceId: string
  quantity?: number | undefined
  planHash?: string | undefined
  id: string
}

export type SubscriptionsChargeOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsCreateOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
  hosting: HostingOutcome | null
  hostingProblem: string | null
}

export type SubscriptionsNextInvoiceInput = {
  id: string
  asOf?: string | undefined
}

export type SubscriptionsPreviewAddOnInput = {
  priceId: string
  quantity?: number | undefined
  at?: 'now' | 'renewal' | undefined
  id: string
}

export type SubscriptionsPreviewCancelInput = {
  at: 'now' | 'period-end'
  reason?: string | undefined
  id: string
}

export type SubscriptionsPreviewChangeInput = {
  itemId?: string | undefined
  priceId?: string | undefined
  quantity?: number | undefined
  at?: 'now' | 'renewal' | undefined
  id: string
}

export type SubscriptionsPreviewChargeInput = {
  priceId: string
  quantity?: number | undefined
  id: string
}

export type SubscriptionsPreviewCouponInput = {
  couponCode: string
  id: string
}

export type SubscriptionsPreviewRemoveAddOnInput = {
  itemId: string
  at?: 'now' | 'renewal' | undefined
  id: string
}

export type SubscriptionsRemoveAddOnInput = {
  itemId: string
  at?: 'now' | 'renewal' | undefined
  planHash?: string | undefined
  id: string
}

export type SubscriptionsRemoveAddOnOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsRemoveCouponInput = {
  planHash?: string | undefined
  id: string
}

export type SubscriptionsRemoveCouponOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsResumeInput = {
  id: string
  planHash?: string | undefined
}

export type SubscriptionsResumeOutput = {
  subscription: Subscription
  invoice: Invoice | null
  documents: InvoiceSummary[]
}

export type SubscriptionsSetHostingAccountInput = {
  hostingAccountId: string | null
  id: string
}

export type SuspendReason = 'staff' | 'abuse' | 'overdue'

export type Suspensions = {
  items: {
    reason: SuspendReason
    note: string | null
    by: string
    at: string
  }[]
}

export type SystemFinding = {
  code:
    | 'part-unreadable'
    | 'installation-held'
    | 'migrations-unknown'
    | 'migrations-missing'
    | 'no-worker'
    | 'engine-paused'
    | 'backup-failed'
    | 'backup-missing'
    | 'backup-late'
    | 'server-unreachable'
    | 'queue-late'
    | 'mail-failed'
    | 'mail-late'
    | 'webhooks-late'
  severity: 'failed' | 'warning'
  message: string
  remedy: string
}

export type SystemStatus = {
  checkedAt: string
  findings: SystemFinding[]
  program: {
    version: string
    role: 'all' | 'web' | 'worker'
    startedAt: string
    uptimeSeconds: number
  }
  database: {
    kind: 'embedded' | 'postgres'
    version: string
    bytes: number
    processes: {
      role: 'all' | 'web' | 'worker'
      count: number
    }[]
  } | null
  migrations: {
    applied: number
    missing: number
    unknown: number
  } | null
  engine: {
    isOnHold: boolean
    isPaused: boolean
  } | null
  queues: {
    servers: {
      id: string
      name: string
      waiting: number
      oldestAt: string | null
      dueAt: string | null
      needsAction: number
    }[]
    more: number
    webhooks: {
      waiting: number
      oldestAt: string | null
    }
    unreachable: {
      id: string
      name: string
    }[]
  } | null
  mail: {
    isSetUp: boolean
    waiting: number
    oldestAt: string | null
    failed: number
  } | null
  backups: {
    last: {
      madeAt: string
      bytes: number | null
      place: string
      file: string
      isScheduled: boolean
      verifyCommand: string
    } | null
    problem: string | null
    isRunning: boolean
    nextAt: string | null
  } | null
}

export type TaxGroup = {
  key: string
  name: string
  country: string
  treatment: TaxTreatment
  ratePpm: number
  net: Money
  amount: Money
}

export type TaxId = {
  label: string
  value: string
}

export type TaxIdCheck = {
  result: 'valid' | 'invalid' | 'unknown'
  checkedAt: string
  evidence: string
  by: string
}

export type TaxRate = {
  id: string
  country: string
  region: string
  postcodePrefix: string
  category: string
  name: string
  percent: string
  taxableShare: string | null
  validFrom: string
  validUntil: string | null
  createdAt: string
  updatedAt: string
}

export type TaxRatePage = {
  items: TaxRate[]
  nextCursor: string | null
}

export type TaxRateQuery = {
  country?: string | undefined
  on?: string | undefined
  limit?: number | undefined
  cursor?: string | undefined
}

export type TaxReport = {
  from: string
  to: string
  items: {
    currency: string
    tax: Money
    rates: {
      country: string
      region: string
      name: string
      treatment: TaxTreatment
      ratePpm: number
      base: Money
      tax: Money
    }[]
  }[]
}

export type TaxTreatment = 'standard' | 'reverse-charge' | 'exempt' | 'out-of-scope' | 'zero'

export type TestedServer = {
  ok: boolean
  checks: ConnectionCheck[]
  server: Server
}

export type TextRule = {
  minLength: number
  maxLength: number
  pattern: string | null
  mismatch: string | null
  help: string
}

export type TimelineEntry = {
  at: string
  event: string
  message: string
  detail: Record<string, unknown> | null
}

/** Every `code` of a refused or failed request that this release knows. */
export type ProblemCode =
  | 'invalid-body'
  | 'malformed-request'
  | 'not-signed-in'
  | 'api-token-invalid'
  | 'invalid-credentials'
  | 'sign-in-expired'
  | 'account-inactive'
  | 'second-factor-required'
  | 'reauthentication-required'
  | 'forbidden'
  | 'last-owner'
  | 'foreign-origin'
  | 'unknown-host'
  | 'setup-closed'
  | 'setup-token-invalid'
  | 'password-link-invalid'
  | 'not-found'
  | 'method-not-allowed'
  | 'email-taken'
  | 'name-taken'
  | 'server-exists'
  | 'server-in-use'
  | 'server-full'
  | 'server-in-maintenance'
  | 'username-taken'
  | 'operation-under-way'
  | 'wrong-state'
  | 'not-supported'
  | 'account-does-not-match'
  | 'panel-unavailable'
  | 'finding-outdated'
  | 'preview-changed'
  | 'currency-mismatch'
  | 'amount-mismatch'
  | 'already-credited'
  | 'limit-reached'
  | 'dates-overlap'
  | 'customer-parked'
  | 'idempotency-key-reused'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'internal'
  | 'database-unavailable'

/** Every `code` of an operation's error that this release knows. */
export type OperationErrorCode =
  | 'server-in-maintenance'
  | 'server-draining'
  | 'server-offline'
  | 'server-full'
  | 'account-gone'
  | 'another-account-meanwhile'
  | 'engine-paused'
  | 'identity-mismatch'
  | 'identity-not-known'
  | 'installation-held'
  | 'internal'
  | 'interrupted'
  | 'interrupted-repeatedly'
  | 'not-yet-effective'
  | 'outcome-unknown'
  | 'panel-id-in-use'
  | 'password-required'
  | 'read-back-mismatch'
  | 'reference-doubled'
  | 'server-paused'
  | 'server-unreachable'
  | 'username-taken'
  | 'email-taken'
  | 'username-or-email-taken'
  | 'username-not-allowed'
  | 'email-not-allowed'
  | 'password-not-allowed'
  | 'field-not-allowed'
  | 'package-unknown'
  | 'account-not-found'
  | 'account-id-not-valid'
  | 'panel-refused'
  | 'not-supported'
  | 'key-invalid'
  | 'key-revoked'
  | 'key-expired'
  | 'key-inactive'
  | 'permission-too-low'
  | 'scope-missing'
  | 'ip-not-allowed'
  | 'access-denied'
  | 'not-a-panel'
  | 'redirected'
  | 'rate-limited'
  | 'panel-error'
  | 'odd-answer'
  | 'answers-contradict'
  | 'key-unreadable'
  | 'server-removed'
  | 'dns'
  | 'address-not-allowed'
  | 'refused'
  | 'unreachable'
  | 'connect-timeout'
  | 'tls'
  | 'dropped'
  | 'deadline'
  | 'too-large'
