import { createHash } from 'node:crypto'
import type { Plan } from './decide/index.ts'

/** JSON with sorted keys and without undefined values. Amounts are strings. */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'bigint') return `"${value}"`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Returns the fingerprint of a plan, in hex. A plan has no new ids, so the same result has the same hash. */
export const planHash = (plan: Plan): string => sha256(canonicalJson(plan))
