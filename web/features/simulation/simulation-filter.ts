import { oneOf, textOrNothing } from '../../lib/one-of.ts'

export const monthChoices = ['3', '12', '24', '36'] as const
/** "late-14": 14 days after the due date. */
export const paysChoices = ['on-due', 'late-7', 'late-14', 'late-30', 'never'] as const
type Months = (typeof monthChoices)[number]
export type Pays = (typeof paysChoices)[number]

/** The choices in the page's address. */
export interface SimulationFilter {
  readonly months?: Months | undefined
  readonly pays?: Pays | undefined
  /** Only this customer. */
  readonly customer?: string | undefined
}

export const simulationFilterIn = (search: Record<string, unknown>): SimulationFilter => ({
  months: oneOf(monthChoices, search.months),
  pays: oneOf(paysChoices, search.pays),
  customer: textOrNothing(search.customer),
})
