import { z } from 'zod'
import { type Complaint, Refusal } from '#sandbox/refusal.ts'

const text = () => z.string().nullish()

/** The create body. Unknown fields are ignored, as in Pydantic. */
export const newAccount = z.object({
  username: z
    .string()
    .max(32)
    .regex(/^[a-z][a-z0-9]*$/),
  email: z.string().max(254).regex(z.regexes.email),
  password: z.string().min(1),
  full_name: text(),
  phone: text(),
  company: text(),
  package_id: z.union([z.string(), z.int()]).nullish(),
  is_admin: z.boolean().nullish(),
  billing_id: text(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
})
export type NewAccount = z.infer<typeof newAccount>

export const suspension = z.object({ reason: z.string() })

/**
 * Parses a request body as FastAPI does.
 * @throws {Refusal} 422, which echoes the input
 */
export function parseBody<T>(schema: z.ZodType<T>, sent: { text: string; contentType: string }): T {
  if (sent.text === '') throw missingBody
  if (!/^application\/([\w.-]+\+)?json\b/i.test(sent.contentType)) throw notAnObject(sent.text)
  const body = parseJson(sent.text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw notAnObject(body)
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new Refusal(
    422,
    result.error.issues.map((issue) => complain(issue, body)),
  )
}

const missingBody = new Refusal(422, [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }])

const notAnObject = (input: unknown) =>
  new Refusal(422, [
    {
      type: 'model_attributes_type',
      loc: ['body'],
      msg: 'Input should be a valid dictionary or object to extract fields from',
      input,
    },
  ])

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    throw new Refusal(422, [
      {
        type: 'json_invalid',
        loc: ['body', 0],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      },
    ])
  }
}

type Wording = Pick<Complaint, 'type' | 'msg' | 'ctx'>

const typeWording: Record<string, Wording> = {
  string: { type: 'string_type', msg: 'Input should be a valid string' },
  boolean: { type: 'bool_type', msg: 'Input should be a valid boolean' },
  record: { type: 'dict_type', msg: 'Input should be a valid dictionary' },
}

const addressReason = 'An email address must have an @-sign and a valid domain.'

function complain(issue: z.core.$ZodIssue, body: object): Complaint {
  const field = String(issue.path[0] ?? '')
  const input = Object.entries(body).find(([name]) => name === field)?.[1]
  const loc = ['body', field]
  if (input === undefined) return { type: 'missing', loc, msg: 'Field required', input: body }
  return { ...wordingOf(issue, field), loc, input }
}

function wordingOf(issue: z.core.$ZodIssue, field: string): Wording {
  switch (issue.code) {
    case 'invalid_type':
      return typeWording[issue.expected] ?? { type: 'type_error', msg: 'Input is not of the right type' }
    case 'too_small':
      return sized('string_too_short', `at least ${issue.minimum}`, { min_length: Number(issue.minimum) })
    case 'too_big':
      return sized('string_too_long', `at most ${issue.maximum}`, { max_length: Number(issue.maximum) })
    case 'invalid_format':
      if (field === 'email')
        return {
          type: 'value_error',
          msg: `value is not a valid email address: ${addressReason}`,
          ctx: { reason: addressReason },
        }
      return {
        type: 'string_pattern_mismatch',
        msg: "String should match pattern '^[a-z][a-z0-9]*$'",
        ctx: { pattern: '^[a-z][a-z0-9]*$' },
      }
    default:
      return { type: 'int_type', msg: 'Input should be a valid integer' }
  }
}

const sized = (type: string, bound: string, ctx: Record<string, number>): Wording => ({
  type,
  msg: `String should have ${bound} character${bound.endsWith(' 1') ? '' : 's'}`,
  ctx,
})
