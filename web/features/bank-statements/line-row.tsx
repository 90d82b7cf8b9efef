import { Link } from '@tanstack/react-router'
import type { MoneyJson } from '#contracts/money/schemas.ts'
import { formatNumber } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import { Amount, amountText, isZero } from '../../shared/billing/amount.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { certaintyOf, certaintyTones, isIncoming, stateTones } from './line-states.ts'
import { invoiceIdOf, type ReviewedLine } from './use-review.ts'

const text = words.bankStatements

interface LineRowProps {
  reviewed: ReviewedLine
  /** The role may record payments. */
  mayChange: boolean
  /** Why the line was refused. */
  refusal: string | undefined
  /** Another selected line pays the same invoice. */
  isShared: boolean
  onSelect: (isSelected: boolean) => void
  onChange: () => void
  onLeaveOut: () => void
}

/** A transfer, what it pays, and why. A phone shows the parts below each other. */
export function LineRow(props: LineRowProps) {
  const { reviewed, refusal, isShared, mayChange, onSelect } = props
  const { line, isReady, isSelected } = reviewed
  const { position, bookedOn, payer, reference, amount } = line
  return (
    <li
      className={`grid grid-cols-[1rem_minmax(0,1fr)_max-content] gap-x-3 gap-y-1.5 px-4 py-3 lg:grid-cols-[1rem_6.5rem_minmax(0,4fr)_7.5rem_minmax(0,5fr)_max-content] ${isSelected ? 'bg-accent-soft' : ''}`}
    >
      <span className="pt-0.5">
        {isReady && mayChange && (
          <input
            type="checkbox"
            aria-label={text.select(formatNumber(position), amountText(amount), payer || text.noPayer)}
            checked={isSelected}
            onChange={({ target }) => onSelect(target.checked)}
            className="size-4 align-middle accent-accent"
          />
        )}
      </span>
      <span className="text-muted max-lg:col-start-2 max-lg:row-start-2 max-lg:text-sm">
        {formatLocalDate(bookedOn)}
        <span className="lg:hidden">{' \u00b7 '}</span>
        <span className="text-sm lg:block">{text.line(formatNumber(position))}</span>
      </span>
      <span className="min-w-0 wrap-anywhere max-lg:col-start-2 max-lg:row-start-1">
        <span className="font-medium">{payer ? <UserText>{payer}</UserText> : text.noPayer}</span>
        {reference && (
          <span className="block text-sm text-muted">
            <UserText>{reference}</UserText>
          </span>
        )}
      </span>
      <span className="text-right max-lg:col-start-3 max-lg:row-start-1">
        <Amount value={amount} className="font-medium" />
      </span>
      <div className="min-w-0 space-y-0.5 max-lg:col-span-2 max-lg:col-start-2">
        <Pays reviewed={reviewed} isShared={isShared} />
        {refusal !== undefined && (
          <p className="text-sm wrap-anywhere text-bad">
            <UserText>{refusal}</UserText>
          </p>
        )}
      </div>
      <LineActions {...props} />
    </li>
  )
}

function Pays({ reviewed, isShared }: { reviewed: ReviewedLine; isShared: boolean }) {
  const { line, chosen } = reviewed
  const { state, proposal, amount } = line
  if (!chosen && !isIncoming(line)) return <StatusBadge label={text.moneyOut} tone="quiet" />
  if (state === 'confirmed' || (!chosen && state === 'ignored'))
    return <StatusBadge label={text.states[state]} tone={stateTones[state]} />
  if (!chosen && !proposal) return <p className="text-muted">{text.noMatch}</p>
  const name = chosen?.customerName ?? proposal?.customerName ?? ''
  const invoiceId = invoiceIdOf(reviewed)
  const number = chosen ? chosen.invoice?.number : proposal?.invoiceNumber
  const due = chosen ? chosen.invoice?.amountDue : proposal?.amountDue
  const certainty = proposal && certaintyOf[proposal.reason]
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {invoiceId ? (
          <Link
            to="/invoices/$invoiceId"
            params={{ invoiceId }}
            className="font-medium underline-offset-2 wrap-anywhere hover:underline"
          >
            {number}
          </Link>
        ) : (
          <span className="font-medium">{text.oldest}</span>
        )}
        {chosen || !certainty ? (
          <StatusBadge label={text.chosen} tone="good" />
        ) : (
          <StatusBadge label={text.certainty[certainty]} tone={certaintyTones[certainty]} />
        )}
      </p>
      <p className="wrap-anywhere">
        <UserText>{name}</UserText>
      </p>
      {!chosen && proposal && <p className="text-sm text-muted">{text.reasons[proposal.reason]}</p>}
      {due && <p className="text-sm text-muted">{differenceText(amount, due)}</p>}
      {isShared && <p className="text-sm text-warn">{text.sharedInvoice}</p>}
    </>
  )
}

/** The part of the amount due that stays, or the part of the transfer that becomes credit. */
function differenceText(amount: MoneyJson, due: MoneyJson): string {
  if (isZero(due)) return text.paid
  const rest = BigInt(due.amount) - BigInt(amount.amount)
  const shown = (value: bigint) => amountText({ amount: String(value), currency: due.currency })
  if (rest > 0n) return `${text.due(amountText(due))} \u00b7 ${text.smaller(shown(rest))}`
  if (rest < 0n) return `${text.due(amountText(due))} \u00b7 ${text.larger(shown(-rest))}`
  return text.due(amountText(due))
}

function LineActions({ reviewed, mayChange, onChange, onLeaveOut }: LineRowProps) {
  const { line, chosen } = reviewed
  const { state, position, paymentId } = line
  const number = formatNumber(position)
  const className =
    'flex flex-wrap items-start gap-2 max-lg:col-span-2 max-lg:col-start-2 lg:w-40 lg:justify-end'
  if (paymentId !== null)
    return (
      <span className={className}>
        <Link
          to="/payments/$paymentId"
          params={{ paymentId }}
          aria-label={text.paymentOf(number)}
          className={buttonClass('secondary', 'sm')}
        >
          {text.showPayment}
        </Link>
      </span>
    )
  if (!mayChange || !isIncoming(line)) return <span className={className} />
  const hasTarget = chosen !== null || state === 'proposed'
  return (
    <span className={className}>
      <Button
        size="sm"
        aria-label={hasTarget ? text.changeOf(number) : text.matchOf(number)}
        onClick={onChange}
      >
        {hasTarget ? text.change : text.match}
      </Button>
      {(state !== 'ignored' || chosen) && (
        <Button size="sm" variant="ghost" aria-label={text.leaveOutOf(number)} onClick={onLeaveOut}>
          {text.leaveOut}
        </Button>
      )}
    </span>
  )
}
