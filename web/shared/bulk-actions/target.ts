/** The query of a list as the filter of a bulk action: all rows that the list shows with it. */
export const filterFrom = (query: object): Record<string, string> => {
  const filter: Record<string, string> = {}
  for (const [name, value] of Object.entries(query)) if (typeof value === 'string') filter[name] = value
  return filter
}
