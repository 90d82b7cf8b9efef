import { alerts } from './calls/alerts.ts'
import { apiTokens } from './calls/api-tokens.ts'
import { audit } from './calls/audit.ts'
import { bankStatements } from './calls/bank-statements.ts'
import { billing } from './calls/billing.ts'
import { billingProfiles } from './calls/billing-profiles.ts'
import { bulkActions } from './calls/bulk-actions.ts'
import { company } from './calls/company.ts'
import { coupons } from './calls/coupons.ts'
import { customers } from './calls/customers.ts'
import { dunning } from './calls/dunning.ts'
import { engine } from './calls/engine.ts'
import { factors } from './calls/factors.ts'
import { hostingAccounts } from './calls/hosting-accounts.ts'
import { imports } from './calls/imports.ts'
import { installation } from './calls/installation.ts'
import { invoices } from './calls/invoices.ts'
import { ledger } from './calls/ledger.ts'
import { mail } from './calls/mail.ts'
import { operations } from './calls/operations.ts'
import { panels } from './calls/panels.ts'
import { passwordLinks } from './calls/password-links.ts'
import { payments } from './calls/payments.ts'
import { portal } from './calls/portal.ts'
import { portalBilling } from './calls/portal-billing.ts'
import { products } from './calls/products.ts'
import { reconciliations } from './calls/reconciliations.ts'
import { reports } from './calls/reports.ts'
import { savedViews } from './calls/saved-views.ts'
import { servers } from './calls/servers.ts'
import { session } from './calls/session.ts'
import { simulation } from './calls/simulation.ts'
import { statistics } from './calls/statistics.ts'
import { subscriptions } from './calls/subscriptions.ts'
import { system } from './calls/system.ts'
import { taxes } from './calls/taxes.ts'
import { team } from './calls/team.ts'
import { webhooks } from './calls/webhooks.ts'
import { os } from './implement.ts'

/** Maps each call to its function. The calls of an entity are in `calls/`, in the file of its name. */
export const router = os.router({
  session,
  factors,
  team,
  apiTokens,
  savedViews,
  customers,
  bulkActions,
  subscriptions,
  invoices,
  billing,
  reports,
  portalBilling,
  payments,
  ledger,
  bankStatements,
  imports,
  passwordLinks,
  panels,
  servers,
  audit,
  alerts,
  mail,
  webhooks,
  engine,
  hostingAccounts,
  operations,
  reconciliations,
  statistics,
  installation,
  system,
  products,
  coupons,
  company,
  taxes,
  dunning,
  simulation,
  billingProfiles,
  portal,
})
