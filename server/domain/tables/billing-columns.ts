import { bigint, date, timestamp } from 'drizzle-orm/pg-core'

export const time = () => timestamp({ withTimezone: true, precision: 3 })

/** A date in the company's time zone, "YYYY-MM-DD". The ends of ranges are exclusive. */
export const localDate = () => date({ mode: 'string' })

/** An amount in the minor units of the row's currency. */
export const minorUnits = () => bigint({ mode: 'bigint' })
