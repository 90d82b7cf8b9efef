/**
 * Every permission that a role can have. The permissions cover the roles of a hosting company: support
 * without servers and termination, billing, read-only.
 */
export const permissions = [
  'customers.read',
  'customers.write',
  /** Export of all customers as a file. */
  'customers.export',
  'audit.read',
  'hosting.read',
  'hosting.write',
  /** Deletes an account on its panel. */
  'hosting.terminate',
  'operations.read',
  'operations.write',
  'servers.read',
  'servers.write',
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
  'engine.pause',
  'installation.read',
  'installation.decide',
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
