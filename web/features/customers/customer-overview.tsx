import type { Customer } from '#contracts/customer.ts'
import { formatDateTime } from '../../lib/format.ts'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { HostingSummary } from './hosting-summary.tsx'

export function CustomerOverview({ customer }: { customer: Customer }) {
  return (
    <Panel>
      <PanelTitle>Details</PanelTitle>
      <Facts
        items={[
          ['Email', customer.email],
          ['Full Name', customer.fullName],
          ['Company Name', customer.companyName ?? <span className="text-muted">Not given</span>],
          ['Login', customer.isActive ? 'Can sign in' : 'Cannot sign in (inactive)'],
          ['Hosting', <HostingSummary key="hosting" hosting={customer.hosting} />],
          ['Created', formatDateTime(customer.createdAt)],
          ['Changed', formatDateTime(customer.updatedAt)],
        ]}
      />
    </Panel>
  )
}
