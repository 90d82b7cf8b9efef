import { fieldRefusal } from '#server/platform/errors/index.ts'

/**
 * Refuses text that PostgreSQL cannot store or compare: U+0000 and half a surrogate pair. Most fields have
 * stricter rules. This check covers every text of a parsed input, also of fields that declare no rule.
 * @throws {Refusal} invalid-body, at the field
 */
export function refuseUnstorableText(input: unknown): void {
  const path = unstorableIn(input)
  if (path === null) return
  const field = path.join('.')
  throw fieldRefusal(
    'invalid-body',
    field,
    'invalid',
    `${field === '' ? 'The body' : field} contains characters that cannot be stored. Remove control characters and try again.`,
  )
}

const isUnstorable = (text: string) => text.includes('\0') || !text.isWellFormed()

/** Returns the path of the first such text, or null. Names of fields are texts too. */
function unstorableIn(value: unknown): string[] | null {
  if (typeof value === 'string') return isUnstorable(value) ? [] : null
  if (typeof value !== 'object' || value === null) return null
  for (const [name, part] of Object.entries(value)) {
    if (isUnstorable(name)) return []
    const found = unstorableIn(part)
    if (found) return [name, ...found]
  }
  return null
}
