import type { Database } from '#server/platform/database/index.ts'

/** Rows of one server whose operation has not ended. Enough to keep its queue busy; a new request waits behind them. */
export const openPerServer = 12

/** The embedded database runs one statement at a time, so more work only waits, and requests wait behind it. */
const paces = {
  embedded: { parallel: 3, waitingAtOnce: 8, openRows: 24 },
  postgres: { parallel: 8, waitingAtOnce: 32, openRows: 160 },
} as const

/**
 * `parallel`: rows at once that only use the database. `waitingAtOnce`: rows at once that mostly wait for a panel.
 * `openRows`: rows whose operation has not ended.
 */
export const paceOf = ({ lite }: Pick<Database, 'lite'>) => (lite ? paces.embedded : paces.postgres)

/** While only operations are awaited. */
const pauseMs = 100
/** Shorter than the lease of long work, which each step renews. */
const stuckPauseMs = 2000
/** Rows of servers in trouble may wait for hours, for example until the end of a maintenance. */
export const pauseMsOf = ({ total, stuck }: { readonly total: number; readonly stuck: number }): number =>
  total > stuck ? pauseMs : stuckPauseMs
/** Counting takes longer the more rows there are. */
export const countEveryMs = (rows: number) => 1000 + rows / 20
