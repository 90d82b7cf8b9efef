import type { SimulatedMonth } from '#contracts/simulation/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { monthName } from '../../shared/billing/months.ts'
import { showMoney } from '../../shared/money/show-money.ts'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { words } from '../../words/index.ts'

const text = words.simulation
const wide = 'max-lg:hidden'
const medium = 'max-sm:hidden'

/** One row for each month and currency. On a phone, the totals and payments only. */
export function MonthTable({ months }: { months: readonly SimulatedMonth[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <Head>{text.month}</Head>
          <Head className={`text-right ${medium}`}>{text.invoices}</Head>
          <Head className={`text-right ${wide}`}>{text.net}</Head>
          <Head className={`text-right ${wide}`}>{text.tax}</Head>
          <Head className="text-right">{text.total}</Head>
          <Head className={`text-right ${wide}`}>{text.lateFees}</Head>
          <Head className={`text-right ${wide}`}>{text.creditUsed}</Head>
          <Head className="text-right">{text.paid}</Head>
        </tr>
      </thead>
      <tbody>
        {months.map((row) => (
          <Row key={`${row.month} ${row.currency}`}>
            <Cell className="whitespace-nowrap tabular-nums">{monthName(row.month)}</Cell>
            <Cell numeric className={medium}>
              {formatNumber(row.invoices)}
            </Cell>
            <Cell numeric className={wide}>
              {showMoney(row.net)}
            </Cell>
            <Cell numeric className={wide}>
              {showMoney(row.tax)}
            </Cell>
            <Cell numeric>{showMoney(row.total)}</Cell>
            <Cell numeric className={wide}>
              {showMoney(row.lateFees)}
            </Cell>
            <Cell numeric className={wide}>
              {showMoney(row.creditUsed)}
            </Cell>
            <Cell numeric>{showMoney(row.paid)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  )
}
