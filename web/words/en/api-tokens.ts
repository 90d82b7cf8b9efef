import type { ApiTokenStatus } from '#contracts/api-tokens/schemas.ts'
import { plural } from './plural.ts'

const status: Record<ApiTokenStatus, string> = {
  active: 'Active',
  expired: 'Expired',
  disabled: 'Owner disabled',
}

// Several parts of the product can share a heading.
const groups: Record<string, string> = {
  customers: 'Customers',
  imports: 'Customers',
  hosting: 'Hosting',
  operations: 'Operations',
  servers: 'Servers',
  reconciliation: 'Servers',
  mail: 'Mail',
  audit: 'Audit log',
  alerts: 'System',
  statistics: 'System',
  engine: 'System',
  installation: 'System',
}

const permissions: Record<string, string> = {
  'customers.read': 'Read customers',
  'customers.write': 'Add and change customers',
  'customers.export': 'Export customers',
  'imports.read': 'Read imports',
  'imports.write': 'Import customers from a file',
  'audit.read': 'Read the audit log',
  'audit.export': 'Export the audit log',
  'hosting.read': 'Read hosting accounts',
  'hosting.write': 'Provision accounts and change their passwords',
  'hosting.suspend': 'Suspend and unsuspend accounts',
  'hosting.terminate': 'Terminate accounts',
  'operations.read': 'Read operations',
  'operations.write': 'Retry, cancel and adopt operations',
  'servers.read': 'Read servers',
  'servers.write': 'Change and test servers',
  'servers.connect': 'Add and remove servers, change addresses and keys',
  'reconciliation.read': 'Read reconciliations',
  'reconciliation.write': 'Reconcile servers',
  'alerts.read': 'Read alerts',
  'mail.read': 'Read mails and templates',
  'mail.send': 'Send mails again',
  'statistics.read': 'Read statistics',
  'engine.read': 'Read the state of the engine',
  'engine.pause': 'Pause all operations',
  'installation.read': 'Read the state of the installation',
  'installation.decide': 'Confirm the primary installation',
}

/** The page of the API tokens. */
export const apiTokens = {
  title: 'API tokens',
  intro:
    'With a token, a program calls the API as you. It can do only what you allow here, and only while your role includes it.',
  lifetime:
    'A new password does not end tokens. Revoke a token here. A disabled or removed staff user’s tokens do not work.',
  docs: 'API documentation',
  list: 'API tokens',
  none: 'No API tokens yet.',
  noneHelp: 'Create one for each program, so that you can revoke it alone.',
  status,
  of: (owner: string) => `of ${owner}`,
  permissionCount: (count: number) => plural(count, { one: '# permission', other: '# permissions' }),
  created: 'Created',
  lastUsed: 'last used',
  neverUsed: 'never used',
  expires: 'expires',
  expired: 'expired',
  noExpiry: 'does not expire',
  create: 'Create Token',
  createTitle: 'Create an API token',
  creating: 'Creating...',
  name: 'Name',
  nameHelp: 'The program that uses it. The audit log shows this name.',
  expiry: 'Expiry',
  expiries: {
    days: (days: number) => plural(days, { one: '# day', other: '# days' }),
    never: 'Never',
  },
  neverHelp: 'A token without an expiry works until it is revoked.',
  permissions: 'Permissions',
  presets: { read: 'Read only', all: 'Everything my role allows' },
  presetsLabel: 'Select permissions',
  noConfirmation:
    'With a token, nothing asks for a confirmation. For example, a token that may terminate accounts deletes them at once.',
  group: (prefix: string) => groups[prefix] ?? prefix,
  permission: (name: string) => permissions[name] ?? name,
  createdTitle: (name: string) => `${name} is created`,
  token: 'Token',
  tokenHelp: 'Send it with each request. The header is Authorization: Bearer, followed by the token.',
  shownOnce: 'Copy the token now. It is shown only once.',
  notShownAgain:
    'An earlier request already created this token, and a token is shown only once. Revoke it, then create another one.',
  done: 'Done',
  revoke: 'Revoke',
  revokeOf: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke ${name}?`,
  revokeMeans: 'Programs that use this token are refused at once. A revoked token cannot be restored.',
  revoking: 'Revoking...',
  revoked: (name: string) => `${name} is revoked.`,
}
