/** Every permission that a role can have. contracts/roles.ts says which role has which. */
export const permissions = [
  'customers.read',
  'customers.write',
  /** Export of all customers as a file. */
  'customers.export',
  'imports.read',
  /** Imports customers from a file. Rows with hosting also need hosting.write. */
  'imports.write',
  'bulk-actions.read',
  /** Prepares and starts actions on many. Each also needs the permission of the single action. */
  'bulk-actions.write',
  'audit.read',
  /** Export of the audit log as a file. */
  'audit.export',
  'hosting.read',
  /** Provisions accounts and changes their passwords. */
  'hosting.write',
  /** Suspends and unsuspends accounts. */
  'hosting.suspend',
  /** Deletes an account on its panel. */
  'hosting.terminate',
  'operations.read',
  'operations.write',
  'servers.read',
  /** Name, capacity, mode, pause and connection test of a server. */
  'servers.write',
  /** Servers are added and removed; base URL, certificates and API key are changed. */
  'servers.connect',
  'reconciliation.read',
  'reconciliation.write',
  'alerts.read',
  'mail.read',
  /** Sends a mail of the outbox again. */
  'mail.send',
  /** The SMTP server and the templates. Its holder can receive every link that is mailed. */
  'mail.write',
  'statistics.read',
  'engine.read',
  /** Pauses and resumes all operations. */
  'engine.pause',
  'installation.read',
  /** Confirms the primary installation after a copy or a move. */
  'installation.decide',
  'team.read',
  'team.write',
  /** Requires two-factor sign-in for all staff. */
  'team.require-factors',
  /** Creates and revokes API tokens: the own ones, and revokes those of staff whom the user may change. */
  'api-tokens.write',
  /** Saves, changes and deletes the user's own views of lists. */
  'saved-views.write',
  /** Webhook endpoints, their secrets and deliveries. Its holder receives the data of every event. */
  'webhooks.write',
  /** Products, coupons, billing profiles, subscriptions, invoices, payments, and the billing settings. */
  'billing.read',
  /** The same, except corrections of booked amounts, and the billing settings. */
  'billing.write',
  /** Corrects booked amounts: credits, voids and writes off invoices, refunds and reverses payments. */
  'billing.correct',
  /** Company, bank details, numbering, tax rates and dunning policy. They appear on every later invoice. */
  'billing.settings',
] as const
export type Permission = (typeof permissions)[number]

/**
 * The callers that may use a call:
 * - public: anyone, also without a session
 * - signed-in: staff and customers, for their own data
 * - customer: customers only, for their own data
 * - a permission: staff whose role has it
 */
export type Access = 'public' | 'signed-in' | 'customer' | Permission
