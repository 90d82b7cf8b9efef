import { Link } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { formatDay } from '../../lib/format.ts'
import { iconLook } from '../../ui/icon-look.ts'
import { Tip } from '../../ui/tip.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ActivityBadge } from './activity-badge.tsx'
import { HostingSummary } from './hosting-summary.tsx'

const cell = 'px-4 py-2 align-middle'
const text = words.customers

interface CustomerRowProps {
  customer: Customer
  selected: boolean
  onSelect: (selected: boolean) => void
}

/** Takes the focus from J and K; the Tab key goes to the checkbox and the eye. */
export function CustomerRow({ customer, selected, onSelect }: CustomerRowProps) {
  const params = { customerId: customer.id }
  return (
    <tr
      tabIndex={-1}
      data-customer={customer.id}
      className={`h-13 outline-offset-[-2px] ${selected ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
    >
      <td className="hidden pl-4 sm:table-cell">
        <input
          type="checkbox"
          aria-label={text.select(customer.fullName)}
          checked={selected}
          onChange={({ target }) => onSelect(target.checked)}
          className="size-4 align-middle accent-accent"
        />
      </td>
      <td className={cell}>
        <div className="font-medium" title={customer.fullName}>
          <Link
            to="/customers/$customerId"
            params={params}
            tabIndex={-1}
            className="underline-offset-2 hover:underline"
          >
            <UserText truncate>{customer.fullName}</UserText>
          </Link>
        </div>
        <div className="text-sm text-muted" title={customer.email}>
          <UserText truncate>{customer.email}</UserText>
        </div>
        {customer.hosting.attention > 0 && (
          <div className="mt-1 sm:hidden">
            <HostingSummary hosting={customer.hosting} />
          </div>
        )}
      </td>
      <td className={`${cell} hidden text-muted md:table-cell`}>
        <UserText truncate>{customer.companyName}</UserText>
      </td>
      <td className={`${cell} hidden sm:table-cell`}>
        <HostingSummary hosting={customer.hosting} />
      </td>
      <td className={`${cell} max-sm:px-1`}>
        <ActivityBadge isActive={customer.isActive} />
      </td>
      <td className={`${cell} hidden text-muted lg:table-cell`}>{formatDay(customer.createdAt)}</td>
      <td className="pr-2 text-right">
        <Tip text={text.viewDetails}>
          <Link
            to="/customers/$customerId"
            params={params}
            aria-label={text.viewDetailsOf(customer.fullName)}
            className={iconLook}
          >
            <Eye aria-hidden className="size-4" />
          </Link>
        </Tip>
      </td>
    </tr>
  )
}
