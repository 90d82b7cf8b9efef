import { Link, useParams } from '@tanstack/react-router'
import { InvoiceActions } from '../../features/invoices/invoice-actions.tsx'
import { InvoiceView } from '../../features/invoices/invoice-view.tsx'
import { useInvoice } from '../../features/invoices/use-invoice.ts'
import { isNotFound } from '../../lib/problem.ts'
import { InvoiceBadge } from '../../shared/billing/status-badges.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.invoices

export function InvoicePage() {
  const { invoiceId } = useParams({ from: '/staff/invoices/$invoiceId' })
  const invoice = useInvoice(invoiceId)
  if (isNotFound(invoice.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/invoices" className={buttonClass('primary')}>
          {text.all}
        </Link>
      </NotFound>
    )
  const { data } = invoice
  return (
    <>
      <Link to="/invoices" className={backClass}>
        <BackContent>{text.title}</BackContent>
      </Link>
      {!data && (
        <Panel>
          {invoice.isError ? (
            <LoadError error={invoice.error} onRetry={() => void invoice.refetch()} />
          ) : (
            <SkeletonRows rows={6} />
          )}
        </Panel>
      )}
      {data && (
        <>
          <PageHeader
            title={
              data.number === null
                ? text.draftOf(data.customerName)
                : `${text.kinds[data.kind]} ${data.number}`
            }
            status={<InvoiceBadge {...data} />}
          >
            <InvoiceActions invoice={data} />
          </PageHeader>
          <InvoiceView invoice={data} />
        </>
      )}
    </>
  )
}
