import { Link } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import type { Customer } from '#contracts/customers/schemas.ts'
import { formatList } from '../../lib/format.ts'
import { iconClass } from '../../ui/icon-class.ts'
import { Time } from '../../ui/time.tsx'
import { Tip } from '../../ui/tip.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { ActivityBadge } from './activity-badge.tsx'
import { columnLooks } from './column-looks.ts'
import type { CustomerColumn } from './columns.ts'
import { HostingSummary } from './hosting-summary.tsx'

const cell = 'px-4 py-1 align-middle'
const text = words.customers

interface CustomerRowProps {
  columns: readonly CustomerColumn[]
  customer: Customer
  selected: boolean
  onSelect: (selected: boolean) => void
}

/**
 * The name's link covers the row. Checkbox and eye are above it. J and K focus the row; Tab goes to the
 * checkbox and the eye.
 */
export function CustomerRow({ columns, customer, selected, onSelect }: CustomerRowProps) {
  const params = { customerId: customer.id }
  return (
    <tr
      tabIndex={-1}
      data-customer={customer.id}
      className={`relative h-13 outline-offset-[-2px] lg:h-10 ${selected ? 'bg-accent-soft' : 'hover:bg-sunken'}`}
    >
      <td className="hidden pl-4 sm:table-cell print:hidden">
        <input
          type="checkbox"
          aria-label={text.select(customer.fullName)}
          checked={selected}
          onChange={({ target }) => onSelect(target.checked)}
          className="relative z-1 size-4 align-middle accent-accent"
        />
      </td>
      <td className={cell}>
        <div
          className="truncate font-medium"
          title={[customer.fullName, customer.companyName].filter(Boolean).join(' \u00b7 ')}
        >
          <Link
            to="/customers/$customerId"
            params={params}
            tabIndex={-1}
            className="underline-offset-2 after:absolute after:inset-0 hover:underline"
          >
            <UserText>{customer.fullName}</UserText>
          </Link>
          {customer.companyName && !columns.includes('company') && (
            <span className="hidden font-normal text-muted sm:inline">
              {' \u00b7 '}
              <UserText>{customer.companyName}</UserText>
            </span>
          )}
        </div>
        <div className="truncate text-sm text-muted md:hidden" title={customer.email}>
          <UserText>{customer.email}</UserText>
        </div>
        {columns.includes('hosting') && customer.hosting.attention > 0 && (
          <div className="mt-1 sm:hidden">
            <HostingSummary hosting={customer.hosting} brief />
          </div>
        )}
      </td>
      {columns.map((column) => (
        <ColumnCell key={column} column={column} columns={columns} customer={customer} />
      ))}
      <td className="pr-2 text-right print:hidden">
        <span className="relative z-1">
          <Tip text={text.viewDetails}>
            <Link
              to="/customers/$customerId"
              params={params}
              aria-label={text.viewDetailsOf(customer.fullName)}
              className={iconClass}
            >
              <Eye aria-hidden className="size-4" />
            </Link>
          </Tip>
        </span>
      </td>
    </tr>
  )
}

interface ColumnCellProps {
  column: CustomerColumn
  columns: readonly CustomerColumn[]
  customer: Customer
}

function ColumnCell({ column, columns, customer }: ColumnCellProps) {
  const { hosting } = customer
  const look = `${cell} ${columnLooks[column].cell}`
  switch (column) {
    case 'email':
      return <TextCell className={look} value={customer.email} />
    case 'company':
      return <TextCell className={look} value={customer.companyName} />
    case 'username':
      return <TextCell className={look} value={formatList(hosting.usernames)} />
    case 'server':
      return <TextCell className={look} value={hosting.serverName} />
    case 'hosting':
      return (
        <td className={look}>
          <HostingSummary hosting={hosting} brief={columns.includes('username')} />
        </td>
      )
    case 'status':
      return (
        <td className={look}>
          <ActivityBadge isActive={customer.isActive} />
        </td>
      )
    case 'created':
      return (
        <td className={`${look} text-muted`}>
          <Time iso={customer.createdAt} as="day" />
        </td>
      )
  }
}

function TextCell({ className, value }: { className: string; value: string | null }) {
  return (
    <td className={`${className} truncate text-muted`} {...(value ? { title: value } : {})}>
      {value ? <UserText>{value}</UserText> : text.noValue}
    </td>
  )
}
