import fc from 'fast-check'
import { z } from 'zod'
import { describeApi } from '#server/http/api/describe.ts'
import { hostile } from '../system/hostile-input.ts'

export interface FuzzRequest {
  readonly call: string
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body: string | null
  readonly contentType: string
}

interface Schema {
  readonly type?: string | readonly string[] | undefined
  readonly enum?: readonly unknown[] | undefined
  readonly const?: unknown
  readonly format?: string | undefined
  readonly minimum?: number | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly oneOf?: readonly Schema[] | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly items?: Schema | undefined
}
const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional().catch(undefined),
  }),
)
const operation = z.object({
  parameters: z.array(z.object({ name: z.string(), in: z.string(), schema: schema.optional() })).optional(),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema })) }).optional(),
})
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })
type Operation = z.infer<typeof operation>

const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const anyId = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'

/** Parts of an address, encoded as a client would send them, and encodings that no client sends. */
const hostileParts = [
  ...[
    '%00',
    'a%00b',
    '%ED%A0%80',
    '%C0%80',
    '%FF',
    '%',
    '%zz',
    '%0d%0aSet-Cookie:%20a=b',
    '..%2f..%2f',
    '%2e%2e',
  ],
  ...[
    '0000-01-01T00:00:00.000Z',
    '0000-00-00',
    '9999-12-31T23:59:59.999Z',
    '-000001-01-01T00:00:00Z',
    '275761',
  ],
  ...[
    '1e999',
    '-1',
    '99999999999999999999999',
    '0x10',
    'NaN',
    'null',
    'true',
    '[object%20Object]',
    '__proto__',
  ],
  ...["'%20or%201=1--", '%F0%9F%98%80', '%E2%80%AE', 'x'.repeat(9000)],
  ...['customers -createdAt', 'customers email', 'operations', 'reconciliations'].flatMap((list) => [
    ...['0000-01-01T00:00:00.000Z', '\0', '\ud800', '', '9'.repeat(400)].map((key) =>
      cursorOf(list, key, anyId),
    ),
    cursorOf(list, null, []),
  ]),
]

const plainText = (format: string | undefined, ids: readonly string[]): fc.Arbitrary<unknown> => {
  if (format === 'uuid') return fc.constantFrom(...ids)
  if (format === 'email') return fc.integer({ max: 999_999, min: 0 }).map((n) => `fuzz${n}@example.com`)
  if (format === 'date-time') return fc.constantFrom('2026-01-01T00:00:00.000Z', '0000-01-01T00:00:00.000Z')
  if (format === 'uri') return fc.constantFrom('http://127.0.0.1:9', 'http://[::1]:1/')
  return fc.constantFrom('some text', 'fuzzed', 'plum-Tractor-71', 'Grüße 😀', 'true', '5')
}

/** Values that a schema allows, mostly. */
function plain(given: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const several = given.anyOf ?? given.oneOf
  if (several && several.length > 0) return fc.oneof(...several.map((one) => plain(one, ids)))
  if (given.const !== undefined) return fc.constant(given.const)
  if (given.enum && given.enum.length > 0) return fc.constantFrom(...given.enum)
  const [type] = [given.type ?? 'object'].flat()
  if (type === 'string') return plainText(given.format, ids)
  if (type === 'integer' || type === 'number')
    return fc.integer({ min: Math.max(-10, given.minimum ?? -10), max: 1000 })
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') return fc.array(spoilt(given.items ?? {}, ids), { maxLength: 3 })
  return fc.record(
    Object.fromEntries(
      Object.entries(given.properties ?? {}).map(([name, part]) => [name, spoilt(part, ids)]),
    ),
    { requiredKeys: [] },
  )
}

const spoilt = (given: Schema, ids: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: plain(given, ids) }, { weight: 1, arbitrary: hostile })

const part = (given: Schema | undefined, ids: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: plain(given ?? { type: 'string' }, ids).map((value) => encoded(String(value))) },
    { weight: 1, arbitrary: fc.constantFrom(...hostileParts) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map(encoded) },
  )
const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

const brokenBodies = ['', '{', '{"a":1,"a":2}', 'nul', '\u0000', '[1e999]', '"\\ud800"', '{"__proto__":1}']

function requestsOf(
  { method, path, described }: { method: string; path: string; described: Operation },
  ids: readonly string[],
): fc.Arbitrary<FuzzRequest> {
  const parameters = described.parameters ?? []
  const named = (place: string) =>
    Object.fromEntries(
      parameters.filter((one) => one.in === place).map((one) => [one.name, part(one.schema, ids)]),
    )
  const bodySchema = described.requestBody?.content['application/json']?.schema
  const text = bodySchema
    ? fc.oneof(
        { weight: 8, arbitrary: plain(bodySchema, ids).map((value) => JSON.stringify(value) ?? '') },
        { weight: 2, arbitrary: hostile.map((value) => JSON.stringify(value) ?? '') },
        { weight: 1, arbitrary: fc.constantFrom(...brokenBodies) },
      )
    : fc.constantFrom('', '{}')
  const mediaType = fc.oneof(
    { weight: 20, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'x') },
  )
  return fc
    .record({
      places: fc.record(named('path')),
      query: fc.record(named('query'), { requiredKeys: [] }),
      extra: fc.option(fc.constantFrom(...hostileParts), { freq: 10 }),
      text,
      mediaType,
    })
    .map(({ places, query, extra, text: body, mediaType: contentType }) => {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(places[name] ?? anyId))
      const search = Object.entries(query).map(([name, value]) => `${name}=${value}`)
      if (extra !== null) search.push(extra)
      return {
        call: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path: `/api${filled}${search.length === 0 ? '' : `?${search.join('&')}`}`,
        body: method === 'get' ? null : body,
        contentType,
      }
    })
}

/** Returns one generator of requests for each call of the OpenAPI document. @param ids some of rows that exist */
export async function describedRequests(ids: readonly string[]): Promise<fc.Arbitrary<FuzzRequest>[]> {
  const { paths } = document.parse(JSON.parse(JSON.stringify(await describeApi('test'))))
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => requestsOf({ method, path, described }, ids)),
  )
}
