import { oneOf } from '../../lib/one-of.ts'

/** The columns that staff can show beside the customer, in the order in which they are offered. */
export const customerColumns = [
  'email',
  'company',
  'hosting',
  'username',
  'server',
  'status',
  'created',
] as const
export type CustomerColumn = (typeof customerColumns)[number]

export const usualColumns: readonly CustomerColumn[] = ['email', 'hosting', 'status', 'created']

/** Reads columns from a URL or the browser's storage: each known one once. Undefined without any text. */
export function columnsIn(text: unknown): readonly CustomerColumn[] | undefined {
  if (typeof text !== 'string') return undefined
  const known = text.split(',').map((name) => oneOf(customerColumns, name))
  return [...new Set(known.filter((column) => column !== undefined))]
}

export const isUsual = (columns: readonly CustomerColumn[]) => columns.join() === usualColumns.join()

const key = 'customer-columns'

/** The columns that this browser shows if the URL names none. */
export function rememberedColumns(): readonly CustomerColumn[] {
  try {
    return columnsIn(localStorage.getItem(key) ?? undefined) ?? usualColumns
  } catch {
    return usualColumns
  }
}

export function rememberColumns(columns: readonly CustomerColumn[]): void {
  try {
    if (isUsual(columns)) localStorage.removeItem(key)
    else localStorage.setItem(key, columns.join())
  } catch {
    // Without storage, the choice lasts as long as the URL.
  }
}
