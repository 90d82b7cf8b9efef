import type { Account } from '#sandbox/accounts/model.ts'
import type { RouteName } from '#sandbox/routes.ts'
import { type Fault, json } from './fault.ts'

type Fields = Readonly<Record<string, unknown>>
type Rewrite = (fields: Fields, beside: () => Account | undefined) => Fields

/** The calls whose response identifies an account. */
const naming: readonly RouteName[] = ['create', 'get', 'list', 'stats']

/** A fault that does the work and then rewrites each account in a successful response. */
const rewriting = (summary: string, rewrite: Rewrite): Fault => ({
  summary: `The work is done, but ${summary}`,
  calls: naming,
  async apply({ perform, accountBeside }) {
    const answer = await perform()
    if (!answer.ok) return answer
    const told = rewriteAccounts(await answer.json(), (fields) =>
      rewrite(fields, () => accountBeside(fields[idField(fields)])),
    )
    return new Response(JSON.stringify(told), json(answer.status))
  },
})

const withId = (summary: string, idOf: (id: unknown, beside: () => Account | undefined) => unknown) =>
  rewriting(summary, (fields, beside) => {
    const name = idField(fields)
    return { ...fields, [name]: idOf(fields[name], beside) }
  })

/** A fault that does the work and replaces a successful response. */
const replacing = (summary: string, replace: (body: unknown) => unknown): Fault => ({
  summary: `The work is done, but ${summary}`,
  async apply({ perform }) {
    const answer = await perform()
    if (!answer.ok) return answer
    return new Response(JSON.stringify(replace(await answer.json())), json(answer.status))
  },
})

/** Responses that parse but differ from the contract. A refusal is returned unchanged. */
export const shapeFaults = {
  'id-missing': rewriting('the response has no id.', (fields) => {
    const { [idField(fields)]: _, ...rest } = fields
    return rest
  }),
  'id-of-another': withId(
    'the id is that of another live account, or the next one if there is none.',
    (id, beside) => beside()?.id ?? Number(id) + 1,
  ),
  'id-as-text': withId('the id is a string.', (id) => String(id)),
  'id-zero': withId('the id is 0.', () => 0),
  'id-negative': withId('the id is negative.', (id) => -Number(id)),
  'id-huge': withId('the id is 2 to the power of 63.', () => 2 ** 63),
  'username-of-another': rewriting(
    'the username is that of another live account, or a default one.',
    (fields, beside) => ({ ...fields, username: beside()?.username ?? 'somebody' }),
  ),
  'array-answer': replacing('the response is wrapped in an array.', (body) => [body]),
  'null-answer': replacing('the response is null.', () => null),
} as const satisfies Record<string, Fault>

/** Usage has a different name for it. */
const idField = (fields: Fields) => ('user_id' in fields ? 'user_id' : 'id')

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One account, a list of them, or a list inside an object. */
function rewriteAccounts(body: unknown, rewrite: (fields: Fields) => Fields): unknown {
  if (Array.isArray(body)) return body.map((item) => rewriteAccounts(item, rewrite))
  if (!isFields(body)) return body
  if (idField(body) in body) return rewrite(body)
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, rewriteAccounts(value, rewrite)]),
  )
}
