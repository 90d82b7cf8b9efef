import { ratesOfLine } from '#contracts/invoices/line-rates.ts'
import type { InvoiceLine, TaxGroup } from '#contracts/invoices/schemas.ts'
import { Cell, Head, Row, Table } from '../../ui/table.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { Amount, amountText, isZero } from './amount.tsx'
import { periodText } from './dates.ts'
import { rateText } from './rate.ts'

const text = words.invoices
const onlyWide = 'hidden sm:table-cell'

interface LineTableProps {
  lines: readonly Omit<InvoiceLine, 'id'>[]
  taxes: readonly TaxGroup[]
}

/** The lines of a document or a preview. A phone shows quantity and unit price below the description. */
export function LineTable({ lines, taxes }: LineTableProps) {
  return (
    <Table>
      <thead>
        <tr>
          <Head>{text.description}</Head>
          <Head className={`${onlyWide} text-right whitespace-nowrap`}>{text.quantity}</Head>
          <Head className={`${onlyWide} text-right whitespace-nowrap`}>{text.unitPrice}</Head>
          <Head className={`${onlyWide} text-right whitespace-nowrap`}>{text.tax}</Head>
          <Head className="text-right whitespace-nowrap">{text.amount}</Head>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a preview have no ids and never move
          <Row key={index} className="align-top">
            <Cell>
              <p className="wrap-anywhere">
                <UserText>{line.description}</UserText>
              </p>
              <LineDetails line={line} />
            </Cell>
            <Cell numeric className={onlyWide}>
              {line.quantity}
            </Cell>
            <Cell numeric className={onlyWide}>
              <Amount value={line.unitAmount} />
            </Cell>
            <Cell numeric className={onlyWide}>
              {ratesOfLine({ lines, taxes }, line.taxKey).map(rateText).join(' + ')}
            </Cell>
            <Cell numeric>
              <Amount value={line.amount} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  )
}

function LineDetails({ line }: { line: Omit<InvoiceLine, 'id'> }) {
  const { periodStart, periodEnd, explanation, discount, taxIncluded, quantity, unitAmount } = line
  const details = [
    periodStart && periodEnd ? periodText(periodStart, periodEnd) : '',
    explanation ?? '',
    isZero(discount) ? '' : text.discount(amountText(discount)),
    taxIncluded ? text.taxIncluded : '',
  ].filter(Boolean)
  return (
    <p className="text-sm text-muted">
      <span className="sm:hidden">
        {quantity} {'\u00d7'} {amountText(unitAmount)}
        {details.length > 0 && ' \u00b7 '}
      </span>
      {details.join(' \u00b7 ')}
    </p>
  )
}
