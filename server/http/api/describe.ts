import type { AnyContractProcedure, OpenAPI } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { Access } from '#contracts/access.ts'
import { api } from '#contracts/api.ts'
import { isForTokens } from '#contracts/api-tokens/permissions.ts'
import type { CallMeta } from '#contracts/call.ts'
import { problem } from '#contracts/problem.ts'

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes the request safe to repeat for 24 hours: a request with the same key and body returns the same ids in their current state. Only a 2xx response binds the key.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const

const prefer = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description:
    'wait=N: maximum time to wait for the operation that this call starts, in seconds from 0 to 30. Default: 10.',
  schema: { type: 'string', examples: ['wait=0'] },
} as const

const refusal = {
  description: 'Error: problem details (RFC 9457) with a stable code, the invalid fields, and the remedy.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
} as const

const [, problemSchema] = new ZodToJsonSchemaConverter().convert(problem, { strategy: 'output' })

const accessOf = new Map<string, CallMeta>(
  Object.values(api)
    .flatMap((calls) => Object.values<AnyContractProcedure>(calls))
    .map(({ '~orpc': { route, meta } }) => [`${route.method?.toLowerCase()} ${route.path}`, meta]),
)

/** The body is the file, and the input is in the query. */
function describeUpload(operation: OpenAPI.OperationObject, upload: string): void {
  const { requestBody } = operation
  const media = requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined
  const properties = media?.schema && 'properties' in media.schema ? (media.schema.properties ?? {}) : {}
  const parameters = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: true,
    schema,
  }))
  Object.assign(operation, { parameters })
  operation.requestBody = {
    required: true,
    content: { [upload]: { schema: { type: 'string', format: 'binary' } } },
  }
}

const needsSession = (access: Access | undefined): boolean =>
  access !== 'public' &&
  (access === undefined || access === 'signed-in' || access === 'customer' || !isForTokens(access))

/** Returns the OpenAPI 3.1 document of the whole API, generated from the schemas that parse requests. */
export async function describeApi(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(api, {
    info: {
      title: 'NextPanel Billing API',
      version,
      description:
        'Sign in with POST /api/auth/sign-in/email {email, password}. The response sets a session cookie, which every call needs unless its x-access is "public". Programs send an API token (POST /api/v1/api-tokens) instead: Authorization: Bearer npb_... Calls whose security lists only the session refuse tokens. Calls with x-access "signed-in" are for staff and customers, and calls with "customer" are for customers only. Any other value is the permission that the role of a staff user needs. x-field-access has the permissions for fields of the body. A call with x-recent-sign-in needs a sign-in or POST /api/v1/me/reauthenticate in the last 15 minutes, otherwise the response is 403 with the code reauthentication-required; a list of fields means that only requests with one of them need it.',
    },
    servers: [{ url: '/api' }],
  })
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const method of ['get', 'post', 'patch', 'delete'] as const) {
      const operation = methods?.[method]
      if (!operation) continue
      const { access, recent, fieldAccess, upload } = accessOf.get(`${method} ${path}`) ?? {}
      Object.assign(operation, {
        'x-access': access,
        ...(fieldAccess && { 'x-field-access': fieldAccess }),
        ...(recent && { 'x-recent-sign-in': recent }),
        ...(access === 'public' && { security: [] }),
        ...(needsSession(access) && { security: [{ session: [] }] }),
      })
      operation.responses = { ...operation.responses, '4XX': refusal }
      if (upload) describeUpload(operation, upload)
      if (method === 'post') operation.parameters = [...(operation.parameters ?? []), idempotencyKey, prefer]
    }
  return {
    ...document,
    security: [{ session: [] }, { apiToken: [] }],
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, Problem: problemSchema },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'nextpanel-billing' },
        apiToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'npb_...',
          description: 'An API token of a staff user, limited to its permissions.',
        },
      },
    },
  }
}
