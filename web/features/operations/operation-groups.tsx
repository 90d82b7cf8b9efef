import { Link } from '@tanstack/react-router'
import type { OperationGroup } from '#contracts/operations/schemas.ts'
import { useOverview } from '../../shared/operations/use-overview.ts'
import { Panel, PanelTitle } from '../../ui/page.tsx'
import { Time } from '../../ui/time.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'

const text = words.operations

/** The operations that need action: one line for each cause on a server that stopped several. */
export function OperationGroups({ server }: { server?: string | undefined }) {
  const { data } = useOverview(server)
  const groups = data?.groups.filter(({ operations }) => operations > 1) ?? []
  if (groups.length === 0) return null
  return (
    <Panel className="mb-4">
      <PanelTitle>{text.groups}</PanelTitle>
      <GroupRows groups={groups} />
    </Panel>
  )
}

function GroupRows({ groups }: { groups: readonly OperationGroup[] }) {
  return (
    <ul className="divide-y divide-line">
      {groups.map((group) => (
        <li key={`${group.serverId} ${group.code}`}>
          <Link
            to="/operations"
            search={{ tab: 'needs-person', server: group.serverId, code: group.code }}
            className="flex items-start gap-4 px-4 py-2.5 outline-offset-[-2px] hover:bg-sunken"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium wrap-anywhere">{text.cause(group.code)}</span>
              <span className="block text-sm text-muted">
                <UserText truncate>{group.serverName}</UserText>
              </span>
              <span className="mt-0.5 line-clamp-2 text-sm wrap-anywhere">
                <UserText>{group.remedy}</UserText>
              </span>
            </span>
            <span className="flex shrink-0 flex-col items-end text-right">
              <span className="font-medium tabular-nums">{text.inGroup(group.operations)}</span>
              <span className="text-sm text-muted">
                {text.oldest} <Time iso={group.oldestAt} />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
