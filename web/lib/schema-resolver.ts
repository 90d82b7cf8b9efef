import { type FieldErrors, type FieldValues, type Resolver, set } from 'react-hook-form'
import type { z } from 'zod'

/**
 * Validates a form with the API's own schema, after `toInput` has converted the typed values to a request body
 * ("" in an optional field means no value). The first message of each field is kept.
 */
export function schemaResolver<Values extends FieldValues, Output>(
  schema: z.ZodType<Output>,
  toInput: (values: Values) => unknown,
): Resolver<Values, unknown, Output> {
  return (values) => {
    const result = schema.safeParse(toInput(values))
    if (result.success) return { values: result.data, errors: {} }
    const errors: FieldErrors<Values> = {}
    const seen = new Set<string>()
    for (const issue of result.error.issues) {
      const path = issue.path.join('.') || 'root'
      if (seen.has(path)) continue
      seen.add(path)
      set(errors, path, { type: issue.code ?? 'invalid', message: issue.message })
    }
    return { values: {}, errors }
  }
}
