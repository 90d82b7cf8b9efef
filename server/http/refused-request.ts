import type { Context } from 'hono'
import type { RefusedRequest } from '#server/platform/audit/index.ts'
import { limitKey } from '#server/platform/auth/index.ts'
import type { Refusal, RefusalCode } from '#server/platform/errors/index.ts'
import type { HttpEnv } from './http-env.ts'

/** The refusals that may be part of an attack. Others, such as an invalid field, are not recorded. */
const actions: Partial<Record<RefusalCode, RefusedRequest['action']>> = {
  'invalid-credentials': 'sign-in.refuse',
  'account-inactive': 'sign-in.refuse',
  'too-many-requests': 'limit.reach',
  forbidden: 'access.refuse',
  'api-token-invalid': 'access.refuse',
  'foreign-origin': 'access.refuse',
  'setup-closed': 'access.refuse',
  'setup-token-invalid': 'access.refuse',
  'password-link-invalid': 'access.refuse',
}
const wrongInputs = [
  ['wrong-password', 'password.refuse'],
  ['wrong-code', 'code.refuse'],
] as const
const longestPath = 200

/** Returns a refusal as the audit log records it, or null if it is not recorded. */
export function refusedRequest(c: Context<HttpEnv>, refusal: Refusal): RefusedRequest | null {
  const wrong = wrongInputs.find(([code]) => refusal.errors.some((error) => error.code === code))
  const action = wrong?.[1] ?? actions[refusal.code]
  if (action === undefined) return null
  return {
    action,
    code: wrong?.[0] ?? refusal.code,
    actor: c.get('actor') ?? null,
    address: limitKey(c.get('clientAddress')),
    login: c.get('login'),
    request: `${c.req.method} ${c.req.path.slice(0, longestPath)}`,
  }
}
