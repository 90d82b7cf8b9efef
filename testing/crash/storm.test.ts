import { expect, it } from 'vitest'
import { inCi } from '../ci-sample.ts'
import { storm } from './storm/storm.ts'

/** STORM_SEED repeats a run. Otherwise every run differs. */
const seed = Number(process.env.STORM_SEED ?? Math.floor(Math.random() * 2 ** 31))

const count = inCi ? 8 : 20

it(`all invariants hold after kills at ${count} random moments under load, with random faults (seed ${seed})`, async () => {
  const { moments, kills, faults, facts } = await storm({ seed, moments: count })
  expect(moments).toBe(count)
  expect(kills).toBeGreaterThanOrEqual(count)
  expect(faults).toBeGreaterThan(count)
  expect(facts.accounts.length).toBeGreaterThan(10 * count)
}, 1_200_000)
