import { quantile } from '../quantile.ts'
import { aloneLatencyMs, type Measured } from './measure.ts'

const whole = (value: number) => value.toFixed(0)
const one = (value: number) => value.toFixed(1)
const percent = (share: number) => `${(share * 100).toFixed(0)}%`

type Column = readonly [heading: string, cell: (of: Measured) => string]

const ofStatements =
  (cell: (of: NonNullable<Measured['statements']>) => string) =>
  ({ statements }: Measured) =>
    statements === null ? '-' : cell(statements)

const columns: readonly Column[] = [
  ['database', ({ variant }) => variant.database],
  ['panel ms', ({ variant }) => whole(variant.latencyMs)],
  ['clients', ({ variant }) => whole(variant.clients)],
  ['flows/s', ({ flowsPerSecond }) => one(flowsPerSecond)],
  ['H/s', ({ hash }) => whole(hash.perSecond)],
  ['of H', ({ flowsPerSecond, hash }) => percent(flowsPerSecond / hash.perSecond)],
  ['p50 ms', ({ tookMs }) => whole(quantile(tookMs, 0.5))],
  ['p95 ms', ({ tookMs }) => whole(quantile(tookMs, 0.95))],
  ['not done', ({ notDone, failed }) => whole(notDone + failed)],
  ['CPU ms: product', ({ cpu }) => one(cpu.product)],
  ['database', ({ cpu, variant }) => (variant.database === 'postgres' ? one(cpu.database) : 'within')],
  ['stub', ({ cpu }) => one(cpu.stub)],
  ['client', ({ cpu }) => one(cpu.client)],
  ['in hashes', ({ cpu, hash }) => one((cpu.product + cpu.database) / hash.cpuMsEach)],
  ['statements', ofStatements(({ sent }) => one(sent))],
  ['begins', ofStatements(({ begins }) => one(begins))],
  ['COMMITs', ofStatements(({ commits }) => one(commits))],
  ['nested', ofStatements(({ nested }) => one(nested))],
  ['write tx', ofStatements(({ writes }) => one(writes))],
  ['panel requests', ({ alone }) => one(alone.requests)],
  ['serial', ({ alone }) => one(alone.serial)],
  ['alone', ({ alone }) => `${(alone.p50 / aloneLatencyMs).toFixed(2)} L`],
  ['80 clients: done', ({ crowd }) => `${crowd.done}/${crowd.done + crowd.notDone}`],
  ['/health failed', ({ crowd }) => `${crowd.failed}/${crowd.asked}`],
  ['RSS MB', ({ rssMb }) => whole(rssMb)],
  ['start CPU s', ({ startCpuMs }) => one(startCpuMs / 1000)],
  ['load', ({ load }) => one(load)],
  ['CPU waited', ({ pressure }) => percent(pressure)],
]

/** In Markdown: a row for each figure, a column for each variant and round. */
export function tableOf(all: readonly Measured[]): string {
  const rows = columns.map(([heading, cell]) => [heading, ...all.map(cell)])
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)))
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`
  const [first = [], ...rest] = rows
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [first, rule, ...rest].map(lineOf).join('\n')
}

/** One line, printed when the result is known. */
export const lineOf = (of: Measured): string =>
  columns
    .slice(0, 9)
    .map(([heading, cell]) => `${heading} ${cell(of)}`)
    .join(', ')
