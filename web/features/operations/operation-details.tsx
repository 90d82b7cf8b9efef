import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Operation } from '#contracts/operation.ts'
import { formatDateTime } from '../../lib/format.ts'
import { operationKindWords, operationStatusWords } from '../../lib/status-words.ts'
import { Notice } from '../../ui/notice.tsx'
import { Facts, PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { Timeline } from './timeline.tsx'

interface OperationDetailsProps {
  operation: Operation
  /** Whether changes stream in by themselves right now. */
  live: boolean
  actions: ReactNode
}

export function OperationDetails({ operation, live, actions }: OperationDetailsProps) {
  return (
    <>
      <PageHeader title={`${operationKindWords[operation.kind]} ${operation.username}`}>
        <span role="status">
          <StatusBadge {...operationStatusWords[operation.status]} />
        </span>
        {actions}
      </PageHeader>
      <div className="space-y-4">
        {operation.error && (
          <Notice tone={operation.status === 'waiting' ? 'warn' : 'bad'}>
            <p>{operation.error.message}</p>
            <p>{operation.error.remedy}</p>
          </Notice>
        )}
        <Panel>
          <Facts
            items={[
              ['Server', operation.serverName],
              [
                'Customer',
                <Link
                  key="customer"
                  to="/customers/$customerId/hosting"
                  params={{ customerId: operation.customerId }}
                  className="underline"
                >
                  Hosting of this customer
                </Link>,
              ],
              ['Attempts', operation.attempts],
              ...(operation.nextAttemptAt
                ? [['Next attempt', <Time key="next" iso={operation.nextAttemptAt} />] as const]
                : []),
              ['Started', formatDateTime(operation.createdAt)],
              ...(operation.endedAt ? [['Ended', formatDateTime(operation.endedAt)] as const] : []),
            ]}
          />
        </Panel>
        <Panel>
          <PanelTitle aside={live && <StatusBadge tone="busy" label="Live" />}>Timeline</PanelTitle>
          <Timeline entries={operation.timeline} />
        </Panel>
      </div>
    </>
  )
}
