import { useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import type { HostingAccountStatus } from '#contracts/hosting-account.ts'
import { api } from '../../lib/api.ts'
import { formatDay } from '../../lib/format.ts'
import type { Tone } from '../../lib/tone.ts'
import { buttonLook } from '../../ui/button.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { EmptyState, LoadError, SkeletonRows } from '../../ui/states.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'

/** For the person whose hosting it is: what it means for them, nothing about our machinery. */
const plainWords: Record<HostingAccountStatus, { label: string; tone: Tone; meaning: string }> = {
  pending: {
    label: 'Being set up',
    tone: 'busy',
    meaning: 'Your hosting is being set up. This takes a moment.',
  },
  active: { label: 'Active', tone: 'good', meaning: 'Your hosting is running.' },
  suspended: {
    label: 'Suspended',
    tone: 'warn',
    meaning: 'Your hosting is stopped for now; nothing is deleted. Ask your hosting provider.',
  },
  failed: {
    label: 'Not ready',
    tone: 'warn',
    meaning: 'Setting up did not work yet. Your hosting provider knows and takes care of it.',
  },
  conflict: {
    label: 'Not ready',
    tone: 'warn',
    meaning: 'Setting up did not work yet. Your hosting provider knows and takes care of it.',
  },
  unknown: { label: 'Being checked', tone: 'busy', meaning: 'We are checking the state of your hosting.' },
  terminating: { label: 'Ending', tone: 'busy', meaning: 'This hosting is being ended.' },
  terminated: { label: 'Ended', tone: 'quiet', meaning: 'This hosting has ended.' },
}

const movingStatuses: readonly HostingAccountStatus[] = ['pending', 'unknown', 'terminating']
const watchMs = 3000

export function PortalHosting() {
  const accounts = useQuery(
    api.portal.hostingAccounts.queryOptions({
      refetchInterval: ({ state }) =>
        state.data?.items.some((account) => movingStatuses.includes(account.status)) ? watchMs : false,
    }),
  )
  if (accounts.isError && !accounts.data)
    return <LoadError error={accounts.error} onRetry={() => void accounts.refetch()} />
  if (!accounts.data)
    return (
      <Panel>
        <SkeletonRows rows={2} />
      </Panel>
    )
  if (accounts.data.items.length === 0)
    return (
      <Panel>
        <EmptyState title="You have no hosting yet.">Your hosting provider can set it up for you.</EmptyState>
      </Panel>
    )
  return (
    <ul className="space-y-4">
      {accounts.data.items.map((account) => {
        const words = plainWords[account.status]
        return (
          <li key={account.id}>
            <Panel>
              <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3">
                <h3 className="min-w-0 font-semibold wrap-anywhere">{account.username}</h3>
                <StatusBadge label={words.label} tone={words.tone} />
                {account.status === 'active' && (
                  <a
                    href={account.panelUrl}
                    target="_blank"
                    rel="noreferrer"
                    className={`${buttonLook('secondary', 'sm')} ml-auto`}
                  >
                    Open NextPanel
                    <ExternalLink aria-hidden className="size-3.5" />
                  </a>
                )}
              </div>
              <p className="px-4 pt-3">{words.meaning}</p>
              <Facts
                items={[
                  ['Hosting Username', account.username],
                  ['Server', account.serverName],
                  ...(account.panelUserId === null
                    ? []
                    : [['NextPanel User ID', String(account.panelUserId)] as const]),
                  ['Since', formatDay(account.createdAt)],
                ]}
              />
            </Panel>
          </li>
        )
      })}
    </ul>
  )
}
