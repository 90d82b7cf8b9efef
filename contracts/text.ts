import { z } from 'zod'

// PostgreSQL cannot store U+0000, and UTF-8 cannot carry half a surrogate pair. Other control characters are
// not valid in a one-line field and can forge log lines.
const unprintable = /\p{Cc}/u

/**
 * One line of text in any script, trimmed. @param label the field's name in messages, for example "Full Name"
 */
export const lineOfText = (label: string, { max }: { max: number }) =>
  z
    .string({
      error: (issue) => (issue.input === undefined ? `${label} is required.` : `${label} must be text.`),
    })
    .trim()
    .max(max, `${label} can have at most ${max} characters.`)
    .refine((value) => value.isWellFormed() && !unprintable.test(value), {
      error: `${label} contains characters that cannot be stored. Remove control characters and try again.`,
    })

/** Like {@link lineOfText}, with at least one character. */
export const requiredLineOfText = (label: string, { max }: { max: number }) =>
  lineOfText(label, { max }).refine((value) => value.length > 0, {
    error: `${label} is required.`,
    abort: true,
  })

/** An email address, trimmed and lower-cased, so that uniqueness does not depend on case. */
export const emailAddress = (label = 'Email') =>
  requiredLineOfText(label, { max: 254 })
    .toLowerCase()
    .pipe(z.email({ error: `${label} is not a valid address. Write it like name@example.com.` }))

/** A password as typed: never trimmed, never changed. 8 to 128 characters. */
export const newPassword = (label = 'Password') =>
  z
    .string({
      error: (issue) => (issue.input === undefined ? `${label} is required.` : `${label} must be text.`),
    })
    .refine((value) => value.length > 0, { error: `${label} is required.`, abort: true })
    .min(8, `${label} needs at least 8 characters.`)
    .max(128, `${label} can have at most 128 characters.`)
    .refine((value) => value.isWellFormed() && !unprintable.test(value), {
      error: `${label} contains characters that cannot be typed on a sign-in form.`,
    })

/** UUIDv7 as text. */
export const id = (label: string) =>
  z.uuid({ error: `${label} must be an id, like 0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11.` })

/** ISO 8601 in UTC, for example 2026-11-23T17:22:29.000Z. */
export const timestamp = z.iso.datetime()

/** Page size: 1 to 100, default 25. */
export const pageLimit = z.coerce
  .number({ error: 'limit must be a whole number from 1 to 100.' })
  .int('limit must be a whole number from 1 to 100.')
  .min(1, 'limit must be a whole number from 1 to 100.')
  .max(100, 'limit must be a whole number from 1 to 100.')
  .default(25)

/** Opaque: a `nextCursor` of an earlier response. */
export const pageCursor = z.string().max(1000, 'cursor was not issued by this list.')
