import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleOf } from '../../ci-sample.ts'
import type { BillingKind } from '../points/halt.ts'
import type { BillingSystem } from './billing-system.ts'
import { type Course, courses } from './courses.ts'
import { isFull } from './kills.ts'
import { billingSteps } from './steps.ts'

/** Between two commits or requests to the panel, nothing is stored. A full run also kills before every statement. */
const isBoundary = (step: string) => /commit|is sent/.test(step)

/** Arms a point, and waits until the process has ended there. */
async function killAt(
  { crash }: BillingSystem,
  kind: BillingKind,
  at: number,
  course: Course,
): Promise<void> {
  await crash.arm({ kind, at, how: 'SIGKILL' })
  // The response may have been sent before the kill or not. Repeating the request shows it.
  const asked = course.ask().catch(() => undefined)
  const late = delay(30_000, 'late' as const, { ref: false })
  if ((await Promise.race([crash.system.server.ended(), late])) === 'late')
    throw new Error(`The ${kind} never reached step ${at}:\n${crash.points(kind).join('\n')}`)
  await asked
}

async function expectInOrder({ crash, read }: BillingSystem): Promise<void> {
  expect((await read()).violations).toEqual([])
  expect(await crash.violations()).toEqual([])
}

/**
 * Kills the server at every step boundary of one kind of billing work, and restarts it. The work is then asked for again,
 * and must end as if nothing had happened. One data directory for all of them.
 */
export function sweepBilling(kind: BillingKind, open: () => BillingSystem): void {
  describe(kind, () => {
    let course: Course
    let repetitions = 0
    const whole = async () => {
      repetitions += 1
      await course.prepare()
      await course.ask()
      await course.expectWhole(repetitions)
    }
    beforeAll(async () => {
      course = await courses[kind](open())
      // The first time also creates rows that later ones find, such as the series of numbers.
      await whole()
    })

    it('has exactly these steps', async () => {
      const { crash } = open()
      repetitions += 1
      await course.prepare()
      await crash.arm({ kind, at: 0, how: 'SIGKILL' })
      await course.ask()
      await course.expectWhole(repetitions)
      await expectInOrder(open())
      expect(crash.points(kind)).toEqual(billingSteps[kind])
    }, 60_000)

    const steps = billingSteps[kind].map((step, index) => ({ number: index + 1, step }))
    it.each(
      sampleOf(steps.filter(({ step }) => isFull || isBoundary(step))),
    )('killed at step $number, $step: ends completely, once', async ({ number, step }) => {
      const billing = open()
      repetitions += 1
      await course.prepare()
      await killAt(billing, kind, number, course)
      expect(billing.crash.points(kind).at(-1)).toBe(step)
      await billing.restart()
      if (kind !== 'run') await course.ask()
      await course.expectWhole(repetitions)
      await expectInOrder(billing)
    }, 120_000)
  })
}
