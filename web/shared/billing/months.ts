import { locale } from '../../words/locale.ts'

const name = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "Nov 2026" for 2026-11 */
export const monthName = (month: string): string => name.format(new Date(`${month}-01T00:00:00Z`))
