import { z } from 'zod'

/** Far from the ends of the calendar, so that every period from such a date has its dates. */
const [earliest, latest] = ['1900-01-01', '2200-12-31']

// Text that is no date has its message already, and zod runs the next check all the same.
const isWithin = (text: string) => !/^\d{4}-\d\d-\d\d$/.test(text) || (text >= earliest && text <= latest)

/** A date without time in the company's time zone: YYYY-MM-DD. @param label how messages name the field, e.g. "startOn" */
export const localDate = (label: string) =>
  z.iso
    .date({ error: `${label} must be a date like 2026-11-23.` })
    .refine(isWithin, `${label} must be a date from ${earliest} to ${latest}.`)

/** A local date as the API returns it. */
export const localDateText = z.iso.date()
