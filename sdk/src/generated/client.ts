// Written by `npm run sdk:generate` from contracts/. Do not edit.

import type { CallOptions, Download, UploadBody } from '../call.ts'
import type {
  AccountAndOperation,
  AddedServer,
  AdoptionCandidate,
  AgingQuery,
  AgingReport,
  Alert,
  AuditExportQuery,
  AuditPage,
  AuditQuery,
  Balance,
  BankLineList,
  BankLineResult,
  BankStatement,
  BankStatementPage,
  BankStatementQuery,
  BankStatementsConfirmInput,
  BankStatementsIgnoreInput,
  BankStatementsLinesInput,
  BankStatementUpload,
  BillingOverview,
  BillingParkQuery,
  BillingParks,
  BillingPreview,
  BillingProfile,
  BillingProfilesChangeInput,
  BillingProfilesRecordTaxIdCheckInput,
  BillingRun,
  BillingRunRequest,
  BillingSettings,
  BulkActionDetails,
  BulkActionPage,
  BulkActionQuery,
  BulkActionsRowsInput,
  BulkActionsStartInput,
  BulkRowPage,
  ConnectionReport,
  Coupon,
  CouponPage,
  CouponPreview,
  CouponQuery,
  CouponsChangeInput,
  Customer,
  CustomerAuditQuery,
  CustomerExportQuery,
  CustomerPage,
  CustomerQuery,
  CustomersChangeInput,
  CustomersProvisionInput,
  DunningCasesInput,
  DunningCasesOutput,
  DunningForecastOutput,
  DunningHoldInput,
  DunningHoldOutput,
  DunningOfCustomerOutput,
  DunningPolicy,
  DunningStateOutput,
  EngineState,
  FindingResolution,
  FormFindings,
  FoundAccount,
  HostingAccount,
  HostingAccountSearch,
  HostingAccountsChangePasswordInput,
  HostingAccountsSuspendInput,
  HostingAccountsTerminateInput,
  HostingAccountsUnsuspendInput,
  HostingOutcome,
  HostingUsage,
  ImportDetails,
  ImportPage,
  ImportQuery,
  ImportRowPage,
  ImportsChangeInput,
  ImportsRowFileInput,
  ImportsRowsInput,
  ImportUpload,
  InstallationDecision,
  InstallationState,
  Invoice,
  InvoicePage,
  InvoiceQuery,
  InvoicesCreditInput,
  InvoicesFinalizeInput,
  InvoicesPreviewCreditInput,
  InvoicesRecordPaymentInput,
  InvoicesVoidInput,
  InvoicesWriteOffInput,
  LedgerPage,
  LedgerQuery,
  Logo,
  Mail,
  MailPage,
  MailQuery,
  MailSetup,
  MailTemplate,
  MailTemplateText,
  MrrReport,
  NewBulkAction,
  NewCoupon,
  NewCustomer,
  NewCustomerSubscriptionFields,
  NewPayment,
  NewProduct,
  NewServer,
  NewSubscription,
  OnboardingQuery,
  OnboardingStatistics,
  Operation,
  OperationOverview,
  OperationOverviewQuery,
  OperationPage,
  OperationQuery,
  OperationsAdoptInput,
  OperationsAdoptionCandidateInput,
  OperationsRetryInput,
  PanelDescription,
  PasswordLink,
  PauseReason,
  Payment,
  PaymentPage,
  PaymentQuery,
  PaymentsRefundInput,
  PaymentsReverseInput,
  Price,
  Product,
  ProductPage,
  ProductQuery,
  ProductsAddPriceInput,
  ProductsChangeInput,
  ProductsChangePriceInput,
  Reconciliation,
  ReconciliationPage,
  ReconciliationQuery,
  RenderedMail,
  ReportExportQuery,
  ReportQuery,
  ResolvedFinding,
  RevenueReport,
  RotatedKey,
  Sale,
  Server,
  ServerCheckPage,
  ServerConnection,
  ServerHealth,
  ServerHealthQuery,
  ServerStatistics,
  ServersChangeInput,
  ServersChangePlacementOutput,
  ServersChecksInput,
  ServersPauseInput,
  ServersPlacementOutput,
  ServersRotateKeyInput,
  Simulation,
  SimulationExportQuery,
  SimulationQuery,
  StatisticsOfServers,
  Subscription,
  SubscriptionPage,
  SubscriptionPreviewQuery,
  SubscriptionQuery,
  SubscriptionsAddAddOnInput,
  SubscriptionsAddAddOnOutput,
  SubscriptionsApplyCouponInput,
  SubscriptionsApplyCouponOutput,
  SubscriptionsCancelInput,
  SubscriptionsCancelOutput,
  SubscriptionsChangeInput,
  SubscriptionsChangeOutput,
  SubscriptionsChargeInput,
  SubscriptionsChargeOutput,
  SubscriptionsCreateOutput,
  SubscriptionsNextInvoiceInput,
  SubscriptionsPreviewAddOnInput,
  SubscriptionsPreviewCancelInput,
  SubscriptionsPreviewChangeInput,
  SubscriptionsPreviewChargeInput,
  SubscriptionsPreviewCouponInput,
  SubscriptionsPreviewRemoveAddOnInput,
  SubscriptionsRemoveAddOnInput,
  SubscriptionsRemoveAddOnOutput,
  SubscriptionsRemoveCouponInput,
  SubscriptionsRemoveCouponOutput,
  SubscriptionsResumeInput,
  SubscriptionsResumeOutput,
  SubscriptionsSetHostingAccountInput,
  Suspensions,
  SystemStatus,
  TaxRatePage,
  TaxRateQuery,
  TaxReport,
  TestedServer,
} from './types.ts'

/** The calls of the API that an API token can use, by subject. */
export interface Client {
  readonly customers: {
    /** Create a customer, optionally with hosting and a subscription. `POST /v1/customers`, needs `customers.write`. */
    create(input: NewCustomer, options?: CallOptions): Promise<Sale>
    /** Validate a customer without saving. `POST /v1/customers/validate`, needs `customers.write`. */
    validate(input?: Record<string, unknown>, options?: CallOptions): Promise<FormFindings>
    /** List and search customers. `GET /v1/customers`, needs `customers.read`. */
    list(input?: CustomerQuery, options?: CallOptions): Promise<CustomerPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: CustomerQuery, options?: CallOptions): AsyncGenerator<CustomerPage['items'][number], void>
    /** Export all matching customers as CSV (UTF-8), streamed. `GET /v1/customers/export`, needs `customers.export`. */
    export(input?: CustomerExportQuery, options?: CallOptions): Promise<Download>
    /** Get a customer. `GET /v1/customers/{id}`, needs `customers.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Customer>
    /** Change a customer. `PATCH /v1/customers/{id}`, needs `customers.write`. */
    change(input: CustomersChangeInput, options?: CallOptions): Promise<Customer>
    /** Remove the second factors of a customer who has lost them, and end their sessions. `POST /v1/customers/{id}/reset-factors`, needs `customers.write`. */
    resetFactors(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Record<string, never>>
    /** List the audit entries of a customer and their hosting, newest first. `GET /v1/customers/{id}/audit`, needs `audit.read`. */
    audit(input: CustomerAuditQuery, options?: CallOptions): Promise<AuditPage>
    /** Every item of all pages of {@link audit}, read as the loop needs them. */
    allAudit(
      input: CustomerAuditQuery,
      options?: CallOptions,
    ): AsyncGenerator<AuditPage['items'][number], void>
    /** List a customer's hosting accounts. `GET /v1/customers/{id}/hosting-accounts`, needs `hosting.read`. */
    hostingAccounts(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<{
      items: HostingAccount[]
    }>
    /** Provision hosting for an existing customer. `POST /v1/customers/{id}/hosting-accounts`, needs `hosting.write`. */
    provision(input: CustomersProvisionInput, options?: CallOptions): Promise<HostingOutcome>
  }
  readonly bulkActions: {
    /** Prepare an action on many: fixes the rows and checks each; changes nothing until it is started. `POST /v1/bulk-actions`, needs `bulk-actions.write`. */
    create(input: NewBulkAction, options?: CallOptions): Promise<BulkActionDetails>
    /** List bulk actions, newest first. `GET /v1/bulk-actions`, needs `bulk-actions.read`. */
    list(input?: BulkActionQuery, options?: CallOptions): Promise<BulkActionPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: BulkActionQuery, options?: CallOptions): AsyncGenerator<BulkActionPage['items'][number], void>
    /** Get a bulk action with its counts. `GET /v1/bulk-actions/{id}`, needs `bulk-actions.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BulkActionDetails>
    /** Act on the rows; a large suspension needs their number as confirm. `POST /v1/bulk-actions/{id}/start`, needs `bulk-actions.write`. */
    start(input: BulkActionsStartInput, options?: CallOptions): Promise<BulkActionDetails>
    /** Begin no further rows. `POST /v1/bulk-actions/{id}/pause`, needs `bulk-actions.write`. */
    pause(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BulkActionDetails>
    /** Continue a paused bulk action in the name of the caller. `POST /v1/bulk-actions/{id}/resume`, needs `bulk-actions.write`. */
    resume(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BulkActionDetails>
    /** Begin no further rows, for good; nothing is undone. `POST /v1/bulk-actions/{id}/cancel`, needs `bulk-actions.write`. */
    cancel(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BulkActionDetails>
    /** List the rows of a bulk action. `GET /v1/bulk-actions/{id}/rows`, needs `bulk-actions.read`. */
    rows(input: BulkActionsRowsInput, options?: CallOptions): Promise<BulkRowPage>
    /** Every item of all pages of {@link rows}, read as the loop needs them. */
    allRows(
      input: BulkActionsRowsInput,
      options?: CallOptions,
    ): AsyncGenerator<BulkRowPage['items'][number], void>
    /** Stream the bulk action on every change, as server-sent events. `GET /v1/bulk-actions/{id}/events`, needs `bulk-actions.read`. */
    events(
      input: {
        id: string
      },
      options?: CallOptions,
    ): AsyncGenerator<BulkActionDetails, void>
  }
  readonly imports: {
    /** Upload a CSV file of customers: the body is the file, up to 100,000 rows and 64 MiB. `POST /v1/imports`, needs `imports.write`. */
    create(input: ImportUpload & { readonly body: UploadBody }, options?: CallOptions): Promise<ImportDetails>
    /** Prepare an import of the accounts that a reconciliation found on the server and that are not ours. `POST /v1/reconciliations/{id}/import`, needs `imports.write`. */
    createFromServer(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** List imports, newest first. `GET /v1/imports`, needs `imports.read`. */
    list(input?: ImportQuery, options?: CallOptions): Promise<ImportPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: ImportQuery, options?: CallOptions): AsyncGenerator<ImportPage['items'][number], void>
    /** Get an import with its columns and problems. `GET /v1/imports/{id}`, needs `imports.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** Map columns and choose what the import does; the rows must then be checked again. `PATCH /v1/imports/{id}`, needs `imports.write`. */
    change(input: ImportsChangeInput, options?: CallOptions): Promise<ImportDetails>
    /** Check every row by the code that imports it; creates nothing. `POST /v1/imports/{id}/check`, needs `imports.write`. */
    check(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** Import the valid rows. `POST /v1/imports/{id}/start`, needs `imports.write`. */
    start(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** Begin no further rows. `POST /v1/imports/{id}/pause`, needs `imports.write`. */
    pause(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** Continue a paused import. `POST /v1/imports/{id}/resume`, needs `imports.write`. */
    resume(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** Begin no further rows, for good; nothing is undone. `POST /v1/imports/{id}/cancel`, needs `imports.write`. */
    cancel(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ImportDetails>
    /** List the rows of an import. `GET /v1/imports/{id}/rows`, needs `imports.read`. */
    rows(input: ImportsRowsInput, options?: CallOptions): Promise<ImportRowPage>
    /** Every item of all pages of {@link rows}, read as the loop needs them. */
    allRows(
      input: ImportsRowsInput,
      options?: CallOptions,
    ): AsyncGenerator<ImportRowPage['items'][number], void>
    /** Download rows as CSV with the columns of the file; failed and invalid rows have their reason. `GET /v1/imports/{id}/rows.csv`, needs `imports.write`. */
    rowFile(input: ImportsRowFileInput, options?: CallOptions): Promise<Download>
    /** Download the generated passwords and links as CSV, once; they are then erased here. `POST /v1/imports/{id}/credentials.csv`, needs `imports.write`. */
    credentials(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Download>
    /** Stream the import on every change, as server-sent events. `GET /v1/imports/{id}/events`, needs `imports.read`. */
    events(
      input: {
        id: string
      },
      options?: CallOptions,
    ): AsyncGenerator<ImportDetails, void>
  }
  readonly passwordLinks: {
    /** Create a single-use link that lets the customer set a password. `POST /v1/customers/{id}/password-link`, needs `customers.write`. */
    create(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<PasswordLink>
  }
  readonly panels: {
    /** List panel drivers with their connection fields, rules and capabilities. `GET /v1/panels`, needs `servers.read`. */
    list(options?: CallOptions): Promise<{
      items: PanelDescription[]
    }>
  }
  readonly servers: {
    /** Test a connection without saving it. `POST /v1/servers/test`, needs `servers.connect`. */
    testConnection(input?: ServerConnection, options?: CallOptions): Promise<ConnectionReport>
    /** List all servers, with capacity. `GET /v1/servers`, needs `servers.read`. */
    list(options?: CallOptions): Promise<{
      items: Server[]
    }>
    /** Add a server and test it; it is saved even if the test fails. `POST /v1/servers`, needs `servers.connect`. */
    add(input: NewServer, options?: CallOptions): Promise<AddedServer>
    /** Get a server. `GET /v1/servers/{id}`, needs `servers.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Server>
    /** Change a server. `PATCH /v1/servers/{id}`, needs `servers.write`. */
    change(input: ServersChangeInput, options?: CallOptions): Promise<Server>
    /** Remove a server without live accounts. `DELETE /v1/servers/{id}`, needs `servers.connect`. */
    remove(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Record<string, never>>
    /** Test a saved server and update its status. `POST /v1/servers/{id}/test`, needs `servers.write`. */
    test(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<TestedServer>
    /** List the checks of the last seven days, newest first. `GET /v1/servers/{id}/checks`, needs `servers.read`. */
    checks(input: ServersChecksInput, options?: CallOptions): Promise<ServerCheckPage>
    /** Every item of all pages of {@link checks}, read as the loop needs them. */
    allChecks(
      input: ServersChecksInput,
      options?: CallOptions,
    ): AsyncGenerator<ServerCheckPage['items'][number], void>
    /** Test a new key, and replace the current one if the test passes. `POST /v1/servers/{id}/rotate-key`, needs `servers.connect`. */
    rotateKey(input: ServersRotateKeyInput, options?: CallOptions): Promise<RotatedKey>
    /** Get the results of creations in the last 24 hours, and the open operations. `GET /v1/servers/{id}/statistics`, needs `servers.read`. */
    statistics(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<ServerStatistics>
    /** Get the check results of the last day or week, grouped into equal time steps. `GET /v1/servers/{id}/health`, needs `servers.read`. */
    health(input: ServerHealthQuery, options?: CallOptions): Promise<ServerHealth>
    /** Stream all servers on every change, as server-sent events. `GET /v1/servers/events`, needs `servers.read`. */
    events(options?: CallOptions): AsyncGenerator<
      {
        items: Server[]
      },
      void
    >
    /** Get the rule by which servers are chosen for accounts without one. `GET /v1/placement`, needs `servers.read`. */
    placement(options?: CallOptions): Promise<ServersPlacementOutput>
    /** Change the rule by which servers are chosen for accounts without one. `PATCH /v1/placement`, needs `servers.write`. */
    changePlacement(
      input: {
        policy: 'least-utilized' | 'fill-first'
      },
      options?: CallOptions,
    ): Promise<ServersChangePlacementOutput>
    /** Pause the operations of this server until it is resumed. `POST /v1/servers/{id}/pause`, needs `servers.write`. */
    pause(input: ServersPauseInput, options?: CallOptions): Promise<Server>
    /** Resume the operations of this server. `POST /v1/servers/{id}/resume`, needs `servers.write`. */
    resume(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Server>
  }
  readonly audit: {
    /** Search the audit log of the whole installation, newest first. `GET /v1/audit`, needs `audit.read`. */
    list(input?: AuditQuery, options?: CallOptions): Promise<AuditPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: AuditQuery, options?: CallOptions): AsyncGenerator<AuditPage['items'][number], void>
    /** Export all matching audit entries as CSV (UTF-8), streamed. `GET /v1/audit/export`, needs `audit.export`. */
    export(input?: AuditExportQuery, options?: CallOptions): Promise<Download>
  }
  readonly alerts: {
    /** List open alerts. `GET /v1/alerts`, needs `alerts.read`. */
    list(options?: CallOptions): Promise<{
      items: Alert[]
    }>
  }
  readonly mail: {
    /** Get the SMTP server, without its password. `GET /v1/mail/settings`, needs `mail.read`. */
    setup(options?: CallOptions): Promise<MailSetup>
    /** List the templates of all mails. `GET /v1/mail/templates`, needs `mail.read`. */
    templates(options?: CallOptions): Promise<{
      items: MailTemplate[]
    }>
    /** Render a template with example values. `POST /v1/mail/templates/{kind}/preview`, needs `mail.read`. */
    preview(input: MailTemplateText, options?: CallOptions): Promise<RenderedMail>
    /** List mails, newest first. `GET /v1/mails`, needs `mail.read`. */
    list(input?: MailQuery, options?: CallOptions): Promise<MailPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: MailQuery, options?: CallOptions): AsyncGenerator<MailPage['items'][number], void>
    /** Send a mail again; a link in it is new, and the earlier link stops working. `POST /v1/mails/{id}/resend`, needs `mail.send`. */
    resend(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Mail>
  }
  readonly engine: {
    /** Check whether all operations are paused. `GET /v1/engine`, needs `engine.read`. */
    get(options?: CallOptions): Promise<EngineState>
    /** Pause all operations. `POST /v1/engine/pause`, needs `engine.pause`. */
    pause(input?: PauseReason, options?: CallOptions): Promise<EngineState>
    /** Resume all operations. `POST /v1/engine/resume`, needs `engine.pause`. */
    resume(options?: CallOptions): Promise<EngineState>
  }
  readonly hostingAccounts: {
    /** Find hosting accounts by username, NextPanel User ID or operation. `GET /v1/hosting-accounts`, needs `hosting.read`. */
    search(
      input: HostingAccountSearch,
      options?: CallOptions,
    ): Promise<{
      items: FoundAccount[]
    }>
    /** Get a hosting account. `GET /v1/hosting-accounts/{id}`, needs `hosting.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<HostingAccount>
    /** List the suspension reasons of an account, with actor and note. `GET /v1/hosting-accounts/{id}/suspensions`, needs `hosting.read`. */
    suspensions(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Suspensions>
    /** Suspend an account for a reason. `POST /v1/hosting-accounts/{id}/suspend`, needs `hosting.suspend`. */
    suspend(input: HostingAccountsSuspendInput, options?: CallOptions): Promise<AccountAndOperation>
    /** Remove a suspension reason. `POST /v1/hosting-accounts/{id}/unsuspend`, needs `hosting.suspend`. */
    unsuspend(input: HostingAccountsUnsuspendInput, options?: CallOptions): Promise<AccountAndOperation>
    /** Delete the account on the panel. `POST /v1/hosting-accounts/{id}/terminate`, needs `hosting.terminate`. */
    terminate(input: HostingAccountsTerminateInput, options?: CallOptions): Promise<AccountAndOperation>
    /** Change the hosting password, if the panel supports it. `POST /v1/hosting-accounts/{id}/change-password`, needs `hosting.write`. */
    changePassword(
      input: HostingAccountsChangePasswordInput,
      options?: CallOptions,
    ): Promise<AccountAndOperation>
    /** Get usage from the panel. `GET /v1/hosting-accounts/{id}/usage`, needs `hosting.read`. */
    usage(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<HostingUsage>
  }
  readonly operations: {
    /** List operations, newest first. `GET /v1/operations`, needs `operations.read`. */
    list(input?: OperationQuery, options?: CallOptions): Promise<OperationPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: OperationQuery, options?: CallOptions): AsyncGenerator<OperationPage['items'][number], void>
    /** Count open operations, and group those that need action by server and cause. `GET /v1/operations/overview`, needs `operations.read`. */
    overview(input?: OperationOverviewQuery, options?: CallOptions): Promise<OperationOverview>
    /** Get an operation with its timeline. `GET /v1/operations/{id}`, needs `operations.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Operation>
    /** Stream the operation on every change, as server-sent events. `GET /v1/operations/{id}/events`, needs `operations.read`. */
    events(
      input: {
        id: string
      },
      options?: CallOptions,
    ): AsyncGenerator<Operation, void>
    /** Export the operation as text for support, without secrets. `GET /v1/operations/{id}/diagnostics`, needs `operations.read`. */
    diagnostics(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Download>
    /** Retry the operation, optionally with corrections; a termination needs a recent sign-in. `POST /v1/operations/{id}/retry`, needs `operations.write`. */
    retry(input: OperationsRetryInput, options?: CallOptions): Promise<AccountAndOperation>
    /** Cancel the operation; unknown outcomes must be resolved first. `POST /v1/operations/{id}/cancel`, needs `operations.write`. */
    cancel(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<AccountAndOperation>
    /** Dismiss a failed creation: it no longer needs action. `POST /v1/operations/{id}/dismiss`, needs `operations.write`. */
    dismiss(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Operation>
    /** Compare an account on the panel with the requested account before adopting it. `GET /v1/operations/{id}/adoption-candidate`, needs `operations.write`. */
    adoptionCandidate(
      input: OperationsAdoptionCandidateInput,
      options?: CallOptions,
    ): Promise<AdoptionCandidate>
    /** Adopt an account that already exists on the panel. `POST /v1/operations/{id}/adopt`, needs `operations.write`. */
    adopt(input: OperationsAdoptInput, options?: CallOptions): Promise<AccountAndOperation>
  }
  readonly reconciliations: {
    /** Compare the panel's accounts with our records; changes nothing. `POST /v1/servers/{id}/reconciliations`, needs `reconciliation.write`. */
    run(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Reconciliation>
    /** List a server's reconciliations, newest first, without their findings. `GET /v1/servers/{id}/reconciliations`, needs `reconciliation.read`. */
    list(input: ReconciliationQuery, options?: CallOptions): Promise<ReconciliationPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(
      input: ReconciliationQuery,
      options?: CallOptions,
    ): AsyncGenerator<ReconciliationPage['items'][number], void>
    /** Get a reconciliation with its findings. `GET /v1/reconciliations/{id}`, needs `reconciliation.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Reconciliation>
    /** Resolve a finding; the panel is checked again first; a termination needs a recent sign-in. `POST /v1/reconciliations/{id}/findings/{findingId}/resolve`, needs `reconciliation.write`. */
    resolve(input: FindingResolution, options?: CallOptions): Promise<ResolvedFinding>
  }
  readonly statistics: {
    /** Get customers added and hosting created, by day. `GET /v1/statistics/onboardings`, needs `statistics.read`. */
    onboardings(input?: OnboardingQuery, options?: CallOptions): Promise<OnboardingStatistics>
    /** For each server, get the results of its creations in the last 24 hours, and its open operations. `GET /v1/statistics/servers`, needs `statistics.read`. */
    servers(options?: CallOptions): Promise<StatisticsOfServers>
  }
  readonly payments: {
    /** List payments, newest first. `GET /v1/payments`, needs `billing.read`. */
    list(input?: PaymentQuery, options?: CallOptions): Promise<PaymentPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: PaymentQuery, options?: CallOptions): AsyncGenerator<PaymentPage['items'][number], void>
    /** Get a payment with its allocations and refunds. `GET /v1/payments/{id}`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Payment>
    /** Record a payment that was received; it pays the oldest open invoices first. `POST /v1/payments`, needs `billing.write`. */
    record(input: NewPayment, options?: CallOptions): Promise<Payment>
    /** Record a refund of unused account credit. `POST /v1/payments/{id}/refund`, needs `billing.correct`. */
    refund(input: PaymentsRefundInput, options?: CallOptions): Promise<Payment>
    /** Reverse a payment that was recorded by mistake or returned by the bank. `POST /v1/payments/{id}/reverse`, needs `billing.correct`. */
    reverse(input: PaymentsReverseInput, options?: CallOptions): Promise<Payment>
  }
  readonly ledger: {
    /** List ledger entries with their postings, newest first. `GET /v1/ledger`, needs `billing.read`. */
    list(input?: LedgerQuery, options?: CallOptions): Promise<LedgerPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: LedgerQuery, options?: CallOptions): AsyncGenerator<LedgerPage['items'][number], void>
    /** Get a customer's balance, by currency. `GET /v1/customers/{id}/balance`, needs `billing.read`. */
    balance(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Balance>
  }
  readonly bankStatements: {
    /** Upload a bank statement as CSV: each incoming transfer gets a proposal of the invoice that it pays. `POST /v1/bank-statements`, needs `billing.write`. */
    upload(
      input: BankStatementUpload & { readonly body: UploadBody },
      options?: CallOptions,
    ): Promise<BankStatement>
    /** List bank statements, newest first. `GET /v1/bank-statements`, needs `billing.read`. */
    list(input?: BankStatementQuery, options?: CallOptions): Promise<BankStatementPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(
      input?: BankStatementQuery,
      options?: CallOptions,
    ): AsyncGenerator<BankStatementPage['items'][number], void>
    /** Get a bank statement with its counts. `GET /v1/bank-statements/{id}`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BankStatement>
    /** List the lines of a bank statement. `GET /v1/bank-statements/{id}/lines`, needs `billing.read`. */
    lines(input: BankStatementsLinesInput, options?: CallOptions): Promise<BankLineList>
    /** Record the payments of these lines, each on its own. `POST /v1/bank-statements/{id}/confirm`, needs `billing.write`. */
    confirm(input: BankStatementsConfirmInput, options?: CallOptions): Promise<BankLineResult>
    /** Ignore lines that are no payments. `POST /v1/bank-statements/{id}/ignore`, needs `billing.write`. */
    ignore(input: BankStatementsIgnoreInput, options?: CallOptions): Promise<BankLineResult>
  }
  readonly installation: {
    /** Check whether this database may be a clone. `GET /v1/installation`, needs `installation.read`. */
    get(options?: CallOptions): Promise<InstallationState>
    /** Confirm the primary installation; the engine is on hold until then. `POST /v1/installation/decide`, needs `installation.decide`. */
    decide(input: InstallationDecision, options?: CallOptions): Promise<InstallationState>
  }
  readonly system: {
    /** Check whether the installation is in order. `GET /v1/system/status`, needs `installation.read`. */
    status(options?: CallOptions): Promise<SystemStatus>
  }
  readonly products: {
    /** List products with their prices, by name. `GET /v1/products`, needs `billing.read`. */
    list(input?: ProductQuery, options?: CallOptions): Promise<ProductPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: ProductQuery, options?: CallOptions): AsyncGenerator<ProductPage['items'][number], void>
    /** Add a product. `POST /v1/products`, needs `billing.write`. */
    create(input: NewProduct, options?: CallOptions): Promise<Product>
    /** Get a product with its prices. `GET /v1/products/{id}`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Product>
    /** Change, hide or show a product. `PATCH /v1/products/{id}`, needs `billing.write`. */
    change(input: ProductsChangeInput, options?: CallOptions): Promise<Product>
    /** Add a price to a product. `POST /v1/products/{id}/prices`, needs `billing.write`. */
    addPrice(input: ProductsAddPriceInput, options?: CallOptions): Promise<Price>
    /** Archive a price, or offer it again; its amount never changes. `PATCH /v1/prices/{id}`, needs `billing.write`. */
    changePrice(input: ProductsChangePriceInput, options?: CallOptions): Promise<Price>
  }
  readonly coupons: {
    /** List coupons, newest first. `GET /v1/coupons`, needs `billing.read`. */
    list(input?: CouponQuery, options?: CallOptions): Promise<CouponPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: CouponQuery, options?: CallOptions): AsyncGenerator<CouponPage['items'][number], void>
    /** Add a coupon; its code and discount are fixed. `POST /v1/coupons`, needs `billing.write`. */
    create(input: NewCoupon, options?: CallOptions): Promise<Coupon>
    /** Get a coupon. `GET /v1/coupons/{id}`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Coupon>
    /** Change the limit or the expiry of a coupon, or disable it. `PATCH /v1/coupons/{id}`, needs `billing.write`. */
    change(input: CouponsChangeInput, options?: CallOptions): Promise<Coupon>
  }
  readonly company: {
    /** Get the company, its payment terms and the numbering of documents. `GET /v1/billing-settings`, needs `billing.read`. */
    settings(options?: CallOptions): Promise<BillingSettings>
    /** Get the logo. `GET /v1/billing-settings/logo`, needs `billing.read`. */
    logo(options?: CallOptions): Promise<Logo>
  }
  readonly taxes: {
    /** List tax rates, by place, category and first day. `GET /v1/tax-rates`, needs `billing.read`. */
    list(input?: TaxRateQuery, options?: CallOptions): Promise<TaxRatePage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: TaxRateQuery, options?: CallOptions): AsyncGenerator<TaxRatePage['items'][number], void>
  }
  readonly dunning: {
    /** Get the steps for overdue invoices. `GET /v1/dunning/policy`, needs `billing.read`. */
    policy(options?: CallOptions): Promise<DunningPolicy>
    /** Get the suspensions of today, their limit, and the wishes that wait. `GET /v1/dunning`, needs `billing.read`. */
    state(options?: CallOptions): Promise<DunningStateOutput>
    /** List the open dunning cases, the oldest due date first. `GET /v1/dunning/cases`, needs `billing.read`. */
    cases(input?: DunningCasesInput, options?: CallOptions): Promise<DunningCasesOutput>
    /** Every item of all pages of {@link cases}, read as the loop needs them. */
    allCases(
      input?: DunningCasesInput,
      options?: CallOptions,
    ): AsyncGenerator<DunningCasesOutput['items'][number], void>
    /** Forecast who is reminded, charged and suspended until a day if nothing is paid. `GET /v1/dunning/forecast`, needs `billing.read`. */
    forecast(
      input?: {
        until?: string | undefined
      },
      options?: CallOptions,
    ): Promise<DunningForecastOutput>
    /** Get a customer's open dunning case. `GET /v1/customers/{id}/dunning`, needs `billing.read`. */
    ofCustomer(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<DunningOfCustomerOutput>
    /** Place a case on hold until a day, or continue it. `POST /v1/dunning/cases/{id}/hold`, needs `billing.write`. */
    hold(input: DunningHoldInput, options?: CallOptions): Promise<DunningHoldOutput>
  }
  readonly billingProfiles: {
    /** Get the billing details of a customer. `GET /v1/customers/{id}/billing-profile`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BillingProfile>
    /** Change billing details; the currency is fixed once something is booked. `PATCH /v1/customers/{id}/billing-profile`, needs `billing.write`. */
    change(input: BillingProfilesChangeInput, options?: CallOptions): Promise<BillingProfile>
    /** Record what a register, such as VIES, answered about the tax id. `POST /v1/customers/{id}/billing-profile/tax-id-check`, needs `billing.write`. */
    recordTaxIdCheck(
      input: BillingProfilesRecordTaxIdCheckInput,
      options?: CallOptions,
    ): Promise<BillingProfile>
  }
  readonly invoices: {
    /** List and search invoices and credit notes, newest first. `GET /v1/invoices`, needs `billing.read`. */
    list(input?: InvoiceQuery, options?: CallOptions): Promise<InvoicePage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(input?: InvoiceQuery, options?: CallOptions): AsyncGenerator<InvoicePage['items'][number], void>
    /** Get an invoice or a credit note. `GET /v1/invoices/{id}`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Invoice>
    /** Download a finalized document as PDF; /v1/invoices/{id}.pdf is the same. `GET /v1/invoices/{id}/pdf`, needs `billing.read`. */
    pdf(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Download>
    /** Give a draft its number and freeze its content. `POST /v1/invoices/{id}/finalize`, needs `billing.write`. */
    finalize(input: InvoicesFinalizeInput, options?: CallOptions): Promise<Invoice>
    /** Delete a draft. `DELETE /v1/invoices/{id}`, needs `billing.write`. */
    discard(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Record<string, never>>
    /** Cancel an open invoice with a credit note for the rest. `POST /v1/invoices/{id}/void`, needs `billing.correct`. */
    void(input: InvoicesVoidInput, options?: CallOptions): Promise<Invoice>
    /** Write off an open invoice. `POST /v1/invoices/{id}/write-off`, needs `billing.correct`. */
    writeOff(input: InvoicesWriteOffInput, options?: CallOptions): Promise<Invoice>
    /** Preview the credit note that the same body would create. `POST /v1/invoices/{id}/credit/preview`, needs `billing.correct`. */
    previewCredit(input: InvoicesPreviewCreditInput, options?: CallOptions): Promise<BillingPreview>
    /** Credit all or a part of an invoice. `POST /v1/invoices/{id}/credit`, needs `billing.correct`. */
    credit(input: InvoicesCreditInput, options?: CallOptions): Promise<Invoice>
    /** Record a payment for an invoice; a rest becomes account credit. `POST /v1/invoices/{id}/payments`, needs `billing.write`. */
    recordPayment(input: InvoicesRecordPaymentInput, options?: CallOptions): Promise<Invoice>
  }
  readonly subscriptions: {
    /** List and search subscriptions, newest first. `GET /v1/subscriptions`, needs `billing.read`. */
    list(input?: SubscriptionQuery, options?: CallOptions): Promise<SubscriptionPage>
    /** Every item of all pages of {@link list}, read as the loop needs them. */
    all(
      input?: SubscriptionQuery,
      options?: CallOptions,
    ): AsyncGenerator<SubscriptionPage['items'][number], void>
    /** Get a subscription. `GET /v1/subscriptions/{id}`, needs `billing.read`. */
    get(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Subscription>
    /** Preview the invoice that the same body would create. `POST /v1/subscriptions/preview`, needs `billing.write`. */
    preview(input: SubscriptionPreviewQuery, options?: CallOptions): Promise<BillingPreview>
    /** Preview the first invoice of a customer who is created with a plan. `POST /v1/subscriptions/preview-new-customer`, needs `billing.write`. */
    previewNewCustomer(input: NewCustomerSubscriptionFields, options?: CallOptions): Promise<BillingPreview>
    /** Start a subscription and invoice its first period. `POST /v1/subscriptions`, needs `billing.write`. */
    create(input: NewSubscription, options?: CallOptions): Promise<SubscriptionsCreateOutput>
    /** Preview the next renewal of a subscription, or the one on a date. `GET /v1/subscriptions/{id}/next-invoice`, needs `billing.read`. */
    nextInvoice(input: SubscriptionsNextInvoiceInput, options?: CallOptions): Promise<BillingPreview>
    /** Preview a change of price or quantity. `POST /v1/subscriptions/{id}/change/preview`, needs `billing.write`. */
    previewChange(input: SubscriptionsPreviewChangeInput, options?: CallOptions): Promise<BillingPreview>
    /** Change price or quantity, prorated by days. `POST /v1/subscriptions/{id}/change`, needs `billing.write`. */
    change(input: SubscriptionsChangeInput, options?: CallOptions): Promise<SubscriptionsChangeOutput>
    /** Preview the credit of a cancellation. `POST /v1/subscriptions/{id}/cancel/preview`, needs `billing.write`. */
    previewCancel(input: SubscriptionsPreviewCancelInput, options?: CallOptions): Promise<BillingPreview>
    /** Cancel a subscription now or at the end of its period. `POST /v1/subscriptions/{id}/cancel`, needs `billing.write`. */
    cancel(input: SubscriptionsCancelInput, options?: CallOptions): Promise<SubscriptionsCancelOutput>
    /** Stop billing until the subscription is resumed. `POST /v1/subscriptions/{id}/pause`, needs `billing.write`. */
    pause(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Subscription>
    /** Set or remove the hosting account of a subscription. `POST /v1/subscriptions/{id}/hosting-account`, needs `billing.write`. */
    setHostingAccount(
      input: SubscriptionsSetHostingAccountInput,
      options?: CallOptions,
    ): Promise<Subscription>
    /** Preview what a resumption books, and the next invoice after it. `POST /v1/subscriptions/{id}/resume/preview`, needs `billing.write`. */
    previewResume(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<BillingPreview>
    /** Resume a paused subscription, or take back its cancellation. `POST /v1/subscriptions/{id}/resume`, needs `billing.write`. */
    resume(input: SubscriptionsResumeInput, options?: CallOptions): Promise<SubscriptionsResumeOutput>
    /** Preview an add-on for a running subscription. `POST /v1/subscriptions/{id}/add-ons/preview`, needs `billing.write`. */
    previewAddOn(input: SubscriptionsPreviewAddOnInput, options?: CallOptions): Promise<BillingPreview>
    /** Add an add-on to a running subscription, prorated by days. `POST /v1/subscriptions/{id}/add-ons`, needs `billing.write`. */
    addAddOn(input: SubscriptionsAddAddOnInput, options?: CallOptions): Promise<SubscriptionsAddAddOnOutput>
    /** Preview the credit of an add-on that is removed. `POST /v1/subscriptions/{id}/add-ons/remove/preview`, needs `billing.write`. */
    previewRemoveAddOn(
      input: SubscriptionsPreviewRemoveAddOnInput,
      options?: CallOptions,
    ): Promise<BillingPreview>
    /** Remove an add-on and credit its unused days. `POST /v1/subscriptions/{id}/add-ons/remove`, needs `billing.write`. */
    removeAddOn(
      input: SubscriptionsRemoveAddOnInput,
      options?: CallOptions,
    ): Promise<SubscriptionsRemoveAddOnOutput>
    /** Preview the invoice of a one-time item. `POST /v1/subscriptions/{id}/charges/preview`, needs `billing.write`. */
    previewCharge(input: SubscriptionsPreviewChargeInput, options?: CallOptions): Promise<BillingPreview>
    /** Invoice a one-time item with a subscription. `POST /v1/subscriptions/{id}/charges`, needs `billing.write`. */
    charge(input: SubscriptionsChargeInput, options?: CallOptions): Promise<SubscriptionsChargeOutput>
    /** Preview the next invoice with a coupon. `POST /v1/subscriptions/{id}/coupon/preview`, needs `billing.write`. */
    previewCoupon(input: SubscriptionsPreviewCouponInput, options?: CallOptions): Promise<CouponPreview>
    /** Apply a coupon to a running subscription, from its next period on. `POST /v1/subscriptions/{id}/coupon`, needs `billing.write`. */
    applyCoupon(
      input: SubscriptionsApplyCouponInput,
      options?: CallOptions,
    ): Promise<SubscriptionsApplyCouponOutput>
    /** Preview the next invoice without the coupon. `POST /v1/subscriptions/{id}/coupon/remove/preview`, needs `billing.write`. */
    previewRemoveCoupon(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<CouponPreview>
    /** Remove the coupon of a subscription; billed periods keep it. `POST /v1/subscriptions/{id}/coupon/remove`, needs `billing.write`. */
    removeCoupon(
      input: SubscriptionsRemoveCouponInput,
      options?: CallOptions,
    ): Promise<SubscriptionsRemoveCouponOutput>
  }
  readonly billing: {
    /** Run the invoice run now; dryRun lists what it would do and writes nothing. `POST /v1/billing/run`, needs `billing.write`. */
    run(input?: BillingRunRequest, options?: CallOptions): Promise<BillingRun>
    /** List customers whose billing is stopped. `GET /v1/billing/parks`, needs `billing.read`. */
    parks(input?: BillingParkQuery, options?: CallOptions): Promise<BillingParks>
    /** Resume the billing of a customer. `POST /v1/customers/{id}/billing/resume`, needs `billing.write`. */
    unpark(
      input: {
        id: string
      },
      options?: CallOptions,
    ): Promise<Record<string, never>>
  }
  readonly simulation: {
    /** Simulate the billing and dunning of the next months day by day; writes nothing. `GET /v1/simulation`, needs `billing.read`. */
    run(input?: SimulationQuery, options?: CallOptions): Promise<Simulation>
    /** Export all events of a simulation as CSV (UTF-8). `GET /v1/simulation/export`, needs `customers.export`. */
    export(input?: SimulationExportQuery, options?: CallOptions): Promise<Download>
  }
  readonly reports: {
    /** Get overdue invoices, and revenue, payments and MRR of the last 12 months. `GET /v1/reports/overview`, needs `billing.read`. */
    overview(options?: CallOptions): Promise<BillingOverview>
    /** Get the revenue by product and by month. `GET /v1/reports/revenue`, needs `billing.read`. */
    revenue(input?: ReportQuery, options?: CallOptions): Promise<RevenueReport>
    /** Get the taxes by country and rate. `GET /v1/reports/tax`, needs `billing.read`. */
    tax(input?: ReportQuery, options?: CallOptions): Promise<TaxReport>
    /** Get the open invoices by days overdue. `GET /v1/reports/aging`, needs `billing.read`. */
    aging(input?: AgingQuery, options?: CallOptions): Promise<AgingReport>
    /** Get monthly recurring revenue and its movements. `GET /v1/reports/mrr`, needs `billing.read`. */
    mrr(input?: ReportQuery, options?: CallOptions): Promise<MrrReport>
    /** Export a report as CSV (UTF-8). `GET /v1/reports/export`, needs `customers.export`. */
    export(input: ReportExportQuery, options?: CallOptions): Promise<Download>
  }
}
