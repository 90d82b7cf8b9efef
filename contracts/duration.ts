/** Units from the largest, each with its size and the shortest length that it is used for, in milliseconds. */
const units = [
  ['d', 86_400_000, 84_600_000],
  ['h', 3_600_000, 3_570_000],
  ['min', 60_000, 59_500],
  ['s', 1000, 999.5],
  ['ms', 1, 0.5],
] as const

/**
 * Returns a length of time in its largest unit, with one decimal below ten: "420 ms", "3.5 s", "4 min". A length below
 * half a millisecond is "-": nothing was measured.
 */
export function durationText(ms: number, formatNumber: (value: number) => string = String): string {
  const [unit, sizeMs] = units.find(([, , shortestMs]) => ms >= shortestMs) ?? [null, 1]
  if (unit === null) return '-'
  const value = ms / sizeMs
  const rounded = value < 10 && unit !== 'ms' ? Math.round(value * 10) / 10 : Math.round(value)
  return `${formatNumber(rounded)} ${unit}`
}
