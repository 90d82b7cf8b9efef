import type { Permission } from '#contracts/access.ts'

/** The permission that each page of the console needs. Null: every staff user sees it. A test compares it with the routes. */
export const needs: Readonly<Record<string, Permission | null>> = {
  '/': null,
  '/account': null,
  '/$': null,
  '/customers': 'customers.read',
  '/customers/new': 'customers.write',
  '/customers/$customerId': 'customers.read',
  '/customers/$customerId/hosting': 'hosting.read',
  '/customers/$customerId/operations': 'operations.read',
  '/customers/$customerId/mail': 'mail.read',
  '/customers/$customerId/audit': 'audit.read',
  '/imports': 'imports.read',
  '/imports/$importId': 'imports.read',
  '/server': 'servers.read',
  '/server/$serverId': 'servers.read',
  '/server/$serverId/reconciliation': 'reconciliation.read',
  '/operations': 'operations.read',
  '/operations/$operationId': 'operations.read',
  '/team': 'team.read',
  '/settings/api-tokens': 'api-tokens.write',
  '/audit': 'audit.read',
  '/mail': 'mail.read',
  '/mail/templates': 'mail.read',
}

/** @param fullPath of the innermost matched route */
export const neededFor = (fullPath: string): Permission | null =>
  needs[fullPath === '/' ? fullPath : fullPath.replace(/\/$/, '')] ?? null
