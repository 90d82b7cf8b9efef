import { createHash } from 'node:crypto'
import { exponentOf } from '#contracts/money/currencies.ts'
import { amountOf } from '#contracts/money/decimal.ts'
import { largestAmount } from '#contracts/money/schemas.ts'
import { type LocalDate, parseLocalDate } from '#server/platform/calendar/index.ts'
import { fieldRefusal, type Refusal } from '#server/platform/errors/index.ts'
import { type Currency, isCurrency, type Money, money } from '#server/platform/money/index.ts'
import { withoutApostrophe } from '../csv/index.ts'
import { type Column, columnsOf, directionOf } from './columns.ts'

/** One transfer of a file. Negative: money went out. */
export interface StatementLine {
  /** As a spreadsheet counts. */
  readonly position: number
  readonly bookedOn: LocalDate
  readonly amount: Money
  readonly payer: string
  readonly reference: string
  /** The same for the same transfer in another file. */
  readonly fingerprint: string
}

export interface FileRow {
  readonly number: number
  readonly cells: readonly string[]
}

interface Reading {
  readonly currency: Currency
  readonly dateOrder: 'day-first' | 'month-first'
  /** Decides if every amount can be read in both ways: files with semicolons have decimal commas. */
  readonly hasSemicolons: boolean
}

const refusal = (message: string): Refusal =>
  fieldRefusal('invalid-body', 'file', 'not-readable', `${message} Nothing was stored.`)

/** Reads the rows of a bank's file. @throws {Refusal} names the row and the column */
export function parseStatement(
  columnNames: readonly string[],
  rows: readonly FileRow[],
  reading: Reading,
): StatementLine[] {
  const columns = columnsOf(
    columnNames,
    rows.map(({ cells }) => cells),
  )
  for (const needed of ['date', 'amount'] as const)
    if (!columns.has(needed))
      throw refusal(
        `The file has no column for the ${needed}. Name one of its columns "${needed === 'date' ? 'Date' : 'Amount'}".`,
      )
  const cell = ({ cells }: FileRow, column: Column): string => {
    const index = columns.get(column)
    return index === undefined
      ? ''
      : withoutApostrophe(cells[index] ?? '')
          .replace(/\p{Cc}+/gu, ' ')
          .trim()
  }
  const filled = rows.filter((row) => cell(row, 'amount') !== '')
  const point = decimalPoint(
    filled.map((row) => ({ text: amountText(row), currency: currencyIn(row) })),
    reading,
  )
  const seen = new Map<string, number>()
  return filled.map((row) => {
    const currency = currencyIn(row)
    const written = amountOf(amountText(row), currency, point)
    // Some banks write the sign as well.
    const amount = written !== null && written > 0n && goesOut(row) ? -written : written
    if (amount === null || amount > largestAmount || amount < -largestAmount)
      throw refusal(
        `${placeOf(row, 'amount')}: "${cell(row, 'amount').slice(0, 40)}" is not an amount in ${currency}.`,
      )
    const bookedOn = dateOf(cell(row, 'date'), reading.dateOrder)
    if (bookedOn === null)
      throw refusal(
        `${placeOf(row, 'date')}: "${cell(row, 'date').slice(0, 40)}" is not a date such as 2026-01-31.`,
      )
    const facts = { bookedOn, payer: cell(row, 'payer'), reference: cell(row, 'reference') }
    const key = JSON.stringify([bookedOn, amount.toString(), currency, facts.payer, facts.reference])
    // Two equal transfers of one day are two transfers.
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    const fingerprint = createHash('sha256').update(`${key} ${count}`).digest('hex')
    return { ...facts, position: row.number, amount: money(amount, currency), fingerprint }
  })

  function placeOf({ number }: FileRow, column: Column): string {
    const name = columnNames[columns.get(column) ?? -1] ?? column
    return `Row ${number}, column "${name.slice(0, 40)}"`
  }

  /** Without the currency, and with a minus sign at the front. */
  function amountText(row: FileRow): string {
    const bare = cell(row, 'amount').replace(/^(?:[A-Z]{3}|\p{Sc})\s*|\s*(?:[A-Z]{3}|\p{Sc})$/gu, '')
    return /^[^-+\u2212].*-$/.test(bare) ? `-${bare.slice(0, -1).trim()}` : bare
  }

  function goesOut(row: FileRow): boolean {
    const text = cell(row, 'direction')
    if (text === '') return false
    const direction = directionOf(text)
    if (direction === null)
      throw refusal(
        `${placeOf(row, 'direction')}: "${text.slice(0, 20)}" does not say whether the money came in or went out.`,
      )
    return direction === 'outgoing'
  }

  function currencyIn(row: FileRow): Currency {
    const code = cell(row, 'currency').toUpperCase()
    if (code === '') return reading.currency
    if (!isCurrency(code))
      throw refusal(`${placeOf(row, 'currency')}: "${code.slice(0, 10)}" is not a currency.`)
    return code
  }
}

/** All amounts of a file are written in one way. */
function decimalPoint(
  amounts: readonly { readonly text: string; readonly currency: Currency }[],
  { hasSemicolons }: Reading,
): '.' | ',' {
  const fits = (point: '.' | ',') =>
    amounts.every(({ text, currency }) => amountOf(text, currency, point) !== null)
  const usual = hasSemicolons ? ',' : '.'
  const other = hasSemicolons ? '.' : ','
  if (!fits(usual)) return fits(other) ? other : usual
  // Banks write all decimals: "12.500" is 12.5 dinars, though it could be 12500.
  const hasAllDecimals = (point: '.' | ',') =>
    amounts.every(({ text, currency }) => text.split(point)[1]?.length === exponentOf(currency))
  return fits(other) && hasAllDecimals(other) && !hasAllDecimals(usual) ? other : usual
}

/** Beginnings of the names in English and German. */
const months = [
  'jan',
  'feb',
  'mar|mär|mrz',
  'apr',
  'may|mai',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct|okt',
  'nov',
  'dec|dez',
]
const monthOf = (name: string): string =>
  String(1 + months.findIndex((each) => new RegExp(`^(?:${each})`, 'i').test(name)))

const wholeYear = (year: string): string => (year.length === 2 ? `20${year}` : year)
const dateIn = (year: string, month: string, day: string): LocalDate | null =>
  parseLocalDate(`${wholeYear(year)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)

function dateOf(text: string, order: Reading['dateOrder']): LocalDate | null {
  const yearFirst = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)/.exec(text)
  if (yearFirst) return dateIn(yearFirst[1] ?? '', yearFirst[3] ?? '', yearFirst[4] ?? '')
  const named = /^(\d{1,2})[-. /]+(\p{L}{3,9})[-. /]+(\d{4}|\d{2})(?!\d)/u.exec(text)
  if (named) return dateIn(named[3] ?? '', monthOf(named[2] ?? ''), named[1] ?? '')
  const [, first = '', second = '', year = ''] =
    /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)/.exec(text) ?? []
  // With points, the day is always first.
  const isMonthFirst = order === 'month-first' && !text.includes('.')
  const [day, month] = isMonthFirst ? [second, first] : [first, second]
  return dateIn(year, month, day)
}
