import type { OperationStatus } from '#contracts/operations/schemas.ts'
import { oneOf, textOrNothing } from '../../lib/one-of.ts'
import { operationStatuses } from '../../shared/operations/states.ts'

/** The filters of the Operations page, as in its URL. */
export interface OperationFilter {
  tab?: OperationTab | undefined
  /** One of the statuses of the tab. */
  status?: OperationStatus | undefined
  server?: string | undefined
  /** The code of the error, for example username-taken. */
  code?: string | undefined
}

export const operationTabs = ['running', 'waiting', 'needs-person', 'done'] as const
export type OperationTab = (typeof operationTabs)[number]

/** Reads filters from a URL and ignores invalid values. */
export const operationFilterIn = ({
  tab,
  status,
  server,
  code,
}: Record<string, unknown>): OperationFilter => ({
  tab: oneOf(operationTabs, tab),
  status: oneOf(operationStatuses, status),
  server: textOrNothing(server),
  code: textOrNothing(code),
})

/** The statuses that each tab offers as filters. */
export const statusesOf: Record<OperationTab, readonly OperationStatus[]> = {
  running: ['running'],
  waiting: ['queued', 'waiting', 'needs-person'],
  'needs-person': ['needs-person', 'failed'],
  done: ['succeeded', 'failed', 'cancelled'],
}

/** Returns the query of the API call. Tabs other than "Needs action" leave out operations that need action. */
export function queryOf({ tab, status, server, code }: OperationFilter) {
  const statuses = status ? [status] : tab ? statusesOf[tab] : []
  return {
    ...(statuses.length > 0 ? { status: statuses.join(',') } : {}),
    ...(tab && tab !== 'running'
      ? { needsAction: tab === 'needs-person' ? ('true' as const) : ('false' as const) }
      : {}),
    ...(server ? { serverId: server } : {}),
    ...(code ? { code } : {}),
  }
}
