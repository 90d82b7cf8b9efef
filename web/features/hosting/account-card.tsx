import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HostingAccount } from '#contracts/hosting-account.ts'
import { formatDateTime } from '../../lib/format.ts'
import {
  accountStatusWords,
  operationKindWords,
  operationStatusWords,
  suspendReasonWords,
} from '../../lib/status-words.ts'
import { mayAskUsage } from '../../lib/what-may-be-done.ts'
import { Notice } from '../../ui/notice.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { AccountActions } from './account-actions.tsx'
import { AccountUsage } from './account-usage.tsx'

interface AccountCardProps {
  account: HostingAccount
  operationActions: ReactNode
}

export function AccountCard({ account, operationActions }: AccountCardProps) {
  const { operation } = account
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{account.username}</h2>
        <StatusBadge {...accountStatusWords[account.status]} />
        <div className="ml-auto flex flex-wrap gap-1.5">
          <AccountActions account={account} />
          {operationActions}
        </div>
      </div>
      {operation?.error && (
        <div className="px-4 pt-3">
          <Notice tone={operation.status === 'waiting' ? 'warn' : 'bad'}>
            <p>{operation.error.message}</p>
            <p>{operation.error.remedy}</p>
          </Notice>
        </div>
      )}
      {account.panelUserId !== null && (
        <p className="px-4 pt-3 font-medium wrap-anywhere">NextPanel User ID: {account.panelUserId}</p>
      )}
      <Facts
        items={[
          ['Server', account.serverName],
          ['Hosting Email', account.email],
          [
            'Panel',
            <a key="panel" href={account.panelUrl} target="_blank" rel="noreferrer" className="underline">
              {account.panelUrl}
            </a>,
          ],
          ...(account.suspendReasons.length > 0
            ? [
                [
                  'Suspended for',
                  account.suspendReasons.map((reason) => suspendReasonWords[reason]).join(', '),
                ] as const,
              ]
            : []),
          ...(account.passwordSetByUs
            ? []
            : [['Password', 'Not set by us: this account was taken over as it was.'] as const]),
          ['Created', formatDateTime(account.createdAt)],
          ...(operation
            ? [
                [
                  'Latest operation',
                  <span key="operation" className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    {operationKindWords[operation.kind]}
                    <StatusBadge {...operationStatusWords[operation.status]} />
                    <Link
                      to="/operations/$operationId"
                      params={{ operationId: operation.id }}
                      className="underline"
                    >
                      Timeline
                    </Link>
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
      {mayAskUsage(account) && <AccountUsage accountId={account.id} />}
    </Panel>
  )
}
