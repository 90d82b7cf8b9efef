const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
const number = new Intl.NumberFormat()

export const formatDateTime = (iso: string) => dateTime.format(new Date(iso))
export const formatDay = (iso: string) => day.format(new Date(iso))
export const formatClock = (iso: string) => clock.format(new Date(iso))
export const formatNumber = (value: number) => number.format(value)

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 minutes ago", "in 2 hours", "now". */
export function formatRelative(iso: string, nowMs = Date.now()): string {
  const distanceMs = new Date(iso).getTime() - nowMs
  for (const [unit, sizeMs] of steps)
    if (Math.abs(distanceMs) >= sizeMs) return relative.format(Math.round(distanceMs / sizeMs), unit)
  return relative.format(Math.round(distanceMs / 1000), 'second')
}

/** Bytes as people read them: 1536 -> "1.5 KB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${number.format(Math.round(value * 10) / 10)} ${units[unit]}`
}
