import type { ImportField } from '#contracts/imports/fields.ts'
import type { ImportRowError } from '../../tables/imports.ts'

interface Parsed<T> {
  readonly success: boolean
  readonly data?: T
  readonly error?: { readonly issues: readonly { readonly code: string; readonly message: string }[] }
}

/** Parses one field at a time. The first problem of each is added to `errors`. */
export const parserInto =
  (errors: ImportRowError[]) =>
  <T>(
    field: ImportField,
    schema: { safeParse(value: unknown): Parsed<T> },
    value: unknown,
  ): T | undefined => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    for (const { code, message } of parsed.error?.issues.slice(0, 1) ?? [])
      errors.push({ field, code, message })
    return undefined
  }
