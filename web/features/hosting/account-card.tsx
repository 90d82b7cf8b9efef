import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { formatDateTime } from '../../lib/format.ts'
import { mayAskUsage } from '../../shared/hosting/states.ts'
import { accountState, suspendReasonWords } from '../../shared/hosting/status-words.ts'
import { operationKindWords, operationState } from '../../shared/operations/status-words.ts'
import { usePanelOfServer } from '../../shared/servers/use-panels.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { words } from '../../words/index.ts'
import { type AccountControls, AccountActions } from './account-actions.tsx'
import { AccountUsage } from './account-usage.tsx'

interface AccountCardProps {
  account: HostingAccount
  controls: AccountControls
  /** The timeline of its latest operation, from another part of the application. */
  steps: ReactNode
}

const text = words.hosting

export function AccountCard({ account, controls, steps }: AccountCardProps) {
  const { operation } = account
  const panel = usePanelOfServer(account.serverId)
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <h2 className="min-w-0 font-semibold wrap-anywhere">{account.username}</h2>
        <StatusBadge {...accountState(account)} />
        <div className="ml-auto flex flex-wrap items-center gap-1.5 sm:justify-end">
          {mayAskUsage(account) && (
            <a
              href={account.panelUrl}
              target="_blank"
              rel="noreferrer"
              className={buttonLook('secondary', 'sm')}
            >
              {text.openPanel(panel?.label)}
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
          <AccountActions account={account} panel={panel} controls={controls} />
        </div>
      </div>
      {operation?.error && (
        <div className="px-4 pt-3">
          <Notice tone={operation.needsAction ? 'bad' : operation.status === 'failed' ? 'quiet' : 'warn'}>
            <p>{operation.error.message}</p>
            <p>{operation.error.remedy}</p>
          </Notice>
        </div>
      )}
      {account.panelUserId !== null && (
        <p className="px-4 pt-3 font-medium wrap-anywhere">{text.panelUserId(account.panelUserId)}</p>
      )}
      <Facts
        items={[
          [text.server, account.serverName],
          [text.email, account.email],
          [
            text.panel,
            <a key="panel" href={account.panelUrl} target="_blank" rel="noreferrer" className="underline">
              {account.panelUrl}
            </a>,
          ],
          ...(account.suspendReasons.length > 0
            ? [
                [
                  text.suspendedFor,
                  account.suspendReasons.map((reason) => suspendReasonWords[reason]).join(', '),
                ] as const,
              ]
            : []),
          ...(account.passwordSetByUs ? [] : [[text.password, text.notSetByUs] as const]),
          [account.panelUserId === null ? text.requested : text.created, formatDateTime(account.createdAt)],
          ...(operation
            ? [
                [
                  text.latest,
                  <span key="operation" className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    {operationKindWords[operation.kind]}
                    <StatusBadge {...operationState(operation)} />
                    <Link
                      to="/operations/$operationId"
                      params={{ operationId: operation.id }}
                      className="underline"
                    >
                      {text.timeline}
                    </Link>
                  </span>,
                ] as const,
              ]
            : []),
        ]}
      />
      {mayAskUsage(account) && <AccountUsage accountId={account.id} panel={panel} />}
      {steps}
    </Panel>
  )
}
