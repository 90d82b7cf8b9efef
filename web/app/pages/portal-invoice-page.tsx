import { Link, useParams } from '@tanstack/react-router'
import { PdfLink } from '../../features/portal/pdf-link.tsx'
import { PortalInvoiceView, usePortalInvoice } from '../../features/portal/portal-invoice.tsx'
import { isNotFound } from '../../lib/problem.ts'
import { InvoiceBadge } from '../../shared/billing/status-badges.tsx'
import { BackContent, backClass } from '../../ui/back-link.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader, Panel } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.portal.billing

export function PortalInvoicePage() {
  const { invoiceId } = useParams({ from: '/customer-area/portal/invoices/$invoiceId' })
  const queries = usePortalInvoice(invoiceId)
  const { invoice, balance, accounts } = queries
  if (isNotFound(invoice.error))
    return (
      <NotFound title={text.noSuch} help={text.noSuchHelp}>
        <Link to="/portal" className={buttonClass('primary')}>
          {text.back}
        </Link>
      </NotFound>
    )
  const failed = Object.values(queries).find(({ isError, data }) => isError && data === undefined)
  const isLoaded = invoice.data && balance.data && accounts.data
  const name = invoice.data ? `${words.invoices.kinds[invoice.data.kind]} ${invoice.data.number}` : ''
  return (
    <>
      <Link to="/portal" className={backClass}>
        <BackContent>{text.back}</BackContent>
      </Link>
      {!isLoaded && (
        <Panel>
          {failed ? (
            <LoadError
              error={failed.error}
              onRetry={() => {
                for (const query of Object.values(queries)) void query.refetch()
              }}
            />
          ) : (
            <SkeletonRows rows={6} />
          )}
        </Panel>
      )}
      {isLoaded && (
        <>
          <PageHeader title={name} status={<InvoiceBadge {...invoice.data} />}>
            <PdfLink id={invoiceId} name={name} />
          </PageHeader>
          <PortalInvoiceView invoice={invoice.data} balance={balance.data} accounts={accounts.data.items} />
        </>
      )}
    </>
  )
}
