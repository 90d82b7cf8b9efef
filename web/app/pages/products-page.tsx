import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, type ReactNode, useState } from 'react'
import { CouponList } from '../../features/coupons/coupon-list.tsx'
import { ProductList } from '../../features/products/product-list.tsx'
import { useCompanyCurrency } from '../../shared/money/use-company-currency.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { LazyPart } from '../../ui/lazy-part.tsx'
import { PageHeader } from '../../ui/page.tsx'
import { RouteTabs } from '../../ui/tabs.tsx'
import { words } from '../../words/index.ts'

const text = words.products
const tabs = [
  { value: 'products', to: '/products', label: text.tabs.products },
  { value: 'coupons', to: '/products/coupons', label: text.tabs.coupons },
] as const

const AddProductDialog = lazy(() =>
  import('../../features/products/product-form.tsx').then(({ AddProductDialog }) => ({
    default: AddProductDialog,
  })),
)
const AddCouponDialog = lazy(() =>
  import('../../features/coupons/add-coupon.tsx').then(({ AddCouponDialog }) => ({
    default: AddCouponDialog,
  })),
)

interface CatalogueTabsProps {
  value: (typeof tabs)[number]['value']
  /** The label of the button in the header. */
  add: string
  onAdd: () => void
  children: ReactNode
}

function CatalogueTabs({ value, add, onAdd, children }: CatalogueTabsProps) {
  const navigate = useNavigate()
  const current = tabs.find((tab) => tab.value === value)
  return (
    <>
      <PageHeader title={text.title} section={current?.label}>
        <May permission="billing.write">
          <Button variant="primary" onClick={onAdd}>
            <Plus aria-hidden className="size-4" />
            {add}
          </Button>
        </May>
      </PageHeader>
      <RouteTabs
        label={text.tabs.label}
        value={value}
        onChange={(next) => void navigate({ to: tabs.find((tab) => tab.value === next)?.to ?? '/products' })}
        tabs={tabs.map((tab) => ({
          value: tab.value,
          link: (
            <Link to={tab.to} activeOptions={{ exact: true }}>
              {tab.label}
            </Link>
          ),
        }))}
      >
        {children}
      </RouteTabs>
    </>
  )
}

/** The products with their prices. */
export function ProductsPage() {
  const [adding, setAdding] = useState(false)
  return (
    <CatalogueTabs value="products" add={text.add} onAdd={() => setAdding(true)}>
      <ProductList />
      <LazyPart>{adding && <AddProductDialog onClose={() => setAdding(false)} />}</LazyPart>
    </CatalogueTabs>
  )
}

export function CouponsPage() {
  const [adding, setAdding] = useState(false)
  const currency = useCompanyCurrency()
  return (
    <CatalogueTabs value="coupons" add={words.coupons.add} onAdd={() => setAdding(true)}>
      <CouponList />
      <LazyPart>
        {adding && <AddCouponDialog currency={currency} onClose={() => setAdding(false)} />}
      </LazyPart>
    </CatalogueTabs>
  )
}
