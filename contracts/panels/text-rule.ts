import type { TextRule } from './schemas.ts'

const unprintable = /\p{Cc}/u

/** Error codes as in zod, so that a field has the same code on the server and in the form. */
type TextProblem = {
  readonly code: 'too_small' | 'too_big' | 'invalid_format' | 'custom'
  readonly message: string
}

/**
 * Returns the first way in which a text breaks a driver's rule, or null.
 * @param label the field's name in messages, for example "Hosting Username"
 */
export function problemOfText(rule: TextRule, label: string, value: string): TextProblem | null {
  if (rule.pattern !== null && !new RegExp(`^(?:${rule.pattern})$`, 'u').test(value))
    return { code: 'invalid_format', message: rule.mismatch ?? `${label} is not valid. ${rule.help}` }
  if (value.length < rule.minLength)
    return { code: 'too_small', message: `${label} needs at least ${rule.minLength} characters.` }
  if (value.length > rule.maxLength)
    return { code: 'too_big', message: `${label} can have at most ${rule.maxLength} characters.` }
  // PostgreSQL cannot store U+0000, and no sign-in form accepts a control character.
  if (!value.isWellFormed() || unprintable.test(value))
    return { code: 'custom', message: `${label} contains characters that cannot be typed on a sign-in form.` }
  return null
}
