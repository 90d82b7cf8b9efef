import { ExternalLink } from 'lucide-react'
import type { ReactNode } from 'react'
import type { HostingAccount } from '#contracts/hosting/schemas.ts'
import { mayAskUsage } from '../../shared/hosting/states.ts'
import { accountState } from '../../shared/hosting/status-words.ts'
import { usePanelOfServer } from '../../shared/servers/use-panels.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { AccountActions, type AccountControls } from './account-actions.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountUsage } from './account-usage.tsx'

interface AccountCardProps {
  account: HostingAccount
  controls: AccountControls
  /** Renders the timeline of the latest operation. Another feature provides it. */
  steps: ReactNode
}

const text = words.hosting

/** A terminated account is one line with its date. Its facts can be opened below it. */
export function AccountCard(props: AccountCardProps) {
  return props.account.status === 'terminated' ? <TerminatedCard {...props} /> : <LiveCard {...props} />
}

function TerminatedCard({ account, steps }: AccountCardProps) {
  const { operation, username, updatedAt } = account
  const endedAt = operation?.kind === 'terminate' ? operation.endedAt : null
  return (
    <Panel>
      <details>
        <summary className="rounded-lg px-4 py-2.5">
          <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-semibold wrap-anywhere">{username}</span>
            <StatusBadge {...accountState(account)} />
            <Time iso={endedAt ?? updatedAt} as="day" className="text-sm text-muted" />
          </span>
        </summary>
        <div className="border-t border-line">
          <AccountFacts account={account} />
          {steps}
        </div>
      </details>
    </Panel>
  )
}

function LiveCard({ account, controls, steps }: AccountCardProps) {
  const { operation } = account
  const panel = usePanelOfServer(account.serverId)
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
        <h2 className="min-w-0 font-semibold wrap-anywhere">
          <UserText>{account.username}</UserText>
        </h2>
        <StatusBadge {...accountState(account)} />
        <AccountActions account={account} panel={panel} controls={controls}>
          {mayAskUsage(account) && (
            <a
              href={account.panelUrl}
              target="_blank"
              rel="noreferrer"
              className={buttonClass('secondary', 'sm')}
            >
              {text.openPanel(panel?.label)}
              <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
        </AccountActions>
      </div>
      {operation?.error && (
        <div className="px-4 pt-3">
          <Notice tone={operation.needsAction ? 'bad' : operation.status === 'failed' ? 'quiet' : 'warn'}>
            <p>{operation.error.message}</p>
            <p>{operation.error.remedy}</p>
          </Notice>
        </div>
      )}
      <AccountFacts account={account} />
      {mayAskUsage(account) && <AccountUsage accountId={account.id} panel={panel} />}
      {steps}
    </Panel>
  )
}
