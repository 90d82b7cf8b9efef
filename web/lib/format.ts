import { durationText } from '#contracts/duration.ts'
import { words } from '../words/index.ts'
import { locale } from '../words/locale.ts'

const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' })
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const step = new Intl.DateTimeFormat(locale, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
})
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
const number = new Intl.NumberFormat(locale)
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
const list = new Intl.ListFormat(locale)

/** "Nov 24, 2026, 9:30 AM" */
export const formatDateTime = (iso: string) => dateTime.format(new Date(iso))
/** "Nov 24, 2026" */
export const formatDay = (iso: string) => day.format(new Date(iso))
/** With seconds and time zone: "Tuesday, November 24, 2026 at 9:30:00 AM GMT+1". For tooltips. */
export const formatFullTime = (iso: string) => full.format(new Date(iso))
/** For timelines only: "Nov 24, 9:30:00 AM". */
export const formatStepTime = (iso: string) => step.format(new Date(iso))
/** For timelines only, beside a line that has the day: "9:30:00 AM". */
export const formatClock = (iso: string) => clock.format(new Date(iso))
export const formatNumber = (value: number) => number.format(value)
/** A share from 0 to 1 as "98.5%". */
export const formatPercent = (share: number) => percent.format(share)
/** "a, b, and c" */
export const formatList = (items: readonly string[]) => list.format(items)
/** "420 ms", "3.5 s", "4 min"; "-" if nothing was measured. */
export const formatDuration = (ms: number) => durationText(ms, formatNumber)

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** "3 minutes ago", "in 2 hours", "just now". */
export function formatRelative(iso: string, nowMs = Date.now()): string {
  const distanceMs = new Date(iso).getTime() - nowMs
  for (const [unit, sizeMs] of steps)
    if (Math.abs(distanceMs) >= sizeMs) return relative.format(Math.round(distanceMs / sizeMs), unit)
  return distanceMs > 0 ? words.common.inAMoment : words.common.justNow
}

/** Formats bytes in the largest fitting unit: 1536 -> "1.5 KB". */
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
