import type { ReactNode } from 'react'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'

interface ReportTableProps {
  label: string
  /** The first one names the row. The others are numbers. */
  columns: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
  /** Text columns, at the start. */
  texts?: number
  total?: readonly ReactNode[]
}

const narrow = 'max-sm:px-2 max-sm:first:pl-4 max-sm:last:pr-4'

/** The values of a report. It scrolls sideways on a phone. */
export function ReportTable({ label, columns, rows, texts = 1, total }: ReportTableProps) {
  const cells = (values: readonly ReactNode[]) =>
    values.map((value, index) => (
      <Cell
        key={columns[index]}
        numeric={index >= texts}
        className={`${narrow} ${index < texts ? 'min-w-20 wrap-anywhere sm:min-w-36' : 'whitespace-nowrap'}`}
      >
        {value}
      </Cell>
    ))
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: content that scrolls must be reachable by keyboard
      tabIndex={0}
      className="scroll-edges overflow-x-auto rounded-b-lg border-t border-line"
    >
      <Table>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <Head key={column} className={`${narrow} ${index >= texts ? 'text-right' : ''}`}>
                {column}
              </Head>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key}>{cells(row.cells)}</Row>
          ))}
        </tbody>
        {total && (
          <tfoot>
            <tr className="border-t border-line font-semibold">{cells(total)}</tr>
          </tfoot>
        )}
      </Table>
    </section>
  )
}
