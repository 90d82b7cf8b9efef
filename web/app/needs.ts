import type { Permission } from '#contracts/access.ts'
import type { AppRoute } from './router.tsx'

type Entrance = '/login' | '/setup' | '/set-password' | '/portal'
/** A layout route and its index route have the same address. */
type ConsoleRoute = '/' | Exclude<AppRoute, Entrance | `${string}/`>

/** The permission that each page of the console needs. Null: every staff user sees it. */
export const needs: Readonly<Record<ConsoleRoute, Permission | null>> = {
  '/': null,
  '/account': null,
  '/$': null,
  '/customers': 'customers.read',
  '/customers/new': 'customers.write',
  '/customers/$customerId': 'customers.read',
  '/customers/$customerId/hosting': 'hosting.read',
  '/customers/$customerId/operations': 'operations.read',
  '/customers/$customerId/audit': 'audit.read',
  '/server': 'servers.read',
  '/server/$serverId': 'servers.read',
  '/server/$serverId/reconciliation': 'reconciliation.read',
  '/operations': 'operations.read',
  '/operations/$operationId': 'operations.read',
  '/team': 'team.read',
}

const byPath: Readonly<Record<string, Permission | null>> = needs

/** @param fullPath of the innermost matched route */
export const neededFor = (fullPath: string): Permission | null =>
  byPath[fullPath === '/' ? fullPath : fullPath.replace(/\/$/, '')] ?? null
