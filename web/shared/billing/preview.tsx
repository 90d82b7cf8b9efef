import type { UseQueryResult } from '@tanstack/react-query'
import type { BillingPreview, PreviewedInvoice } from '#contracts/invoices/schemas.ts'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { ApiError } from '../../lib/problem.ts'
import { Notice } from '../../ui/notice.tsx'
import { LoadError } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'
import { LineTable } from './line-table.tsx'
import { TotalRow, Totals } from './totals.tsx'

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

/** The lines and totals of each document of a preview, and the date of the next invoice. */
export function PreviewedAmounts({ preview }: { preview: BillingPreview }) {
  const { invoice, documents, nextBillOn } = preview
  return (
    <div className="rounded-md border border-line">
      {!invoice && <p className="px-4 py-3">{text.previewNothing}</p>}
      {invoice && documents.length <= 1 && <PreviewedDocument invoice={invoice} />}
      {invoice && documents.length > 1 && <SeveralDocuments documents={documents} sum={invoice} />}
      <p className="border-t border-line px-4 py-2 text-sm text-muted">
        {nextBillOn
          ? (invoice ? text.billAfter : text.nextBill)(formatLocalDate(nextBillOn))
          : text.noNextBill}
      </p>
    </div>
  )
}

function PreviewedDocument({ invoice }: { invoice: PreviewedInvoice }) {
  return (
    <>
      <LineTable lines={invoice.lines} taxes={invoice.taxes} />
      <Totals document={invoice} more={amountsDue(invoice)} />
      <CreditUse invoice={invoice} />
    </>
  )
}

interface SeveralDocumentsProps {
  documents: BillingPreview['documents']
  sum: PreviewedInvoice
}

/** Each document with its own amounts, because each has its own number. Then their sum. */
function SeveralDocuments({ documents, sum }: SeveralDocumentsProps) {
  return (
    <>
      {documents.map((document, index) => {
        const title = text.documentOf(words.invoices.kinds[document.kind], index + 1, documents.length)
        return (
          <section key={title} aria-label={title} className="border-b border-line">
            <h4 className="px-4 pt-3 font-medium">{title}</h4>
            <LineTable lines={document.lines} taxes={document.taxes} />
            <Totals document={document} />
          </section>
        )
      })}
      <dl className="ml-auto grid w-full max-w-md grid-cols-[1fr_max-content] gap-y-1 px-4 py-3">
        {[[text.inTotal, sum.total] as const, ...amountsDue(sum)].map(([label, value]) => (
          <TotalRow
            key={label}
            label={label}
            value={value}
            className={label === text.inTotal ? 'font-semibold' : ''}
          />
        ))}
      </dl>
      <CreditUse invoice={sum} />
    </>
  )
}

const isCredit = ({ amountDue }: PreviewedInvoice): boolean => amountDue.amount.startsWith('-')

/** The amount that the customer owes or gets, if that is not the total. */
function amountsDue(invoice: PreviewedInvoice): readonly (readonly [string, MoneyJson])[] {
  const { amountDue, total } = invoice
  if (isCredit(invoice)) return [[text.customerGets, { ...amountDue, amount: amountDue.amount.slice(1) }]]
  return amountDue.amount === total.amount ? [] : [[words.invoices.amountDue, amountDue]]
}

const CreditUse = ({ invoice }: { invoice: PreviewedInvoice }) =>
  isCredit(invoice) && <p className="px-4 pb-2 text-sm text-muted">{text.creditUse}</p>
