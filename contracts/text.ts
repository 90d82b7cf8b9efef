import { z } from 'zod'
import { plainEmailAddress, problemOfEmail } from './email-address.ts'

// PostgreSQL cannot store U+0000, and UTF-8 cannot carry half a surrogate pair. Other control characters are
// not valid in a one-line field and can forge log lines.
const unprintable = /\p{Cc}/u
// Zero-width characters, fillers and the empty Braille cell: text of these alone is an empty row on the screen.
const blank = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]*$/u

const missingOrNoText = (input: unknown, label: string) =>
  input === undefined ? `${label} is required.` : `${label} must be text.`

/** One line of text in any script, trimmed; "" if nothing of it can be seen. @param label how messages name the field, e.g. "Full Name" */
export const lineOfText = (label: string, { max }: { max: number }) =>
  z
    .string({
      error: (issue) => missingOrNoText(issue.input, label),
    })
    .trim()
    .overwrite((value) => (blank.test(value) ? '' : value))
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

/** Words to search for. Any white space between them counts as one space, as after a copy from a table. */
export const searchWords = (label: string, { max }: { max: number }) =>
  z
    .string({ error: `${label} must be text.` })
    .overwrite((value) => value.replace(/\s+/g, ' '))
    .pipe(lineOfText(label, { max }))

/** The address of a login that exists, in its one spelling. An earlier version may have accepted what is refused now. */
export const loginEmail = (label = 'Email') =>
  z
    .string({ error: (issue) => missingOrNoText(issue.input, label) })
    .overwrite(plainEmailAddress)
    .pipe(requiredLineOfText(label, { max: 254 }))

/** An email address in one spelling (lower case, without what a copy brings along), so that it can be unique. */
export const emailAddress = (label = 'Email') =>
  loginEmail(label).superRefine((value, context) => {
    const message = problemOfEmail(value, label)
    if (message !== null) context.addIssue({ code: 'invalid_format', format: 'email', input: value, message })
  })

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

/** ISO 8601 in UTC, for example 2026-11-23T17:22:29.000Z. PostgreSQL has no year 0. */
export const timestamp = z.iso
  .datetime()
  .refine((text) => !text.startsWith('0000-'), { error: 'The year must be from 0001 to 9999.' })

/** Page size: 1 to 100, default 25. */
export const pageLimit = z.coerce
  .number({ error: 'limit must be a whole number from 1 to 100.' })
  .int('limit must be a whole number from 1 to 100.')
  .min(1, 'limit must be a whole number from 1 to 100.')
  .max(100, 'limit must be a whole number from 1 to 100.')
  .default(25)

// A cursor holds the last row's sort key, and 200 characters of a name can be 800 bytes or more.
export const longestCursor = 8000

/** Opaque: a `nextCursor` of an earlier response. */
export const pageCursor = z.string().max(longestCursor, 'cursor was not issued by this list.')

/** The body of a CSV download. */
export const csvFile = z.custom<ReadableStream<Uint8Array>>((value) => value instanceof ReadableStream)
