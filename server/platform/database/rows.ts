const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The rows of `db.execute(sql…)`, by column name, on either driver; parse them before you trust them. */
export const rowsOf = (result: unknown): Record<string, unknown>[] => {
  if (isRow(result) && 'rows' in result && Array.isArray(result.rows)) return result.rows.filter(isRow)
  throw new TypeError('This is not the result of a query.')
}
