import { implement } from '@orpc/server'
import { api } from '#contracts/api.ts'
import {
  getHostingAccount,
  listHostingAccountsOfCustomer,
  listOwnHostingAccounts,
  searchHostingAccounts,
} from '#server/domain/accounts/index.ts'
import { listAlerts } from '#server/domain/alerts/index.ts'
import { createApiToken, listApiTokens, revokeApiToken } from '#server/domain/api-tokens/index.ts'
import { exportAudit, listAudit } from '#server/domain/audit/index.ts'
import {
  confirmBankLines,
  getBankStatement,
  ignoreBankLines,
  listBankLines,
  listBankStatements,
  uploadBankStatement,
} from '#server/domain/bank-statements/index.ts'
import { listParkedCustomers, runBillingNow, unparkCustomer } from '#server/domain/billing/index.ts'
import {
  changeBillingProfile,
  getBillingProfile,
  recordTaxIdCheck,
} from '#server/domain/billing-profiles/index.ts'
import {
  cancelBulkAction,
  createBulkAction,
  getBulkAction,
  listBulkActions,
  listBulkRows,
  pauseBulkAction,
  resumeBulkAction,
  startBulkAction,
  watchBulkAction,
} from '#server/domain/bulk-actions/index.ts'
import {
  changeCompany,
  changeLogo,
  changeNumbering,
  changePaymentTerms,
  getBillingSettings,
  getLogo,
  removeLogo,
} from '#server/domain/company/index.ts'
import type { Context } from '#server/domain/context.ts'
import { changeCoupon, createCoupon, getCoupon, listCoupons } from '#server/domain/coupons/index.ts'
import {
  changeCustomer,
  exportCustomers,
  getCustomer,
  getOwnDetails,
  listAuditOfCustomer,
  listCustomers,
  resetCustomerFactors,
} from '#server/domain/customers/index.ts'
import {
  changeDunningPolicy,
  confirmBrake,
  forecastDunningSteps,
  getDunningOfCustomer,
  getDunningPolicy,
  getDunningState,
  holdDunningCase,
  listDunningCases,
} from '#server/domain/dunning/index.ts'
import { confirmEmailChange, requestEmailChange } from '#server/domain/email-changes/index.ts'
import {
  addPasskey,
  confirmTotpSetup,
  getOwnFactors,
  removeOwnTotp,
  removePasskey,
  replaceOwnRecoveryCodes,
  startPasskey,
  startTotpSetup,
} from '#server/domain/factors/index.ts'
import {
  changeHostingPassword,
  provisionHostingAccount,
  readHostingUsage,
  readSuspensions,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '#server/domain/hosting/index.ts'
import {
  cancelImport,
  changeImport,
  checkImport,
  exportImportCredentials,
  exportImportRows,
  getImport,
  importFromServer,
  listImportRows,
  listImports,
  pauseImport,
  resumeImport,
  startImport,
  uploadImport,
  watchImport,
} from '#server/domain/imports/index.ts'
import { decideInstallation, getInstallation } from '#server/domain/installation/index.ts'
import {
  creditInvoice,
  discardInvoice,
  finalizeInvoice,
  getInvoice,
  getInvoicePdf,
  listInvoices,
  type PrintedDocument,
  previewCredit,
  voidInvoice,
  writeOffInvoice,
} from '#server/domain/invoices/index.ts'
import { listLedger, readBalance } from '#server/domain/ledger/index.ts'
import {
  changeMailSettings,
  changeMailTemplate,
  getMailSetup,
  listMails,
  listMailTemplates,
  previewMailTemplate,
  resendMail,
  resetMailTemplate,
  sendTestMail,
  turnOffMail,
} from '#server/domain/mail/index.ts'
import { onboardCustomer, validateNewCustomer } from '#server/domain/onboarding/index.ts'
import {
  adoptAccount,
  cancelOperation,
  diagnoseOperation,
  dismissOperation,
  getEngine,
  getOperation,
  listOperations,
  overviewOperations,
  pauseEngine,
  readAdoptionCandidate,
  resumeEngine,
  retryOperation,
  watchOperation,
} from '#server/domain/operations/index.ts'
import { listPanels } from '#server/domain/panels/index.ts'
import {
  createPasswordLink,
  inspectPasswordLink,
  requestPasswordReset,
  setPasswordByLink,
} from '#server/domain/password-links/index.ts'
import {
  getPayment,
  listPayments,
  recordInvoicePayment,
  recordPayment,
  refundPayment,
  reversePayment,
} from '#server/domain/payments/index.ts'
import {
  getOwnBalance,
  getOwnInvoice,
  getOwnInvoicePdf,
  listOwnInvoices,
  listOwnSubscriptions,
} from '#server/domain/portal-billing/index.ts'
import {
  addPrice,
  changePrice,
  changeProduct,
  createProduct,
  getProduct,
  listProducts,
} from '#server/domain/products/index.ts'
import {
  getReconciliation,
  listReconciliations,
  reconcileServer,
  resolveFinding,
} from '#server/domain/reconciliation/index.ts'
import {
  exportReport,
  readAging,
  readBillingOverview,
  readMrr,
  readRevenue,
  readTax,
} from '#server/domain/reports/index.ts'
import {
  changeSavedView,
  createSavedView,
  listSavedViews,
  removeSavedView,
} from '#server/domain/saved-views/index.ts'
import {
  addServer,
  changePlacementSettings,
  changeServer,
  getPlacementSettings,
  getServer,
  listServerChecks,
  listServers,
  pauseServer,
  removeServer,
  resumeServer,
  rotateServerKey,
  testConnection,
  testServer,
  watchServers,
} from '#server/domain/servers/index.ts'
import { exportSimulation, runSimulation } from '#server/domain/simulation/index.ts'
import {
  changeOwnPassword,
  confirmRecentSignIn,
  createFirstAdminByLink,
  endOtherSessions,
  endOwnSession,
  getSetupState,
  getViewer,
  listOwnSessions,
  reauthenticate,
  reauthenticateByPasskey,
} from '#server/domain/staff/index.ts'
import {
  readOnboardings,
  readServerHealth,
  readServerStatistics,
  readStatisticsOfServers,
} from '#server/domain/statistics/index.ts'
import {
  addAddOn,
  applyCoupon,
  cancelSubscription,
  changeSubscription,
  chargeOnce,
  createSubscription,
  getSubscription,
  listSubscriptions,
  pauseSubscription,
  previewAddOn,
  previewCancel,
  previewChange,
  previewCharge,
  previewCoupon,
  previewNextInvoice,
  previewRemoveAddOn,
  previewRemoveCoupon,
  previewSubscription,
  removeAddOn,
  removeCoupon,
  resumeSubscription,
} from '#server/domain/subscriptions/index.ts'
import { changeTaxRate, createTaxRate, listTaxRates, removeTaxRate } from '#server/domain/taxes/index.ts'
import {
  changeMember,
  changeTeamSettings,
  createMemberLink,
  endMemberSessions,
  inviteMember,
  listTeam,
  removeMember,
  resetMemberFactors,
} from '#server/domain/team/index.ts'
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  getWebhookDelivery,
  getWebhookEndpoint,
  listWebhookDeliveries,
  listWebhookEndpoints,
  removeWebhookEndpoint,
  replayFailedWebhooks,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from '#server/domain/webhooks/index.ts'
import type { Refusal } from '#server/platform/errors/index.ts'
import type { SessionStreams } from './session-streams.ts'
import { refuseUnstorableText } from './unstorable-text.ts'

/** The body of a call that receives a file. */
export interface Upload {
  readonly body: AsyncIterable<Uint8Array> | null
  /** Throws if the caller lost access while the file arrived. */
  readonly stillAllowed: () => Promise<void>
}

export interface ApiContext {
  readonly ctx: Context
  readonly streams: SessionStreams
  readonly requestId: string
  /** The parsed JSON body, or undefined without one. */
  readonly body: unknown
  readonly upload: Upload
  /** Called with every refusal of a call. */
  readonly noteRefusal: (refusal: Refusal) => void
}

const os = implement(api).$context<ApiContext>()

/**
 * Makes a function of the domain the handler of its call. The contract has parsed `input`, and the access is
 * already checked.
 */
const verb =
  <Input, Output>(run: (ctx: Context, input: Input) => Output) =>
  ({ context, input }: { context: ApiContext; input: Input }): Output => {
    refuseUnstorableText(input)
    return run(context.ctx, input)
  }

/** The same for a function that yields events. */
const stream =
  <Input, Event>(watch: (ctx: Context, input: Input) => AsyncGenerator<Event, void>) =>
  ({ context, input }: { context: ApiContext; input: Input }): AsyncGenerator<Event, void> =>
    context.streams.open(context.ctx, (ctx) => watch(ctx, input))

const asDownload = ({ fileName, body }: { fileName: string; body: ReadableStream<Uint8Array> }) => ({
  headers: {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  },
  body,
})

const asPdf = ({ fileName, bytes }: PrintedDocument) => ({
  headers: {
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="${fileName}"`,
  },
  body: new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }),
})

/** Maps each call to its function. */
export const router = os.router({
  session: {
    viewer: os.session.viewer.handler(verb(getViewer)),
    changePassword: os.session.changePassword.handler(verb(changeOwnPassword)),
    changeEmail: os.session.changeEmail.handler(verb(requestEmailChange)),
    confirmEmail: os.session.confirmEmail.handler(verb(confirmEmailChange)),
    sessions: os.session.sessions.handler(verb(listOwnSessions)),
    endSession: os.session.endSession.handler(verb(endOwnSession)),
    endOtherSessions: os.session.endOtherSessions.handler(verb(endOtherSessions)),
    reauthenticate: os.session.reauthenticate.handler(verb(reauthenticate)),
    reauthenticateByPasskey: os.session.reauthenticateByPasskey.handler(verb(reauthenticateByPasskey)),
    recentSignIn: os.session.recentSignIn.handler(verb(confirmRecentSignIn)),
    setupState: os.session.setupState.handler(verb(getSetupState)),
    setup: os.session.setup.handler(verb(createFirstAdminByLink)),
  },
  factors: {
    get: os.factors.get.handler(verb(getOwnFactors)),
    startTotp: os.factors.startTotp.handler(verb(startTotpSetup)),
    confirmTotp: os.factors.confirmTotp.handler(verb(confirmTotpSetup)),
    removeTotp: os.factors.removeTotp.handler(verb(removeOwnTotp)),
    startPasskey: os.factors.startPasskey.handler(verb(startPasskey)),
    addPasskey: os.factors.addPasskey.handler(verb(addPasskey)),
    removePasskey: os.factors.removePasskey.handler(verb(removePasskey)),
    replaceRecoveryCodes: os.factors.replaceRecoveryCodes.handler(verb(replaceOwnRecoveryCodes)),
  },
  team: {
    list: os.team.list.handler(verb(listTeam)),
    invite: os.team.invite.handler(verb(inviteMember)),
    change: os.team.change.handler(verb(changeMember)),
    remove: os.team.remove.handler(verb(removeMember)),
    passwordLink: os.team.passwordLink.handler(verb(createMemberLink)),
    endSessions: os.team.endSessions.handler(verb(endMemberSessions)),
    resetFactors: os.team.resetFactors.handler(verb(resetMemberFactors)),
    changeSettings: os.team.changeSettings.handler(verb(changeTeamSettings)),
  },
  apiTokens: {
    list: os.apiTokens.list.handler(verb(listApiTokens)),
    create: os.apiTokens.create.handler(verb(createApiToken)),
    revoke: os.apiTokens.revoke.handler(verb(revokeApiToken)),
  },
  savedViews: {
    list: os.savedViews.list.handler(verb(listSavedViews)),
    create: os.savedViews.create.handler(verb(createSavedView)),
    change: os.savedViews.change.handler(verb(changeSavedView)),
    remove: os.savedViews.remove.handler(verb(removeSavedView)),
  },
  customers: {
    create: os.customers.create.handler(verb(onboardCustomer)),
    validate: os.customers.validate.handler(verb(validateNewCustomer)),
    list: os.customers.list.handler(verb(listCustomers)),
    export: os.customers.export.handler(
      verb(async (ctx, input) => asDownload(await exportCustomers(ctx, input))),
    ),
    audit: os.customers.audit.handler(verb(listAuditOfCustomer)),
    get: os.customers.get.handler(verb(getCustomer)),
    change: os.customers.change.handler(verb(changeCustomer)),
    resetFactors: os.customers.resetFactors.handler(verb(resetCustomerFactors)),
    hostingAccounts: os.customers.hostingAccounts.handler(verb(listHostingAccountsOfCustomer)),
    provision: os.customers.provision.handler(verb(provisionHostingAccount)),
  },
  bulkActions: {
    create: os.bulkActions.create.handler(verb(createBulkAction)),
    list: os.bulkActions.list.handler(verb(listBulkActions)),
    get: os.bulkActions.get.handler(verb(getBulkAction)),
    start: os.bulkActions.start.handler(verb(startBulkAction)),
    pause: os.bulkActions.pause.handler(verb(pauseBulkAction)),
    resume: os.bulkActions.resume.handler(verb(resumeBulkAction)),
    cancel: os.bulkActions.cancel.handler(verb(cancelBulkAction)),
    rows: os.bulkActions.rows.handler(verb(listBulkRows)),
    events: os.bulkActions.events.handler(stream(watchBulkAction)),
  },
  subscriptions: {
    list: os.subscriptions.list.handler(verb(listSubscriptions)),
    get: os.subscriptions.get.handler(verb(getSubscription)),
    preview: os.subscriptions.preview.handler(verb(previewSubscription)),
    create: os.subscriptions.create.handler(verb(createSubscription)),
    nextInvoice: os.subscriptions.nextInvoice.handler(verb(previewNextInvoice)),
    previewChange: os.subscriptions.previewChange.handler(verb(previewChange)),
    change: os.subscriptions.change.handler(verb(changeSubscription)),
    previewCancel: os.subscriptions.previewCancel.handler(verb(previewCancel)),
    cancel: os.subscriptions.cancel.handler(verb(cancelSubscription)),
    pause: os.subscriptions.pause.handler(verb(pauseSubscription)),
    resume: os.subscriptions.resume.handler(verb(resumeSubscription)),
    previewAddOn: os.subscriptions.previewAddOn.handler(verb(previewAddOn)),
    addAddOn: os.subscriptions.addAddOn.handler(verb(addAddOn)),
    previewRemoveAddOn: os.subscriptions.previewRemoveAddOn.handler(verb(previewRemoveAddOn)),
    removeAddOn: os.subscriptions.removeAddOn.handler(verb(removeAddOn)),
    previewCharge: os.subscriptions.previewCharge.handler(verb(previewCharge)),
    charge: os.subscriptions.charge.handler(verb(chargeOnce)),
    previewCoupon: os.subscriptions.previewCoupon.handler(verb(previewCoupon)),
    applyCoupon: os.subscriptions.applyCoupon.handler(verb(applyCoupon)),
    previewRemoveCoupon: os.subscriptions.previewRemoveCoupon.handler(verb(previewRemoveCoupon)),
    removeCoupon: os.subscriptions.removeCoupon.handler(verb(removeCoupon)),
  },
  invoices: {
    list: os.invoices.list.handler(verb(listInvoices)),
    get: os.invoices.get.handler(verb(getInvoice)),
    pdf: os.invoices.pdf.handler(verb(async (ctx, input) => asPdf(await getInvoicePdf(ctx, input)))),
    finalize: os.invoices.finalize.handler(verb(finalizeInvoice)),
    discard: os.invoices.discard.handler(verb(discardInvoice)),
    void: os.invoices.void.handler(verb(voidInvoice)),
    writeOff: os.invoices.writeOff.handler(verb(writeOffInvoice)),
    previewCredit: os.invoices.previewCredit.handler(verb(previewCredit)),
    credit: os.invoices.credit.handler(verb(creditInvoice)),
    recordPayment: os.invoices.recordPayment.handler(
      verb((ctx, input) => recordInvoicePayment(ctx, input, getInvoice)),
    ),
  },
  billing: {
    run: os.billing.run.handler(verb(runBillingNow)),
    parks: os.billing.parks.handler(verb(listParkedCustomers)),
    unpark: os.billing.unpark.handler(verb(unparkCustomer)),
  },
  reports: {
    overview: os.reports.overview.handler(verb(readBillingOverview)),
    revenue: os.reports.revenue.handler(verb(readRevenue)),
    tax: os.reports.tax.handler(verb(readTax)),
    aging: os.reports.aging.handler(verb(readAging)),
    mrr: os.reports.mrr.handler(verb(readMrr)),
    export: os.reports.export.handler(verb(async (ctx, input) => asDownload(await exportReport(ctx, input)))),
  },
  portalBilling: {
    balance: os.portalBilling.balance.handler(verb(getOwnBalance)),
    subscriptions: os.portalBilling.subscriptions.handler(verb(listOwnSubscriptions)),
    invoices: os.portalBilling.invoices.handler(verb(listOwnInvoices)),
    invoice: os.portalBilling.invoice.handler(verb(getOwnInvoice)),
    pdf: os.portalBilling.pdf.handler(verb(async (ctx, input) => asPdf(await getOwnInvoicePdf(ctx, input)))),
  },
  payments: {
    list: os.payments.list.handler(verb(listPayments)),
    get: os.payments.get.handler(verb(getPayment)),
    record: os.payments.record.handler(verb(recordPayment)),
    refund: os.payments.refund.handler(verb(refundPayment)),
    reverse: os.payments.reverse.handler(verb(reversePayment)),
  },
  ledger: {
    list: os.ledger.list.handler(verb(listLedger)),
    balance: os.ledger.balance.handler(verb(readBalance)),
  },
  bankStatements: {
    upload: os.bankStatements.upload.handler(({ context, input }) => {
      refuseUnstorableText(input)
      return uploadBankStatement(context.ctx, input, context.upload)
    }),
    list: os.bankStatements.list.handler(verb(listBankStatements)),
    get: os.bankStatements.get.handler(verb(getBankStatement)),
    lines: os.bankStatements.lines.handler(verb(listBankLines)),
    confirm: os.bankStatements.confirm.handler(verb(confirmBankLines)),
    ignore: os.bankStatements.ignore.handler(verb(ignoreBankLines)),
  },
  imports: {
    create: os.imports.create.handler(({ context, input }) => {
      refuseUnstorableText(input)
      return uploadImport(context.ctx, input, context.upload)
    }),
    createFromServer: os.imports.createFromServer.handler(verb(importFromServer)),
    list: os.imports.list.handler(verb(listImports)),
    get: os.imports.get.handler(verb(getImport)),
    change: os.imports.change.handler(verb(changeImport)),
    check: os.imports.check.handler(verb(checkImport)),
    start: os.imports.start.handler(verb(startImport)),
    pause: os.imports.pause.handler(verb(pauseImport)),
    resume: os.imports.resume.handler(verb(resumeImport)),
    cancel: os.imports.cancel.handler(verb(cancelImport)),
    rows: os.imports.rows.handler(verb(listImportRows)),
    rowFile: os.imports.rowFile.handler(async (call) => asDownload(await verb(exportImportRows)(call))),
    credentials: os.imports.credentials.handler(async (call) =>
      asDownload(await verb(exportImportCredentials)(call)),
    ),
    events: os.imports.events.handler(stream(watchImport)),
  },
  passwordLinks: {
    create: os.passwordLinks.create.handler(verb(createPasswordLink)),
    requestReset: os.passwordLinks.requestReset.handler(verb(requestPasswordReset)),
    inspect: os.passwordLinks.inspect.handler(verb(inspectPasswordLink)),
    use: os.passwordLinks.use.handler(verb(setPasswordByLink)),
  },
  panels: {
    list: os.panels.list.handler(verb(listPanels)),
  },
  servers: {
    testConnection: os.servers.testConnection.handler(verb(testConnection)),
    list: os.servers.list.handler(verb(listServers)),
    add: os.servers.add.handler(verb(addServer)),
    get: os.servers.get.handler(verb(getServer)),
    change: os.servers.change.handler(verb(changeServer)),
    remove: os.servers.remove.handler(verb(removeServer)),
    test: os.servers.test.handler(verb(testServer)),
    checks: os.servers.checks.handler(verb(listServerChecks)),
    rotateKey: os.servers.rotateKey.handler(verb(rotateServerKey)),
    statistics: os.servers.statistics.handler(verb(readServerStatistics)),
    health: os.servers.health.handler(verb(readServerHealth)),
    events: os.servers.events.handler(stream(watchServers)),
    placement: os.servers.placement.handler(verb(getPlacementSettings)),
    changePlacement: os.servers.changePlacement.handler(verb(changePlacementSettings)),
    pause: os.servers.pause.handler(verb(pauseServer)),
    resume: os.servers.resume.handler(verb(resumeServer)),
  },
  audit: {
    list: os.audit.list.handler(verb(listAudit)),
    export: os.audit.export.handler(verb(async (ctx, input) => asDownload(await exportAudit(ctx, input)))),
  },
  alerts: {
    list: os.alerts.list.handler(verb(listAlerts)),
  },
  mail: {
    setup: os.mail.setup.handler(verb(getMailSetup)),
    change: os.mail.change.handler(verb(changeMailSettings)),
    turnOff: os.mail.turnOff.handler(verb(turnOffMail)),
    test: os.mail.test.handler(verb(sendTestMail)),
    templates: os.mail.templates.handler(verb(listMailTemplates)),
    changeTemplate: os.mail.changeTemplate.handler(verb(changeMailTemplate)),
    resetTemplate: os.mail.resetTemplate.handler(verb(resetMailTemplate)),
    preview: os.mail.preview.handler(verb(previewMailTemplate)),
    list: os.mail.list.handler(verb(listMails)),
    resend: os.mail.resend.handler(verb(resendMail)),
  },
  webhooks: {
    list: os.webhooks.list.handler(verb(listWebhookEndpoints)),
    create: os.webhooks.create.handler(verb(createWebhookEndpoint)),
    get: os.webhooks.get.handler(verb(getWebhookEndpoint)),
    change: os.webhooks.change.handler(verb(changeWebhookEndpoint)),
    remove: os.webhooks.remove.handler(verb(removeWebhookEndpoint)),
    rotateSecret: os.webhooks.rotateSecret.handler(verb(rotateWebhookSecret)),
    test: os.webhooks.test.handler(verb(testWebhookEndpoint)),
    deliveries: os.webhooks.deliveries.handler(verb(listWebhookDeliveries)),
    replayFailed: os.webhooks.replayFailed.handler(verb(replayFailedWebhooks)),
    delivery: os.webhooks.delivery.handler(verb(getWebhookDelivery)),
    replay: os.webhooks.replay.handler(verb(replayWebhookDelivery)),
  },
  engine: {
    get: os.engine.get.handler(verb(getEngine)),
    pause: os.engine.pause.handler(verb(pauseEngine)),
    resume: os.engine.resume.handler(verb(resumeEngine)),
  },
  hostingAccounts: {
    search: os.hostingAccounts.search.handler(verb(searchHostingAccounts)),
    get: os.hostingAccounts.get.handler(verb(getHostingAccount)),
    suspensions: os.hostingAccounts.suspensions.handler(verb(readSuspensions)),
    suspend: os.hostingAccounts.suspend.handler(verb(suspendHostingAccount)),
    unsuspend: os.hostingAccounts.unsuspend.handler(verb(unsuspendHostingAccount)),
    terminate: os.hostingAccounts.terminate.handler(verb(terminateHostingAccount)),
    changePassword: os.hostingAccounts.changePassword.handler(verb(changeHostingPassword)),
    usage: os.hostingAccounts.usage.handler(verb(readHostingUsage)),
  },
  operations: {
    list: os.operations.list.handler(verb(listOperations)),
    overview: os.operations.overview.handler(verb(overviewOperations)),
    get: os.operations.get.handler(verb(getOperation)),
    events: os.operations.events.handler(stream(watchOperation)),
    diagnostics: os.operations.diagnostics.handler(verb(diagnoseOperation)),
    retry: os.operations.retry.handler(verb(retryOperation)),
    cancel: os.operations.cancel.handler(verb(cancelOperation)),
    dismiss: os.operations.dismiss.handler(verb(dismissOperation)),
    adoptionCandidate: os.operations.adoptionCandidate.handler(verb(readAdoptionCandidate)),
    adopt: os.operations.adopt.handler(verb(adoptAccount)),
  },
  reconciliations: {
    run: os.reconciliations.run.handler(verb(reconcileServer)),
    list: os.reconciliations.list.handler(verb(listReconciliations)),
    get: os.reconciliations.get.handler(verb(getReconciliation)),
    resolve: os.reconciliations.resolve.handler(verb(resolveFinding)),
  },
  statistics: {
    onboardings: os.statistics.onboardings.handler(verb(readOnboardings)),
    servers: os.statistics.servers.handler(verb(readStatisticsOfServers)),
  },
  installation: {
    get: os.installation.get.handler(verb(getInstallation)),
    decide: os.installation.decide.handler(verb(decideInstallation)),
  },
  products: {
    list: os.products.list.handler(verb(listProducts)),
    create: os.products.create.handler(verb(createProduct)),
    get: os.products.get.handler(verb(getProduct)),
    change: os.products.change.handler(verb(changeProduct)),
    addPrice: os.products.addPrice.handler(verb(addPrice)),
    changePrice: os.products.changePrice.handler(verb(changePrice)),
  },
  coupons: {
    list: os.coupons.list.handler(verb(listCoupons)),
    create: os.coupons.create.handler(verb(createCoupon)),
    get: os.coupons.get.handler(verb(getCoupon)),
    change: os.coupons.change.handler(verb(changeCoupon)),
  },
  company: {
    settings: os.company.settings.handler(verb(getBillingSettings)),
    change: os.company.change.handler(verb(changeCompany)),
    changeTerms: os.company.changeTerms.handler(verb(changePaymentTerms)),
    changeNumbering: os.company.changeNumbering.handler(verb(changeNumbering)),
    logo: os.company.logo.handler(verb(getLogo)),
    changeLogo: os.company.changeLogo.handler(verb(changeLogo)),
    removeLogo: os.company.removeLogo.handler(verb(removeLogo)),
  },
  taxes: {
    list: os.taxes.list.handler(verb(listTaxRates)),
    create: os.taxes.create.handler(verb(createTaxRate)),
    change: os.taxes.change.handler(verb(changeTaxRate)),
    remove: os.taxes.remove.handler(verb(removeTaxRate)),
  },
  dunning: {
    state: os.dunning.state.handler(verb(getDunningState)),
    cases: os.dunning.cases.handler(verb(listDunningCases)),
    forecast: os.dunning.forecast.handler(verb(forecastDunningSteps)),
    ofCustomer: os.dunning.ofCustomer.handler(verb(getDunningOfCustomer)),
    hold: os.dunning.hold.handler(verb(holdDunningCase)),
    confirmBrake: os.dunning.confirmBrake.handler(verb(confirmBrake)),
    policy: os.dunning.policy.handler(verb(getDunningPolicy)),
    changePolicy: os.dunning.changePolicy.handler(verb(changeDunningPolicy)),
  },
  simulation: {
    run: os.simulation.run.handler(verb(runSimulation)),
    export: os.simulation.export.handler(
      verb(async (ctx, input) => asDownload(await exportSimulation(ctx, input))),
    ),
  },
  billingProfiles: {
    get: os.billingProfiles.get.handler(verb(getBillingProfile)),
    change: os.billingProfiles.change.handler(verb(changeBillingProfile)),
    recordTaxIdCheck: os.billingProfiles.recordTaxIdCheck.handler(verb(recordTaxIdCheck)),
  },
  portal: {
    details: os.portal.details.handler(verb(getOwnDetails)),
    hostingAccounts: os.portal.hostingAccounts.handler(verb(listOwnHostingAccounts)),
  },
})
