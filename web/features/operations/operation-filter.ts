import type { OperationStatus } from '#contracts/operations/schemas.ts'

/** What the Operations page shows, as it stands in its URL. */
export interface OperationFilter {
  tab?: OperationTab | undefined
  /** One of the tab's own. */
  status?: OperationStatus | undefined
  server?: string | undefined
  /** Of its error, e.g. username-taken. */
  code?: string | undefined
}

export const operationTabs = ['running', 'waiting', 'needs-person', 'done'] as const
export type OperationTab = (typeof operationTabs)[number]

/** The states that each tab offers as a filter. */
export const statusesOf: Record<OperationTab, readonly OperationStatus[]> = {
  running: ['running'],
  waiting: ['queued', 'waiting', 'needs-person'],
  'needs-person': ['needs-person', 'failed'],
  done: ['succeeded', 'failed', 'cancelled'],
}

/** As the API takes it: a tab but "Needs action" leaves out the operations on which staff must act. */
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
