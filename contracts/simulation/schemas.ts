import { z } from 'zod'
import { csvSeparators } from '../customers/csv-separator.ts'
import { localDateText } from '../local-date.ts'
import { money } from '../money/schemas.ts'
import { id } from '../text.ts'

export const simulatedPays = ['never', 'on-due', 'late'] as const

export const eventKinds = [
  'invoice',
  'credit-note',
  'payment',
  'credit',
  'start',
  'end',
  'reminder',
  'late-fee',
  'suspension',
  'unsuspension',
  'termination-task',
  'stopped',
  'dunning-failed',
] as const
export type SimulatedEventKind = (typeof eventKinds)[number]

const wholeNumber = (label: string, from: number, to: number) => {
  const rule = `${label} must be a whole number from ${from} to ${to}.`
  return z.coerce.number({ error: rule }).int(rule).min(from, rule).max(to, rule)
}

export const simulationQuery = z.object({
  months: wholeNumber('months', 1, 36).default(12),
  /** Default: all customers. */
  customerId: id('customerId').optional(),
  /** How all customers pay: never, on the due date, or `lateDays` after it. */
  pays: z
    .enum(simulatedPays, { error: `pays must be one of: ${simulatedPays.join(', ')}.` })
    .default('on-due'),
  lateDays: wholeNumber('lateDays', 1, 365).default(7),
})
export type SimulationQuery = z.infer<typeof simulationQuery>

export const simulationExportQuery = simulationQuery.extend({
  separator: z
    .enum(csvSeparators, { error: `separator must be one of: ${csvSeparators.join(', ')}.` })
    .default('comma'),
})
export type SimulationExportQuery = z.infer<typeof simulationExportQuery>

const invoice = z.object({
  dueOn: localDateText.nullable(),
  net: money,
  tax: money,
  total: money,
  lines: z.array(
    z.object({
      description: z.string(),
      quantity: z.number().int(),
      /** `end` is not included. Null: the line has no period. */
      period: z.object({ start: localDateText, end: localDateText }).nullable(),
      /** Without tax, after the discount. */
      net: money,
    }),
  ),
})

/** One simulated event of a customer on one day. */
export const simulatedEvent = z.object({
  on: localDateText,
  kind: z.enum(eventKinds),
  customerId: z.string(),
  customerName: z.string(),
  /** Numbers of invoices; of a credit note, that of its invoice. The simulated invoices of a customer are "new-00001", "new-00002" and so on. */
  numbers: z.array(z.string()),
  /** The amount paid, used or charged, or the total of the invoice. Null: the event has no amount. */
  amount: money.nullable(),
  invoice: invoice.nullable(),
  accounts: z.array(z.object({ id: z.string(), username: z.string() })),
  subscriptionId: z.string().nullable(),
  /** Why billing or dunning stops. */
  message: z.string().nullable(),
})
export type SimulatedEvent = z.infer<typeof simulatedEvent>

export const simulatedMonth = z.object({
  /** "2026-03" */
  month: z.string(),
  currency: z.string(),
  invoices: z.number().int(),
  /** Of invoices, less credit notes. */
  net: money,
  tax: money,
  total: money,
  /** The part of `total` that is late fees. */
  lateFees: money,
  paid: money,
  creditUsed: money,
})
export type SimulatedMonth = z.infer<typeof simulatedMonth>

export const simulation = z.object({
  from: localDateText,
  /** Not included. */
  until: localDateText,
  customers: z.number().int(),
  months: z.array(simulatedMonth),
  /** The number of events of each kind that occurs. */
  counts: z.array(z.object({ kind: z.enum(eventKinds), events: z.number().int() })),
  /** At most 500, by day. The CSV export has all. */
  events: z.array(simulatedEvent),
  eventsLeftOut: z.number().int(),
})
export type Simulation = z.infer<typeof simulation>
