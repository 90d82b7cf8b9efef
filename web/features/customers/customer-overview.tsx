import type { ReactNode } from 'react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { formatDateTime } from '../../lib/format.ts'
import { Facts, Panel, PanelTitle } from '../../ui/page.tsx'
import { words } from '../../words/index.ts'

const said = words.customerDetails

interface CustomerOverviewProps {
  customer: Customer
  /** Beside the details, from another part of the application. */
  aside: ReactNode
}

export function CustomerOverview({ customer, aside }: CustomerOverviewProps) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Panel>
        <PanelTitle>{said.details}</PanelTitle>
        <Facts
          items={[
            [said.email, customer.email],
            [said.fullName, customer.fullName],
            [
              said.companyName,
              customer.companyName ?? (
                <span key="none" className="text-muted">
                  {said.notGiven}
                </span>
              ),
            ],
            [said.login, customer.isActive ? said.canSignIn : said.cannotSignIn],
            [said.created, formatDateTime(customer.createdAt)],
            [said.changed, formatDateTime(customer.updatedAt)],
            [
              said.customerId,
              <code key="id" className="font-mono text-sm text-muted">
                {customer.id}
              </code>,
            ],
          ]}
        />
      </Panel>
      {aside}
    </div>
  )
}
