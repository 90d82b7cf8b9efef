import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { api } from '#contracts/api.ts'
import { problem } from '#contracts/problem.ts'

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes it safe to send again: the same key and body answer the same ids in their present state, for 24 hours. Bound only by a committed 2xx.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const

const prefer = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description:
    'wait=N: how many seconds, 0 to 30, to wait for an operation that this call starts. 10 unless told.',
  schema: { type: 'string', examples: ['wait=0'] },
} as const

const refusal = {
  description:
    'Refused: problem details (RFC 9457) with a stable code, the fields concerned, and what to do.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const

const [, problemSchema] = new ZodToJsonSchemaConverter().convert(problem, { strategy: 'output' })

/** The OpenAPI 3.1 document of the whole API, from the same schemas that parse. */
export async function describeApi(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(api, {
    info: {
      title: 'NextPanel Billing API',
      version,
      description:
        'Sign in with POST /api/auth/sign-in/email {email, password}; the session cookie it sets is needed for every call but setup and health.',
    },
    servers: [{ url: '/api' }],
  })
  for (const path of Object.values(document.paths ?? {}))
    for (const method of ['get', 'post', 'patch', 'delete'] as const) {
      const operation = path?.[method]
      if (!operation) continue
      operation.responses = { ...operation.responses, '4XX': refusal }
      if (method === 'post') operation.parameters = [...(operation.parameters ?? []), idempotencyKey, prefer]
    }
  return {
    ...document,
    security: [{ session: [] }],
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problemSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'nextpanel-billing' } },
    },
  }
}
