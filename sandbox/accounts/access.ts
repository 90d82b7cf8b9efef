import type { Context } from 'hono'
import type { SandboxEnv } from '#sandbox/env.ts'
import { isWithin, plainAddress } from '#sandbox/loopback.ts'
import { Refusal } from '#sandbox/refusal.ts'
import type { ApiKey } from './key-model.ts'
import type { KeyRing } from './keys.ts'
import type { RateLimit } from './rate-limit.ts'
import type { VariantSwitch, Variants } from './variants.ts'

export interface AccessRules {
  readonly keys: KeyRing
  readonly rateLimit: RateLimit
  readonly variants: VariantSwitch
  readonly now: () => number
}

interface Call<T> {
  readonly writes: boolean
  /** Parses path and body. @throws {Refusal} 422 */
  readonly parse: () => T
}

/**
 * Checks key, then permissions, then input, unless the panel's variant checks the input earlier.
 * @throws {Refusal} 401, 403, 422 or 429
 */
export function admit<T>(c: Context<SandboxEnv>, rules: AccessRules, call: Call<T>): T {
  const { bodyCheck } = rules.variants.current
  const early = bodyCheck === 'before-auth' ? { input: call.parse() } : undefined
  const key = authenticate(c, rules)
  const middle = bodyCheck === 'before-rights' ? { input: call.parse() } : early
  authorise(c, key, call.writes, rules.variants.current)
  return middle === undefined ? call.parse() : middle.input
}

function authenticate(c: Context<SandboxEnv>, { keys, rateLimit, now }: AccessRules): ApiKey {
  const key = keys.verify(c.req.header('x-api-key') ?? '', c.req.header('x-api-secret') ?? '')
  if (key === undefined) throw new Refusal(401, 'Invalid API key or secret')
  c.get('entry').keyId = key.id
  if (key.revoked) throw new Refusal(401, 'API key is revoked')
  if (!key.active) throw new Refusal(401, 'API key is inactive')
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now())
    throw new Refusal(401, 'API key has expired')
  const waitSeconds = rateLimit.take(key.id, key)
  if (waitSeconds !== undefined)
    throw new Refusal(429, 'Rate limit exceeded', { 'retry-after': String(waitSeconds) })
  return key
}

function authorise(c: Context<SandboxEnv>, key: ApiKey, writes: boolean, variants: Variants): void {
  const address = plainAddress(c.env.incoming.socket.remoteAddress)
  if (key.allowedIps.length > 0 && !isWithin(address, key.allowedIps))
    throw new Refusal(403, 'IP address not allowed')
  const mayWrite =
    key.level === 'SUPER_ADMIN' || (key.level === 'BILLING' && variants.writesNeed === 'BILLING')
  if (!mayWrite && (writes || variants.readsNeed === 'write-level'))
    throw new Refusal(403, "The user doesn't have super admin privileges")
  if (!key.scopes.some((scope) => scope === 'Account Management' || scope === 'Full Access'))
    throw new Refusal(403, 'API key does not have the required scope: Account Management')
}
