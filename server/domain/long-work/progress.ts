import type { LongWorkProgress } from '#contracts/progress.ts'

/** @param rowsPerSecond null: not known, or nothing runs */
export function presentProgress({
  handled,
  total,
  rowsPerSecond,
}: {
  handled: number
  total: number
  rowsPerSecond: number | null
}): LongWorkProgress {
  return {
    handled,
    total,
    rowsPerSecond: rowsPerSecond === null ? null : Math.round(rowsPerSecond * 10) / 10,
    secondsLeft:
      rowsPerSecond === null || rowsPerSecond <= 0 ? null : Math.ceil((total - handled) / rowsPerSecond),
  }
}
