import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HostingAccount, Suspension } from '#contracts/hosting/schemas.ts'
import { api } from '../../lib/api.ts'
import { suspendReasonWords } from '../../shared/hosting/status-words.ts'
import { operationKindWords, operationState } from '../../shared/operations/status-words.ts'
import { CopyValue } from '../../ui/copy-value.tsx'
import { Facts } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { words } from '../../words/index.ts'
import { AccountPlacement } from './account-placement.tsx'
import { AccountPlan } from './account-plan.tsx'

const text = words.hosting

export function AccountFacts({ account }: { account: HostingAccount }) {
  const { panelUserId } = account
  return (
    <>
      {panelUserId !== null && (
        <p className="px-4 pt-3 font-medium">
          <CopyValue label={text.userId} value={String(panelUserId)}>
            {text.panelUserId(panelUserId)}
          </CopyValue>
        </p>
      )}
      <Facts items={factsOf(account)} />
    </>
  )
}

function factsOf(account: HostingAccount): (readonly [string, ReactNode])[] {
  const { username, email, suspendReasons, passwordSetByUs, operation, placement } = account
  return [
    [text.username, <CopyValue key="username" label={text.username} value={username} />],
    [text.email, <CopyValue key="email" label={text.email} value={email} />],
    [
      text.server,
      <Link key="server" to="/server/$serverId" params={{ serverId: account.serverId }} className="underline">
        {account.serverName}
      </Link>,
    ],
    // A terminated account can have no plan.
    ...(account.status === 'terminated'
      ? []
      : [[text.plan, <AccountPlan key="plan" account={account} />] as const]),
    ...(placement
      ? [[text.placement, <AccountPlacement key="placement" placement={placement} />] as const]
      : []),
    ...(suspendReasons.length > 0
      ? [[text.suspension, <Suspensions key="suspended" account={account} />] as const]
      : []),
    ...(passwordSetByUs ? [] : [[text.password, text.notSetByUs] as const]),
    [
      account.panelUserId === null ? text.requested : text.created,
      <Time key="created" iso={account.createdAt} as="moment" />,
    ],
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
  ]
}

/** The reasons of the suspension, with user and time once they are loaded. */
function Suspensions({ account: { id, suspendReasons } }: { account: HostingAccount }) {
  const { data } = useQuery(api.hostingAccounts.suspensions.queryOptions({ input: { id } }))
  return (
    <ul>
      {suspendReasons.map((reason) => {
        const known = data?.items.find((suspension) => suspension.reason === reason)
        return (
          <li key={reason}>
            {suspendReasonWords[reason]}
            {known && <Known suspension={known} />}
          </li>
        )
      })}
    </ul>
  )
}

function Known({ suspension: { note, by, at } }: { suspension: Suspension }) {
  return (
    <>
      {note !== null && (
        <>
          : <bdi>{note}</bdi>
        </>
      )}{' '}
      <span className="text-muted">
        {text.by(by)}, <Time iso={at} as="day" />
      </span>
    </>
  )
}
