import { locale } from '../words/locale.ts'

const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const number = new Intl.NumberFormat(locale)
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
const list = new Intl.ListFormat(locale)

export const formatDateTime = (iso: string) => dateTime.format(new Date(iso))
export const formatDay = (iso: string) => day.format(new Date(iso))
export const formatClock = (iso: string) => clock.format(new Date(iso))
export const formatNumber = (value: number) => number.format(value)
/** A share from 0 to 1 as "98.5%". */
export const formatPercent = (share: number) => percent.format(share)
/** "a, b, and c" */
export const formatList = (items: readonly string[]) => list.format(items)

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

const units = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

/** A length of time in its largest unit with one decimal: 1500 -> "1.5 sec", 90000 -> "1.5 min". */
export function formatDuration(ms: number): string {
  const [unit, sizeMs] = units.find(([, size]) => ms >= size) ?? (['millisecond', 1] as const)
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: unit === 'millisecond' ? 0 : 1,
  }).format(ms / sizeMs)
}
