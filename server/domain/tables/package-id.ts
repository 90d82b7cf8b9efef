import { customType } from 'drizzle-orm/pg-core'

/**
 * A package of a panel: a number or text. The `jsonb` of Drizzle parses text a second time, so that the text
 * "27" would become the number 27. The database driver has parsed it already.
 */
export const packageIdColumn = customType<{ data: string | number; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
})
