import { addDays, type LocalDate } from '#server/platform/calendar/index.ts'

/** How customers pay in a simulation. `late`: this many days after the due date. */
export type Pays =
  | { readonly kind: 'never' }
  | { readonly kind: 'on-due' }
  | { readonly kind: 'late'; readonly days: number }

/** Returns the latest due date of the invoices that are paid on a day. Null: nothing is paid. */
export function paidUpTo(pays: Pays, day: LocalDate): LocalDate | null {
  if (pays.kind === 'never') return null
  return pays.kind === 'on-due' ? day : addDays(day, -pays.days)
}
