import { Link } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import type { Customer } from '#contracts/customer.ts'
import { formatDay } from '../../lib/format.ts'
import { iconLook } from '../../ui/icon-look.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Tip } from '../../ui/tip.tsx'
import { HostingSummary } from './hosting-summary.tsx'

const head = 'px-4 py-2 text-left text-sm font-medium text-muted'
const cell = 'px-4 py-2 align-middle'

/** Narrow screens keep the customer, hosting that needs attention, the status and the eye; the rest is one tap away. */
export function CustomerTable({ customers }: { customers: readonly Customer[] }) {
  return (
    <table className="w-full table-fixed border-collapse">
      <thead className="border-b border-line">
        <tr>
          <th scope="col" className={head}>
            Customer
          </th>
          <th scope="col" className={`${head} hidden w-1/5 md:table-cell`}>
            Company
          </th>
          <th scope="col" className={`${head} hidden w-42 sm:table-cell`}>
            Hosting
          </th>
          <th scope="col" className={`${head} w-29 max-sm:px-1`}>
            Status
          </th>
          <th scope="col" className={`${head} hidden w-32 lg:table-cell`}>
            Created
          </th>
          <th scope="col" className="w-13">
            <span className="sr-only">Details</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {customers.map((customer) => (
          <tr key={customer.id} className="h-13 hover:bg-sunken">
            <td className={cell}>
              <div className="truncate font-medium" dir="auto" title={customer.fullName}>
                {customer.fullName}
              </div>
              <div className="truncate text-sm text-muted" title={customer.email}>
                {customer.email}
              </div>
              {customer.hosting.attention > 0 && (
                <div className="mt-1 sm:hidden">
                  <HostingSummary hosting={customer.hosting} />
                </div>
              )}
            </td>
            <td className={`${cell} hidden truncate text-muted md:table-cell`} dir="auto">
              {customer.companyName}
            </td>
            <td className={`${cell} hidden sm:table-cell`}>
              <HostingSummary hosting={customer.hosting} />
            </td>
            <td className={`${cell} max-sm:px-1`}>
              {customer.isActive ? (
                <StatusBadge label="Active" tone="good" />
              ) : (
                <StatusBadge label="Inactive" tone="quiet" />
              )}
            </td>
            <td className={`${cell} hidden text-muted lg:table-cell`}>{formatDay(customer.createdAt)}</td>
            <td className="pr-2 text-right">
              <Tip text="View details">
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: customer.id }}
                  aria-label={`View details of ${customer.fullName}`}
                  className={iconLook}
                >
                  <Eye aria-hidden className="size-4" />
                </Link>
              </Tip>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
