import { z } from 'zod'
import { longestCursor } from '#contracts/text.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'

const shape = z.tuple([z.string(), z.string().max(longestCursor), z.uuid()])

/** A time as lists issue it. PostgreSQL has no year 0, and reads no fraction of hundreds of digits. */
const isGivenOut = (time: string): boolean => {
  const date = new Date(time)
  return !Number.isNaN(date.getTime()) && date.toISOString() === time && /^(?!0000)\d{4}-/.test(time)
}

/** The end of a page: its list, the sort key of its last row, and that row's id. Opaque to callers. */
export const encodeCursor = (list: string, sortKey: string, id: string): string =>
  Buffer.from(JSON.stringify([list, sortKey, id])).toString('base64url')

/** Whether a cursor names this list. {@link decodeCursor} checks the rest of it. */
export function isCursorOf(cursor: string, list: string): boolean {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parsed) && parsed[0] === list
  } catch {
    return false
  }
}

/** @throws {Refusal} invalid-body for a cursor that this list did not issue */
export function decodeCursor(cursor: string, list: string): { sortKey: string; id: string } {
  const refused = () =>
    fieldRefusal(
      'invalid-body',
      'cursor',
      'invalid',
      'cursor was not issued by this list. Omit it to start at the first page.',
    )
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refused()
  }
  const checked = shape.safeParse(parsed)
  if (!checked.success || checked.data[0] !== list) throw refused()
  const [, sortKey, id] = checked.data
  const isText = /(email|fullName|nameKey|number|place)$/i.test(list)
  if ((!isText && !isGivenOut(sortKey)) || sortKey.includes('\0') || !sortKey.isWellFormed()) throw refused()
  return { sortKey, id }
}
