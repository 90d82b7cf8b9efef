/** Local dates, billing periods and time zones. Only this folder imports Temporal. */
export {
  addDays,
  compareDates,
  type DateParts,
  daysBetween,
  daysInMonth,
  earlier,
  type LocalDate,
  later,
  localDate,
  parseLocalDate,
  partsOf,
} from './local-date.ts'
export {
  boundary,
  daysOf,
  type IndexedPeriod,
  type Interval,
  overlap,
  type Period,
  periodAt,
  periodContaining,
  tile,
} from './periods.ts'
export { dateAt, instantOf, isTimeZone, startOfDay, today } from './zones.ts'
