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

/** The states that each tab holds. */
export const statusesOf: Record<OperationTab, readonly OperationStatus[]> = {
  running: ['running'],
  waiting: ['queued', 'waiting'],
  'needs-person': ['needs-person'],
  done: ['succeeded', 'failed', 'cancelled'],
}
