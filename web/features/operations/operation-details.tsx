import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Operation } from '#contracts/operations/schemas.ts'
import { formatDuration } from '../../lib/format.ts'
import { useRecentPage } from '../../lib/recent.ts'
import { isUnderWay } from '../../shared/operations/states.ts'
import { operationState } from '../../shared/operations/status-words.ts'
import { Timeline } from '../../shared/operations/timeline.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Facts, PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Sentence, UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { attemptsText } from './attempts.ts'
import { operationName } from './operation-name.ts'

const text = words.operations

interface OperationDetailsProps {
  operation: Operation
  /** Whether changes arrive automatically now. */
  live: boolean
  actions: ReactNode
}

export function OperationDetails({ operation, live, actions }: OperationDetailsProps) {
  const { error, status, needsAction } = operation
  useRecentPage(`/operations/${operation.id}`, operationName(operation))
  return (
    <>
      <PageHeader
        title={`${text.titleFor(operationName(operation))} ${operation.customerName}`}
        status={
          <span role="status">
            <StatusBadge {...operationState(operation)} />
          </span>
        }
      >
        {actions}
      </PageHeader>
      <div className="space-y-4">
        {error && (
          <Notice tone={needsAction ? 'bad' : status === 'failed' ? 'quiet' : 'warn'}>
            <p className="font-medium">
              <UserText>{error.message}</UserText>
            </p>
            <p>{error.remedy}</p>
            {status === 'needs-person' && !needsAction && (
              <Link to="/server/$serverId" params={{ serverId: operation.serverId }} className="underline">
                <Sentence text={text.toServer} values={[operation.serverName]} />
              </Link>
            )}
          </Notice>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Panel className="lg:order-last">
            <Facts items={factsOf(operation)} />
          </Panel>
          <Panel>
            <PanelTitle aside={live && isUnderWay(status) && <StatusBadge tone="busy" label={text.live} />}>
              {text.timeline}
            </PanelTitle>
            <Timeline entries={operation.timeline} />
          </Panel>
        </div>
      </div>
    </>
  )
}

function factsOf(operation: Operation): (readonly [string, ReactNode])[] {
  const { createdAt, endedAt, nextAttemptAt } = operation
  return [
    [
      text.server,
      <Link
        key="server"
        to="/server/$serverId"
        params={{ serverId: operation.serverId }}
        className="underline"
      >
        <UserText>{operation.serverName}</UserText>
      </Link>,
    ],
    [
      text.customer,
      <Link
        key="customer"
        to="/customers/$customerId/hosting"
        params={{ customerId: operation.customerId }}
        className="underline"
      >
        <UserText>{operation.customerName}</UserText>
      </Link>,
    ],
    [text.attemptsLabel, attemptsText(operation)],
    ...(nextAttemptAt ? [[text.nextAttempt, <Time key="next" iso={nextAttemptAt} />] as const] : []),
    [text.started, <Time key="started" iso={createdAt} as="moment" />],
    ...(endedAt
      ? [
          [text.ended, <Time key="ended" iso={endedAt} as="moment" />] as const,
          [text.duration, formatDuration(Date.parse(endedAt) - Date.parse(createdAt))] as const,
        ]
      : []),
  ]
}
