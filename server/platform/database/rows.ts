const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Returns the rows of `db.execute(sql…)`, by column name, for either driver. Parse them before use. */
export const rowsOf = (result: unknown): Record<string, unknown>[] => {
  if (isRow(result) && 'rows' in result && Array.isArray(result.rows)) return result.rows.filter(isRow)
  throw new TypeError('This is not a query result.')
}
