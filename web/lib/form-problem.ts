import type { FieldProblem } from '#contracts/problem.ts'
import type { ApiError } from './problem.ts'

export interface FormFailure<Field extends string> {
  /** The first message of each field that the form has. */
  fields: Partial<Record<Field, string>>
  /** The messages without a field in the form, as text. Null if every message has a field. */
  rest: string | null
}

/**
 * Assigns the field messages of a refusal to the fields of a form.
 * @param fields the form's own field paths, in form order
 * @param rename maps the API's path to the form's, e.g. username -> provisioning.username
 */
export function sortOntoFields<Field extends string>(
  error: ApiError,
  fields: readonly Field[],
  rename: (path: string) => string = (path) => path,
): FormFailure<Field> {
  const found: Partial<Record<Field, string>> = {}
  const left: FieldProblem[] = []
  for (const item of error.problem.errors ?? []) {
    const field = fields.find((name) => name === rename(item.path))
    if (!field) left.push(item)
    else found[field] ??= item.message
  }
  if (left.length > 0) return { fields: found, rest: left.map((item) => item.message).join(' ') }
  return { fields: found, rest: Object.keys(found).length > 0 ? null : error.problem.detail }
}
