import { useNavigate, useSearch } from '@tanstack/react-router'
import { InvoiceFilters } from '../../features/invoices/invoice-filters.tsx'
import { InvoiceList } from '../../features/invoices/invoice-list.tsx'
import { BillingNav } from '../../shared/billing/billing-nav.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

export function InvoicesPage() {
  const filter = useSearch({ from: '/staff/invoices' })
  const navigate = useNavigate()
  return (
    <>
      <BillingNav />
      <PageHeader title={words.invoices.title} />
      <InvoiceFilters
        filter={filter}
        onChange={(change) =>
          void navigate({ to: '/invoices', search: { ...filter, ...change }, replace: true })
        }
      />
      <InvoiceList filter={filter} />
    </>
  )
}
