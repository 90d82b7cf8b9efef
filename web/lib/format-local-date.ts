import { locale } from '../words/locale.ts'

// A date without a time is the same day everywhere, so it is shown in UTC.
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })

/** "Nov 24, 2026" for 2026-11-24, in every time zone. */
export const formatLocalDate = (date: string): string => day.format(new Date(`${date}T00:00:00Z`))
