import type { ImportField } from '#contracts/imports/fields.ts'
import { withoutApostrophe } from '../csv/index.ts'
import type { ImportRowError } from '../tables/imports.ts'

/** The facts of one row. "" and missing are the same. */
export type RowValues = Readonly<Partial<Record<ImportField, string>>>

/** Reads the cells of a row by the mapping of its columns. Passwords stay as they are; other values are trimmed. */
export function readRow(
  cells: readonly string[],
  fields: readonly (ImportField | null)[],
): { values: RowValues; errors: ImportRowError[] } {
  const values: Partial<Record<ImportField, string>> = {}
  for (const [index, field] of fields.entries()) {
    const cell = withoutApostrophe(cells[index] ?? '')
    if (field === null) continue
    const value = field === 'password' || field === 'hostingPassword' ? cell : cell.trim()
    if (value !== '') values[field] = value
  }
  const beyond = cells.slice(fields.length).some((cell) => cell.trim() !== '')
  const errors = beyond
    ? [
        {
          field: '',
          code: 'too-many-cells',
          message: `The row has more cells than there are columns (${fields.length}). Put a value that contains the separator in quotation marks.`,
        },
      ]
    : []
  const fullName = values.fullName ?? [values.firstName, values.lastName].filter(Boolean).join(' ')
  return { values: { ...values, ...(fullName === '' ? {} : { fullName }) }, errors }
}

const yes = new Set(['yes', 'y', 'true', '1', 'active', 'enabled', 'on'])
// Also the words of WHMCS (closed), FOSSBilling (suspended, canceled) and Blesta (fraud).
const no = new Set([
  ...['no', 'n', 'false', '0', 'inactive', 'disabled', 'off'],
  ...['closed', 'suspended', 'canceled', 'cancelled', 'fraud'],
])

/** Undefined: not given. Null: not readable. */
export function readIsActive(text: string | undefined): boolean | null | undefined {
  if (text === undefined) return undefined
  const value = text.toLowerCase()
  if (yes.has(value)) return true
  return no.has(value) ? false : null
}
