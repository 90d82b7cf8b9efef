import { useMatchRoute, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, useEffect, useState } from 'react'
import type { Onboarded } from '#contracts/customers/schemas.ts'
import { type CustomerFilter, filterIn } from '../../features/customers/customer-filter.ts'
import { CustomerFilters, FiltersUsed } from '../../features/customers/customer-filters.tsx'
import { CustomerList } from '../../features/customers/customer-list.tsx'
import { ExportCsv } from '../../features/customers/export-csv.tsx'
import { useHasNoCustomers } from '../../features/customers/use-customers.ts'
import { OnboardingNotice } from '../../features/onboarding/outcome-notice.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { LiveRegion } from '../../ui/notice.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

const loadDialog = () => import('../../features/onboarding/add-customer-dialog.tsx')
const AddCustomerDialog = lazy(() =>
  loadDialog().then(({ AddCustomerDialog }) => ({ default: AddCustomerDialog })),
)
const openerId = 'add-customer'

/** The list; at /customers/new with the Add Customer dialog over it. */
export function CustomersPage() {
  const filter = useSearch({ from: '/staff/customer-list' })
  const isEmpty = useHasNoCustomers(filter)
  const navigate = useNavigate()
  const router = useRouter()
  const adding = Boolean(useMatchRoute()({ to: '/customers/new' }))
  const [onboarded, setOnboarded] = useState<{ made: Onboarded; credentials: string | null } | null>(null)

  // The last outcome would be mistaken for the next one's.
  useEffect(() => {
    if (adding) setOnboarded(null)
  }, [adding])

  /**
   * A search settles a moment after the typing: whoever has gone on to a customer meanwhile is not called back, and
   * a filter picked meanwhile stays.
   */
  const changeFilter = (change: CustomerFilter) => {
    const to = router.latestLocation.pathname
    if (to !== '/customers' && to !== '/customers/new') return
    void navigate({ to, search: { ...filterIn(router.latestLocation.search), ...change }, replace: true })
  }

  return (
    <>
      <PageHeader title={words.customers.title}>
        {!isEmpty && <ExportCsv filter={filter} />}
        <Button
          id={openerId}
          variant="primary"
          onPointerEnter={() => void loadDialog()}
          onFocus={() => void loadDialog()}
          onClick={() => void navigate({ to: '/customers/new', search: filter })}
        >
          <Plus aria-hidden className="size-4" />
          {words.onboarding.title}
        </Button>
      </PageHeader>
      <LiveRegion className={onboarded ? 'mb-4' : ''}>
        {onboarded && (
          <OnboardingNotice
            onboarded={onboarded.made}
            credentials={onboarded.credentials}
            onDismiss={() => setOnboarded(null)}
          />
        )}
      </LiveRegion>
      {!isEmpty && <CustomerFilters filter={filter} onChange={changeFilter} />}
      <FiltersUsed filter={filter} />
      <CustomerList filter={filter} onSort={(sort) => changeFilter({ sort })} />
      <LazyPart>
        {adding && (
          <AddCustomerDialog
            openerId={openerId}
            onClose={() => {
              const { returnTo } = router.latestLocation.state
              if (returnTo) router.history.push(returnTo)
              else void navigate({ to: '/customers', search: filter })
            }}
            onCreated={(made, credentials) => {
              setOnboarded({ made, credentials })
              window.scrollTo({ top: 0 })
              // Without filters, so that the new customer is in the list.
              void navigate({ to: '/customers', search: {} })
            }}
          />
        )}
      </LazyPart>
    </>
  )
}
