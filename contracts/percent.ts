import { z } from 'zod'

/** One percent in parts per million. */
const perPercent = 10_000
const shape = /^(?:0|[1-9]\d{0,2})(?:\.\d{1,4})?$/

/** A percentage in parts per million, exactly: "9.975" -> 99750. Null: not a percentage with at most 4 decimals. */
export function partsPerMillion(percent: string): number | null {
  if (!shape.test(percent)) return null
  const [whole = '', fraction = ''] = percent.split('.')
  return Number(whole) * perPercent + Number(fraction.padEnd(4, '0'))
}

/** Parts per million as a percentage without needless zeros: 99750 -> "9.975", 190000 -> "19". */
export function percentOf(ppm: number): string {
  const fraction = String(ppm % perPercent)
    .padStart(4, '0')
    .replace(/0+$/, '')
  return `${Math.trunc(ppm / perPercent)}${fraction === '' ? '' : `.${fraction}`}`
}

interface Limits {
  /** In percent, inclusive. */
  readonly from: number
  readonly to: number
}

/** A percentage as text, such as "19" or "9.975". It is never a float. @param label names the field in messages */
export const percentage = (label: string, { from, to }: Limits) => {
  const rule = `${label} must be a percentage from ${from} to ${to} with at most 4 decimals, such as 19 or 9.975.`
  const isAllowed = (text: string): boolean => {
    const ppm = partsPerMillion(text)
    return ppm !== null && ppm >= from * perPercent && ppm <= to * perPercent
  }
  return (
    z
      .string({
        error: ({ input }) =>
          input === undefined ? `${label} is required.` : `${label} must be text, such as "19" or "9.975".`,
      })
      .trim()
      .min(1, { error: `${label} is required.`, abort: true })
      .refine(isAllowed, { error: rule })
      // One spelling: "19.50" is "19.5".
      .overwrite((text) => percentOf(partsPerMillion(text) ?? 0))
  )
}
