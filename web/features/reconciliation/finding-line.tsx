import { Link } from '@tanstack/react-router'
import type { FindingAction, ReconciliationFinding } from '#contracts/reconciliation/schemas.ts'
import { Button } from '../../ui/button.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { sidesOf } from './sides.ts'

const text = words.reconciliation

interface FindingLineProps {
  finding: ReconciliationFinding
  mayAct: boolean
  onAct: (action: FindingAction) => void
}

/** One difference: the recorded value, the panel's value and the possible actions. */
export function FindingLine({ finding, mayAct, onAct }: FindingLineProps) {
  const actions = [...finding.actions, ...finding.heldActions]
  const sides = sidesOf(finding)
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="min-w-0 font-medium wrap-anywhere">
          <UserText>{finding.username}</UserText>
        </span>
        {finding.field && <span className="text-muted">{text.fields[finding.field]}</span>}
        {finding.customerId && (
          <Link
            to="/customers/$customerId/hosting"
            params={{ customerId: finding.customerId }}
            className="text-sm underline"
          >
            {text.hosting}
          </Link>
        )}
        <span className="ml-auto flex flex-wrap gap-1.5">
          {mayAct &&
            actions.map((action) => (
              <Button
                key={action}
                size="sm"
                onClick={() => onAct(action)}
                aria-label={`${text.actions[action].label} ${finding.username}`}
              >
                {text.actions[action].label}
              </Button>
            ))}
          {mayAct && actions.length === 0 && !finding.resolution && (
            <span className="text-sm text-muted">{text.onlyPanel}</span>
          )}
        </span>
      </div>
      <dl className="grid gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-2">
        <div className="min-w-0 bg-bad-soft px-3 py-1.5">
          <dt className="text-xs text-bad">{text.here}</dt>
          <dd className="font-mono text-sm wrap-anywhere">
            <span aria-hidden>− </span>
            <UserText>{sides.here}</UserText>
          </dd>
        </div>
        <div className="min-w-0 bg-good-soft px-3 py-1.5">
          <dt className="text-xs text-good">{text.panel}</dt>
          <dd className="font-mono text-sm wrap-anywhere">
            <span aria-hidden>+ </span>
            <UserText>{sides.panel}</UserText>
          </dd>
        </div>
      </dl>
      <p className="wrap-anywhere">
        <UserText>{finding.message}</UserText> <span className="text-muted">{finding.remedy}</span>
      </p>
      {finding.resolution && <Resolved resolution={finding.resolution} />}
    </li>
  )
}

function Resolved({ resolution }: { resolution: NonNullable<ReconciliationFinding['resolution']> }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
      <StatusBadge tone="good" label={text.actions[resolution.action].done} />
      {text.resolvedBy(resolution.by)} <Time iso={resolution.at} />
      {resolution.operationId && (
        <Link
          to="/operations/$operationId"
          params={{ operationId: resolution.operationId }}
          className="underline"
        >
          {text.operation}
        </Link>
      )}
    </p>
  )
}
