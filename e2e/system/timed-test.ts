import type { Page } from '@playwright/test'
import { signIn, startTimedBilling, type TimedBilling } from './billing.ts'
import { type Mailbox, startMailbox } from './mailbox.ts'
import { test as base } from './test.ts'

interface TimedFixtures {
  timed: TimedBilling
  /** Moves the clocks of the server and of the page, and signs in again, because the session has ended by then. */
  moveTo(day: string): Promise<void>
  /** A fixture, because hooks that run once for a file would start a system of their own. */
  mailbox: Mailbox
}

/**
 * The year is the next one, because a clock moves forward only. The days that the tests use, March to May, are the same in
 * every year.
 */
const year = new Date().getUTCFullYear() + 1

/** @param day month and day, for example "03-11" */
export const dateOf = (day: string): string => `${year}-${day}`
const morningOf = (day: string) => new Date(`${dateOf(day)}T09:00:00Z`)

/** On the first of March at 09:00 UTC. The system belongs to the test and has only an administrator. */
export const test = base.extend<TimedFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: playwright wants a destructured first argument
  timed: async ({}, use, testInfo) => {
    const timed = await startTimedBilling(process.env.E2E_TEMPLATE ?? '')
    await timed.moveTo(morningOf('03-01'))
    await use(timed)
    if (testInfo.status !== testInfo.expectedStatus)
      await testInfo.attach('server output', { body: timed.output(), contentType: 'text/plain' })
    await timed.end()
  },
  billing: ({ timed }, use) => use(timed),
  context: async ({ context }, use) => {
    await context.clock.setSystemTime(morningOf('03-01'))
    await use(context)
  },
  // biome-ignore lint/correctness/noEmptyPattern: playwright wants a destructured first argument
  mailbox: async ({}, use) => {
    const mailbox = await startMailbox()
    await use(mailbox)
    await mailbox.close()
  },
  moveTo: async ({ timed, context }, use) => {
    await use(async (day) => {
      await timed.moveTo(morningOf(day))
      await context.clock.setSystemTime(morningOf(day))
      await signIn(context.request, timed.url)
    })
  },
})

/** Another browser at the same time, signed in as a customer. */
export async function openAs(
  page: Page,
  who: { email: string; password: string },
  day: string,
): Promise<Page> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The page has no browser.')
  const theirs = await browser.newPage({
    baseURL: new URL(page.url()).origin,
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  await theirs.context().clock.setSystemTime(morningOf(day))
  await signIn(theirs.context().request, new URL(page.url()).origin, who)
  return theirs
}

export { expect } from '@playwright/test'
