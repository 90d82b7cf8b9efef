import { alerts } from './alerts/calls.ts'
import { apiTokens } from './api-tokens/calls.ts'
import { audit } from './audit/calls.ts'
import { customers } from './customers/calls.ts'
import { engine } from './engine/calls.ts'
import { factors } from './factors/calls.ts'
import { hostingAccounts } from './hosting/calls.ts'
import { imports } from './imports/calls.ts'
import { installation } from './installation/calls.ts'
import { mail } from './mail/calls.ts'
import { operations } from './operations/calls.ts'
import { panels } from './panels/calls.ts'
import { passwordLinks } from './password-links/calls.ts'
import { portal } from './portal/calls.ts'
import { reconciliations } from './reconciliation/calls.ts'
import { servers } from './servers/calls.ts'
import { session } from './session/calls.ts'
import { statistics } from './statistics/calls.ts'
import { team } from './team/calls.ts'

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
  imports,
  passwordLinks,
  panels,
  servers,
  audit,
  alerts,
  mail,
  engine,
  hostingAccounts,
  operations,
  reconciliations,
  statistics,
  installation,
  portal,
}
export type Api = typeof api
