import { Readable } from 'node:stream'
import { type CsvError, type Info, type Parser, parse } from 'csv-parse'
import { parse as parseNow } from 'csv-parse/sync'
import type { CsvSeparator } from '#contracts/customers/csv-separator.ts'
import type { FileEncoding } from '#contracts/imports/schemas.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { asUtf8, CellReader, detectEncoding } from './encoding.ts'
import { delimiters } from './lines.ts'

export interface CsvLimits {
  readonly bytes: number
  readonly rows: number
  readonly columns: number
  readonly cellBytes: number
}

export interface CsvRow {
  /** As a spreadsheet counts: the first line is 1. A spreadsheet hides a line `sep=;` and does not count it. */
  readonly number: number
  readonly cells: readonly string[]
}

export interface CsvFile {
  readonly separator: CsvSeparator
  /** Names of the columns, each different. "Column 1", … if the first line has none. */
  readonly columns: readonly string[]
  readonly rows: AsyncGenerator<CsvRow, void>
  /** Known when all rows are read. */
  encoding(): FileEncoding
}

const refusal = (message: string) =>
  fieldRefusal('invalid-body', 'file', 'not-readable', `${message} Nothing was imported.`)

// Enough for the line of column names, and to recognize other formats.
const beginningBytes = 65_536

/** A bank writes fewer lines before its column names. */
const headerWithin = 30

// Named, because the parser would otherwise expect every line to end as the first one does.
const lineEnds = ['\r\n', '\n', '\r']

/**
 * Reads a CSV file as it arrives, in the memory of a few rows. Separator and encoding are detected. A line
 * `sep=;` of Excel is skipped.
 * @param isHeader recognizes the line of column names. Lines before it are left out: banks write the account and the period
 * there. Default, and if none of the first lines is one: the first line.
 * @throws {Refusal} names the row and the column that cannot be read; also while the rows are read
 */
export async function readCsv(
  body: AsyncIterable<Uint8Array>,
  limits: CsvLimits,
  isHeader?: (names: readonly string[]) => boolean,
): Promise<CsvFile> {
  const bytes = limited(body, limits.bytes)[Symbol.asyncIterator]()
  const beginning = await readBeginning(bytes)
  refuseOtherFormats(beginning)
  const detected = detectEncoding(beginning)
  const all = (async function* () {
    yield beginning.subarray(detected.bomBytes)
    for (let next = await bytes.next(); !next.done; next = await bytes.next()) yield next.value
  })()
  const text = detected.encoding === null ? all : asUtf8(all, detected.encoding)
  const firstText = decodeRoughly(beginning.subarray(detected.bomBytes), detected.encoding)
  const { separator, skipsFirst } = separatorOf(firstText, isHeader)
  const cells = new CellReader(detected.bomBytes === 3 ? 'utf-8' : null)
  const names = namesForErrors(firstText, separator, skipsFirst)
  const records = recordsOf(text, { separator, skipsFirst, limits, cells, names })
  const { header: first, after } = await findHeader(records, isHeader)
  if (first === undefined)
    throw refusal('The file is empty. It needs a line of column names and at least one more line.')
  const hasNames = !first.cells.some((cell) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell.trim()))
  const count = countColumns(first.cells)
  if (count > limits.columns) {
    await records.return()
    throw refusal(
      `The file has ${count} columns, and a file can have at most ${limits.columns}. Check the separator, or remove the columns that are not needed.`,
    )
  }
  const columns = namesOf(first.cells.slice(0, count), hasNames)
  const context = { columns, limits, unused: hasNames ? after : [first, ...after] }
  return {
    separator,
    columns,
    rows: rowsOf(records, context),
    encoding: () => detected.encoding ?? cells.encoding,
  }
}

const hasText = ({ cells }: CsvRow): boolean => cells.some((cell) => cell.trim() !== '')

/** @returns the line of column names, and the rows after it that were read already */
async function findHeader(
  records: AsyncGenerator<CsvRow, void>,
  isHeader: ((names: readonly string[]) => boolean) | undefined,
): Promise<{ header: CsvRow | undefined; after: readonly CsvRow[] }> {
  const read: CsvRow[] = []
  for (let next = await records.next(); !next.done; next = await records.next()) {
    read.push(next.value)
    if (isHeader === undefined || read.length === headerWithin) break
    if (isHeader(next.value.cells)) return { header: next.value, after: [] }
  }
  const [header, ...after] = read
  return { header, after }
}

async function* rowsOf(
  records: AsyncGenerator<CsvRow, void>,
  { columns, limits, unused }: { columns: readonly string[]; limits: CsvLimits; unused: readonly CsvRow[] },
): AsyncGenerator<CsvRow, void> {
  let count = 0
  const counted = (row: CsvRow): CsvRow => {
    count += 1
    if (count > limits.rows)
      throw refusal(
        `The file has more than ${limits.rows.toLocaleString('en')} rows. Split it into several files.`,
      )
    // Cells beyond the columns are kept, so that the check can report them, but not without end.
    return { ...row, cells: row.cells.slice(0, columns.length + 5) }
  }
  for (const row of unused) if (hasText(row)) yield counted(row)
  for await (const row of records) if (hasText(row)) yield counted(row)
  if (count === 0) throw refusal('The file has column names only. Add the lines below them.')
}

interface Reading {
  readonly separator: CsvSeparator
  readonly skipsFirst: boolean
  readonly limits: CsvLimits
  readonly cells: CellReader
  /** For messages. */
  readonly names: readonly string[]
}

async function* recordsOf(
  text: AsyncIterable<Uint8Array>,
  { separator, skipsFirst, limits, cells, names }: Reading,
): AsyncGenerator<CsvRow, void> {
  const parser: Parser = parse({
    delimiter: delimiters[separator],
    record_delimiter: lineEnds,
    // Bytes, because a file of one encoding can have a cell in another.
    encoding: null,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: limits.cellBytes * 16,
  })
  const source = Readable.from(text, { objectMode: false })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: Buffer[]; info: Info }>) {
      const number = info.records + info.empty_lines - (skipsFirst ? 1 : 0)
      if (skipsFirst && info.records === 1) continue
      yield { number, cells: record.map((cell, index) => cells.read(cell, { number, names, index }, limits)) }
    }
  } catch (error) {
    throw isCsvError(error) ? refusal(explain(error, { names, skipsFirst })) : error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/**
 * Column names for messages. The parser reports an error before the rows that it has read, so they cannot come from
 * its first row.
 */
function namesForErrors(text: string, separator: CsvSeparator, skipsFirst: boolean): string[] {
  const from_line = skipsFirst ? 2 : 1
  try {
    const options = {
      delimiter: delimiters[separator],
      record_delimiter: lineEnds,
      to: 1,
      from_line,
      skip_empty_lines: true,
      relax_column_count: true,
    }
    const [names = []]: string[][] = parseNow(text, options)
    return names.map((name, index) => name.replace(/\p{C}/gu, '').trim().slice(0, 60) || `${index + 1}`)
  } catch {
    return []
  }
}

const isCsvError = (
  error: unknown,
): error is CsvError & { records: number; empty_lines: number; column: number } =>
  error instanceof Error && 'code' in error && 'records' in error

function explain(
  error: { code: string; records: number; empty_lines: number; column: number; lines?: number },
  { names, skipsFirst }: Pick<Reading, 'names' | 'skipsFirst'>,
): string {
  const row = error.records + error.empty_lines + (skipsFirst ? 0 : 1)
  const column = names[error.column] ?? `${error.column + 1}`
  const at = `Row ${row}, column ${column}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${at}: a quotation mark (") opens the cell, and none closes it. Add the missing quotation mark.`
    case 'CSV_MAX_RECORD_SIZE':
      return `${at}: the row is too long. Check whether a quotation mark (") is missing before it.`
    default:
      return `${at}: a quotation mark (") is inside a cell. Enclose the cell in quotation marks, and double each quotation mark inside it.`
  }
}

/** A separator at the end of the line is no column. */
const countColumns = (cells: readonly string[]): number =>
  Math.max(1, cells.findLastIndex((cell) => cell.trim() !== '') + 1)

function namesOf(cells: readonly string[], hasNames: boolean): string[] {
  const names: string[] = []
  for (const [index, cell] of cells.entries()) {
    const name = (hasNames && cell.trim().slice(0, 200)) || `Column ${index + 1}`
    let unique = name
    for (let count = 2; names.includes(unique); count += 1) unique = `${name} (${count})`
    names.push(unique)
  }
  return names
}

async function* limited(body: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > most)
        throw new Refusal(
          'body-too-large',
          `The file is larger than ${most / 1_048_576} MiB. Split it into several files. Nothing was imported.`,
        )
      yield chunk
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    // The caller or its network disconnected. It is not an internal error.
    throw new Refusal('malformed-request', 'The file is incomplete. Upload it again. Nothing was imported.')
  }
}

async function readBeginning(bytes: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for (let size = 0; size < beginningBytes; ) {
    const next = await bytes.next()
    if (next.done) break
    chunks.push(next.value)
    size += next.value.byteLength
  }
  return Buffer.concat(chunks)
}

const otherFormats: readonly (readonly [string, string])[] = [
  ['504b0304', 'a ZIP archive or an Excel workbook (.xlsx)'],
  ['504b0506', 'a ZIP archive'],
  ['d0cf11e0', 'an Excel workbook (.xls)'],
  ['1f8b', 'a compressed file (.gz)'],
  ['25504446', 'a PDF document'],
]

function refuseOtherFormats(beginning: Uint8Array): void {
  const start = Buffer.from(beginning.subarray(0, 8)).toString('hex')
  const [, name] = otherFormats.find(([magic]) => start.startsWith(magic)) ?? []
  if (name)
    throw refusal(
      `The file is ${name}, not CSV. Open it in a spreadsheet, save it as "CSV UTF-8", and upload that.`,
    )
}

function decodeRoughly(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be' | null): string {
  try {
    // The beginning may end within a character, which `stream` allows.
    return new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder(encoding ?? 'latin1').decode(bytes)
  }
}

/** The one that makes a line the column names. Otherwise, the one that occurs most often outside of quotation marks in the first line. */
function separatorOf(
  text: string,
  isHeader: (names: readonly string[]) => boolean = () => false,
): { separator: CsvSeparator; skipsFirst: boolean } {
  const declared = /^"?sep=([,;\t])"?[\r\n]/.exec(text)?.[1]
  const names = Object.keys(delimiters) as CsvSeparator[]
  const separator = declared && names.find((name) => delimiters[name] === declared)
  if (separator) return { separator, skipsFirst: true }
  const linesOf = (part: string) => part.split(/[\r\n]/).filter((line) => line.trim() !== '')
  for (const line of linesOf(text).slice(0, headerWithin)) {
    const ofHeader = names.find((name) => isHeader(line.replaceAll('"', '').split(delimiters[name])))
    if (ofHeader) return { separator: ofHeader, skipsFirst: false }
  }
  const [firstLine = ''] = linesOf(text.replace(/"[^"]*"?/g, ''))
  const count = (name: CsvSeparator) => firstLine.split(delimiters[name]).length
  return { separator: names.toSorted((a, b) => count(b) - count(a))[0] ?? 'comma', skipsFirst: false }
}
