/** The first message of a field's error. A value with several parts, such as money, has an error for each part. */
export function errorText(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('message' in error && typeof error.message === 'string') return error.message
  for (const part of Object.values(error)) {
    // A reference to the field's element is no part of the error.
    const message = part instanceof Node ? undefined : errorText(part)
    if (message !== undefined) return message
  }
  return undefined
}
