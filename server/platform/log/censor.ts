const secretNames = [
  'password',
  'currentPassword',
  'newPassword',
  'adminPassword',
  'apiKey',
  'apiSecret',
  'secret',
  'secretKey',
  'token',
  'authorization',
  'cookie',
  'databaseUrl',
]
const secretHeaders = ['x-api-key', 'x-api-secret', 'set-cookie', 'proxy-authorization']

const at = (depth: number) => [
  ...secretNames.map((name) => `${'*.'.repeat(depth)}${name}`),
  ...secretHeaders.map((name) => `${depth === 0 ? '' : Array(depth).fill('*').join('.')}["${name}"]`),
]

/** These names are censored down to the fifth level. pino's paths have no wildcard for any depth. */
export const censorPaths = [0, 1, 2, 3, 4].flatMap(at)
