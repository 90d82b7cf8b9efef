export { createApiToken } from './create.ts'
export { listApiTokens } from './list.ts'
export { revokeApiToken } from './revoke.ts'
