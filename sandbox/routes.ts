/** The calls of the contract by name, for fault rules and the request log. */
export const routeNames = [
  'health',
  'list',
  'create',
  'probe',
  'get',
  'suspend',
  'unsuspend',
  'delete',
  'stats',
  'other',
] as const
export type RouteName = (typeof routeNames)[number]

const accounts = '/api/v1/billing/accounts'

const table: readonly { name: RouteName; method: string; path: RegExp }[] = [
  { name: 'health', method: 'GET', path: /^\/api\/health$/ },
  { name: 'list', method: 'GET', path: new RegExp(`^${accounts}$`) },
  { name: 'create', method: 'POST', path: new RegExp(`^${accounts}$`) },
  { name: 'get', method: 'GET', path: new RegExp(`^${accounts}/[^/]+$`) },
  { name: 'delete', method: 'DELETE', path: new RegExp(`^${accounts}/[^/]+$`) },
  { name: 'suspend', method: 'POST', path: new RegExp(`^${accounts}/[^/]+/suspend$`) },
  { name: 'unsuspend', method: 'POST', path: new RegExp(`^${accounts}/[^/]+/unsuspend$`) },
  { name: 'stats', method: 'GET', path: new RegExp(`^${accounts}/[^/]+/stats$`) },
]

/**
 * A create without any field is a connection test of the permissions: `probe`, so that it does not use up a
 * fault for a real create.
 */
export function nameRoute(method: string, path: string, body: unknown): RouteName {
  const name = table.find((route) => route.method === method && route.path.test(path))?.name ?? 'other'
  const empty = typeof body === 'object' && body !== null && Object.keys(body).length === 0
  return name === 'create' && empty ? 'probe' : name
}

/** Returns the account id in a path, or undefined. */
export function accountIdIn(path: string): number | undefined {
  const text = new RegExp(`^${accounts}/(\\d{1,15})(?:/|$)`).exec(path)?.[1]
  return text === undefined ? undefined : Number(text)
}
