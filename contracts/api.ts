import { alerts } from './alerts/calls.ts'
import { apiTokens } from './api-tokens/calls.ts'
import { audit } from './audit/calls.ts'
import { bankStatements } from './bank-statements/calls.ts'
import { billing } from './billing/calls.ts'
import { billingProfiles } from './billing-profiles/calls.ts'
import { bulkActions } from './bulk-actions/calls.ts'
import { company } from './company/calls.ts'
import { coupons } from './coupons/calls.ts'
import { customers } from './customers/calls.ts'
import { dunning } from './dunning/calls.ts'
import { engine } from './engine/calls.ts'
import { factors } from './factors/calls.ts'
import { hostingAccounts } from './hosting/calls.ts'
import { imports } from './imports/calls.ts'
import { installation } from './installation/calls.ts'
import { invoices } from './invoices/calls.ts'
import { ledger } from './ledger/calls.ts'
import { mail } from './mail/calls.ts'
import { operations } from './operations/calls.ts'
import { panels } from './panels/calls.ts'
import { passwordLinks } from './password-links/calls.ts'
import { payments } from './payments/calls.ts'
import { portalBilling } from './portal/billing-calls.ts'
import { portal } from './portal/calls.ts'
import { products } from './products/calls.ts'
import { reconciliations } from './reconciliation/calls.ts'
import { reports } from './reports/calls.ts'
import { savedViews } from './saved-views/calls.ts'
import { servers } from './servers/calls.ts'
import { session } from './session/calls.ts'
import { simulation } from './simulation/calls.ts'
import { statistics } from './statistics/calls.ts'
import { subscriptions } from './subscriptions/calls.ts'
import { system } from './system/calls.ts'
import { taxes } from './taxes/calls.ts'
import { team } from './team/calls.ts'
import { webhooks } from './webhooks/calls.ts'

/**
 * Every call of the HTTP API. The code that creates the OpenAPI document describes problem details and the
 * headers of all POSTs (Idempotency-Key, Prefer: wait=N).
 */
export const api = {
  session,
  factors,
  team,
  apiTokens,
  customers,
  bulkActions,
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
  savedViews,
  statistics,
  payments,
  ledger,
  bankStatements,
  installation,
  system,
  products,
  coupons,
  company,
  taxes,
  dunning,
  billingProfiles,
  invoices,
  subscriptions,
  billing,
  simulation,
  reports,
  portal,
  portalBilling,
}
export type Api = typeof api
