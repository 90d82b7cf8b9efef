import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'
import type { SimulatedEvent as EventJson, SimulationExportQuery } from '#contracts/simulation/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Context } from '../context.ts'
import { byteOrderMark, csvLines, streamOf } from '../csv/index.ts'
import type { SimulatedEvent } from './events.ts'
import { presenter } from './present.ts'
import { type Simulated, simulateAll } from './simulate.ts'

const rowsAtOnce = 500

const columns: readonly (readonly [string, (event: EventJson) => string | null | undefined])[] = [
  ['Date', ({ on }) => on],
  ['Event', ({ kind }) => kind],
  ['Customer', ({ customerName }) => customerName],
  ['Customer ID', ({ customerId }) => customerId],
  ['Invoices', ({ numbers }) => numbers.join(' ')],
  ['Minor units', ({ amount }) => amount?.amount],
  ['Currency', ({ amount }) => amount?.currency],
  ['Net in minor units', ({ invoice }) => invoice?.net.amount],
  ['Tax in minor units', ({ invoice }) => invoice?.tax.amount],
  ['Due', ({ invoice }) => invoice?.dueOn],
  ['Lines', ({ invoice }) => invoice?.lines.map(lineText).join('; ')],
  ['Hosting accounts', ({ accounts }) => accounts.map(({ username }) => username).join(' ')],
  ['Subscription ID', ({ subscriptionId }) => subscriptionId],
  ['Message', ({ message }) => message],
]

const lineText = ({ description, quantity, period }: NonNullable<EventJson['invoice']>['lines'][number]) =>
  [
    quantity === 1 ? description : `${quantity} x ${description}`,
    ...(period === null ? [] : [`${period.start}/${period.end}`]),
  ].join(' ')

export const csvHeader = (separator: CsvSeparator): string =>
  byteOrderMark + csvLines([columns.map(([name]) => name)], separator)

export const csvEvents = (events: readonly EventJson[], separator: CsvSeparator): string =>
  csvLines(
    events.map((event) => columns.map(([, value]) => value(event) ?? null)),
    separator,
  )

/** Simulates as {@link runSimulation}, and streams all events as CSV. The export is recorded first. @throws {Refusal} as there */
export async function exportSimulation(
  ctx: Context,
  { separator, ...query }: SimulationExportQuery,
): Promise<{ fileName: string; body: ReadableStream<Uint8Array> }> {
  const simulated = await simulateAll(ctx, query)
  if (ctx.actor.kind !== 'system')
    await recordAudit(ctx.database.db, {
      at: ctx.clock.now(),
      actor: ctx.actor,
      action: 'simulation.export',
      subject: { kind: 'staff', id: ctx.actor.userId },
      after: query,
      requestId: ctx.requestId,
    })
  const present = await presenter(ctx.database.db, simulated.events)
  return {
    fileName: `simulation-${simulated.from}.csv`,
    body: streamOf(linesOf(simulated, present, separator)),
  }
}

async function* linesOf(
  { events }: Simulated,
  present: (event: SimulatedEvent) => EventJson,
  separator: CsvSeparator,
): AsyncGenerator<string> {
  yield csvHeader(separator)
  for (let from = 0; from < events.length; from += rowsAtOnce)
    yield csvEvents(events.slice(from, from + rowsAtOnce).map(present), separator)
}
