import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import type { HostingAccountStatus } from '#contracts/hosting/schemas.ts'
import type { PortalAccount } from '#contracts/portal/schemas.ts'
import { formatDay, formatRelative } from '../../lib/format.ts'
import { formatLocalDate } from '../../lib/format-local-date.ts'
import type { Tone } from '../../lib/tone.ts'
import { Amount } from '../../shared/billing/amount.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { SetUpSteps } from './set-up-steps.tsx'

const text = words.portal
const tones: Record<HostingAccountStatus, Tone> = {
  pending: 'busy',
  active: 'good',
  suspended: 'warn',
  failed: 'warn',
  conflict: 'warn',
  unknown: 'busy',
  terminating: 'busy',
  terminated: 'quiet',
}

export function PortalAccountCard({ account }: { account: PortalAccount }) {
  const { suspension } = account
  const { label, meaning } =
    suspension === 'overdue' || suspension === 'restoring'
      ? text.suspension[suspension]
      : text.status[account.status]
  const { progress } = account
  const isSetUp = progress?.kind === 'create' && progress.step !== 'by-staff'
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <h3 className="min-w-0 font-semibold wrap-anywhere">
          <UserText>{account.username}</UserText>
        </h3>
        <span role="status">
          <StatusBadge label={label} tone={suspension === 'restoring' ? 'busy' : tones[account.status]} />
        </span>
        {account.status === 'active' && (
          <a
            href={account.panelUrl}
            target="_blank"
            rel="noreferrer"
            className={`${buttonClass('primary', 'sm')} ml-auto`}
          >
            {text.openPanel}
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
        )}
      </div>
      <p className="px-4 pt-3">{meaning}</p>
      <ToBePaid account={account} />
      {progress && isSetUp && <SetUpSteps account={account} step={progress.step} />}
      {progress?.step === 'waiting' && (
        <p className="px-4 pt-3 text-muted">
          {text.waiting(progress.nextAttemptAt && formatRelative(progress.nextAttemptAt))}
        </p>
      )}
      {progress && progress.kind !== 'create' && progress.step !== 'by-staff' && (
        <p className="px-4 pt-3 text-muted">{text.changing}</p>
      )}
      <Facts
        items={[
          [text.username, account.username],
          [text.server, account.serverName],
          ...(account.panelUserId === null ? [] : [[text.panelUserId, String(account.panelUserId)] as const]),
          [text.since, formatDay(account.createdAt)],
        ]}
      />
    </Panel>
  )
}

/** The invoices that keep the account suspended, with a link to each. */
function ToBePaid({ account: { overdueInvoices } }: { account: PortalAccount }) {
  if (overdueInvoices.length === 0) return null
  return (
    <section aria-label={text.billing.toBePaid} className="px-4 pt-3">
      <ul className="space-y-1">
        {overdueInvoices.map(({ id, number, dueOn, amountDue }) => (
          <li key={id}>
            <Link
              to="/portal/invoices/$invoiceId"
              params={{ invoiceId: id }}
              className="font-medium underline"
            >
              {number}
            </Link>{' '}
            <Amount value={amountDue} />{' '}
            <span className="text-muted">{text.billing.overdueSince(formatLocalDate(dueOn))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
