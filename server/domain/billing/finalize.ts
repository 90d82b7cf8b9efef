import { eq } from 'drizzle-orm'
import { documentNumber } from '#contracts/company/number-pattern.ts'
import { type DocumentKind, documentKinds } from '#contracts/invoices/states.ts'
import { type LocalDate, localDate, partsOf } from '#server/platform/calendar/index.ts'
import { isUniqueViolation, type Queryable, updateRows } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { newSeries, nextNumber, type SeriesRow } from '../company/index.ts'
import { queueDocumentMails } from '../mail/index.ts'
import { numberSeries } from '../tables/company.ts'
import { type documentLines, documents, type documentTaxes } from '../tables/documents.ts'
import { contentHash } from './content-hash.ts'

/** The series cannot give a number now. It concerns all customers, not the one whose document is next. */
export class SeriesBlocked extends Refusal {}

/** The last number has a later date: midnight passed since the date was read, or the clock was set back. */
export class LaterNumberGiven extends SeriesBlocked {
  readonly issuedOn: LocalDate
  constructor(issuedOn: LocalDate, on: LocalDate) {
    super(
      'wrong-state',
      `The last number was given on ${issuedOn}, and today is ${on}. Nothing was written. Check the clock of the server and the time zone of the company.`,
    )
    this.issuedOn = issuedOn
  }
}

/** A draft of this transaction, with the rows that were written. */
export interface Draft {
  readonly row: typeof documents.$inferInsert
  readonly lines: readonly (typeof documentLines.$inferInsert)[]
  readonly taxes: readonly (typeof documentTaxes.$inferInsert)[]
  /** When it has its number. */
  readonly status: 'open' | 'paid'
}

/**
 * Gives drafts their numbers, freezes them, stores their hashes and writes their mails. Call it last in a transaction: it locks the series, and
 * a transaction that fails gives its numbers back (R13).
 * @throws {SeriesBlocked} wrong-state: the clock is before the date of the last number, or the next number is taken
 */
export async function finalizeDocuments(tx: Queryable, drafts: readonly Draft[], at: Date): Promise<void> {
  const numbered: { id: string }[] = []
  // Always in this order, so that two transactions do not wait for each other.
  for (const kind of documentKinds) {
    const own = drafts.filter(({ row }) => row.kind === kind)
    const [first] = own
    if (!first) continue
    const on = localDate(first.row.issuedOn)
    const series = await takeNumbers(tx, kind, { on, count: own.length, at })
    for (const [index, draft] of own.entries()) numbered.push(frozen(draft, series, index, at))
  }
  try {
    await updateRows(tx, documents, numbered)
  } catch (error) {
    if (!isUniqueViolation(error, 'documents_number') && !isUniqueViolation(error, 'documents_series'))
      throw error
    throw new SeriesBlocked(
      'wrong-state',
      'The next number of a series is taken already. Nothing was written. Set a higher next number in the numbering settings.',
    )
  }
  await queueDocumentMails(
    tx,
    numbered.map(({ id }) => id),
    at,
  )
}

interface Numbers {
  readonly pattern: string
  readonly year: number
  readonly seriesYear: number | null
  readonly first: number
}

function frozen({ row, lines, taxes, status }: Draft, numbers: Numbers, index: number, at: Date) {
  const seriesNumber = numbers.first + index
  const number = documentNumber(numbers.pattern, { year: numbers.year, number: seriesNumber })
  return {
    id: row.id,
    status,
    seriesYear: numbers.seriesYear,
    seriesNumber,
    number,
    paymentReference: row.kind === 'invoice' ? number : null,
    contentHash: contentHash({ ...row, number }, lines, taxes),
    finalizedAt: at,
  }
}

/** Takes numbers from a series, which stays locked until the transaction ends. */
async function takeNumbers(
  tx: Queryable,
  kind: DocumentKind,
  { on, count, at }: { readonly on: LocalDate; readonly count: number; readonly at: Date },
): Promise<Numbers> {
  const series = await lockSeries(tx, kind, at)
  if (series.lastIssuedOn !== null && series.lastIssuedOn > on)
    throw new LaterNumberGiven(localDate(series.lastIssuedOn), on)
  const { year, number } = nextNumber(series, on)
  await tx
    .update(numberSeries)
    .set({ next: number + count, year, lastIssuedOn: on, updatedAt: at })
    .where(eq(numberSeries.kind, kind))
  return {
    pattern: series.pattern,
    year: partsOf(on).year,
    seriesYear: series.restartsYearly ? year : null,
    first: number,
  }
}

async function lockSeries(tx: Queryable, kind: DocumentKind, at: Date): Promise<SeriesRow> {
  const locked = () => tx.select().from(numberSeries).where(eq(numberSeries.kind, kind)).for('update')
  const [known] = await locked()
  if (known) return known
  await tx.insert(numberSeries).values(newSeries(kind, at)).onConflictDoNothing()
  const [created] = await locked()
  if (!created) throw new RangeError('The number series is missing.')
  return created
}
