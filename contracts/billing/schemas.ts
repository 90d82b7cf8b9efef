import { z } from 'zod'
import { localDate, localDateText } from '../local-date.ts'
import { money } from '../money/schemas.ts'
import { id, timestamp } from '../text.ts'

export const billingRunRequest = z.object({
  /** Default: today in the company's time zone. A later date only with `dryRun`, up to a year ahead. */
  asOf: localDate('asOf').optional(),
  dryRun: z.boolean({ error: 'dryRun must be true or false.' }).default(false),
})
export type BillingRunRequest = z.infer<typeof billingRunRequest>

/** One invoice that the run made, or would make. */
export const billingRunInvoice = z.object({
  /** Null in a dry run. */
  invoiceId: z.string().nullable(),
  number: z.string().nullable(),
  customerId: z.string(),
  customerName: z.string(),
  total: money,
  dueOn: localDateText.nullable(),
})

/** A customer whose billing stopped until staff act. */
export const billingPark = z.object({ customerId: z.string(), customerName: z.string(), reason: z.string() })

export const billingParkQuery = z.object({ customerId: id('customerId').optional() })
export type BillingParkQuery = z.infer<typeof billingParkQuery>

/** The customers whose billing is stopped now, longest first: at most 200. */
export const billingParks = z.object({ items: z.array(billingPark.extend({ since: timestamp })) })
export type BillingParks = z.infer<typeof billingParks>

export const billingRun = z.object({
  /** Null: a dry run is not stored. */
  id: z.string().nullable(),
  asOf: localDateText,
  dryRun: z.boolean(),
  counts: z.object({
    due: z.number().int(),
    invoiced: z.number().int(),
    parked: z.number().int(),
  }),
  /** The sum of the totals, by currency. */
  totals: z.array(money),
  /** The first 100. */
  invoices: z.array(billingRunInvoice),
  parked: z.array(billingPark),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
})
export type BillingRun = z.infer<typeof billingRun>
