import type { UseQueryResult } from '@tanstack/react-query'
import type { BillingPreview } from '#contracts/invoices/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { ApiError } from '../../lib/problem.ts'
import { Notice } from '../../ui/notice.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { LineTable } from './line-table.tsx'
import { Totals } from './totals.tsx'

const text = words.billing

/** The answer to a confirmation whose amounts changed since its preview: nothing was booked. */
export const isPreviewChanged = (error: unknown): boolean =>
  error instanceof ApiError && error.problem.code === 'preview-changed'

interface PreviewProps {
  query: Pick<UseQueryResult<BillingPreview>, 'data' | 'error' | 'isError' | 'isFetching' | 'refetch'>
  /** The last confirmation was refused because the amounts changed. */
  changed?: boolean
  title?: string | undefined
}

/** The amounts that a confirmation books now. */
export function Preview({ query, changed = false, title = text.previewTitle }: PreviewProps) {
  const { data } = query
  return (
    <section aria-label={title} aria-busy={query.isFetching} className="space-y-2">
      {changed && (
        <Notice tone="warn">
          <p className="font-medium">{text.previewChanged}</p>
          <p>{text.previewChangedHelp}</p>
        </Notice>
      )}
      <h3 className="font-medium">{title}</h3>
      {query.isError && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {!data && !query.isError && (
        <p role="status" className="text-muted">
          {text.previewLoading}
        </p>
      )}
      {data && !query.isError && <PreviewedAmounts preview={data} />}
    </section>
  )
}

/** The lines and totals of one preview, and the date of the next invoice. */
export function PreviewedAmounts({ preview: { invoice, nextBillOn } }: { preview: BillingPreview }) {
  return (
    <div className="rounded-md border border-line">
      {invoice ? <PreviewedDocument invoice={invoice} /> : <p className="px-4 py-3">{text.previewNothing}</p>}
      <p className="border-t border-line px-4 py-2 text-sm text-muted">
        {nextBillOn ? text.nextBill(formatLocalDate(nextBillOn)) : text.noNextBill}
      </p>
    </div>
  )
}

function PreviewedDocument({ invoice }: { invoice: NonNullable<BillingPreview['invoice']> }) {
  const { lines, taxes, total, amountDue } = invoice
  const isCredit = amountDue.amount.startsWith('-')
  return (
    <>
      <LineTable lines={lines} taxes={taxes} />
      <Totals
        document={invoice}
        more={
          isCredit
            ? [[text.customerGets, { ...amountDue, amount: amountDue.amount.slice(1) }]]
            : amountDue.amount === total.amount
              ? []
              : [[words.invoices.amountDue, amountDue]]
        }
      />
      {isCredit && <p className="px-4 pb-2 text-sm text-muted">{text.creditUse}</p>}
    </>
  )
}
