import type { Queryable } from '#server/platform/database/index.ts'
import { operationEvents } from './tables.ts'

/** One line for the person who reads the timeline. `detail` must be redacted already. */
export interface TimelineNote {
  readonly event: string
  readonly message: string
  readonly detail?: Record<string, unknown>
}

export async function note(tx: Queryable, operationId: string, at: Date, entry: TimelineNote): Promise<void> {
  await tx.insert(operationEvents).values({ operationId, at, ...entry, detail: entry.detail ?? null })
}
