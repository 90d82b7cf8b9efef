import type { Context } from 'hono'
import type { z } from 'zod'
import type { SandboxEnv } from '#sandbox/env.ts'
import { Refusal } from '#sandbox/refusal.ts'

export type ControlCall = Context<SandboxEnv>

/** @throws {Refusal} 400 or 415, with the reason */
export async function input<T>(c: ControlCall, schema: z.ZodType<T>): Promise<T> {
  // A page of another site can send JSON only with a content type that needs a CORS preflight.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new Refusal(415, 'Send JSON, with the header content-type: application/json.')
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const why = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new Refusal(400, why.join('; '))
}
