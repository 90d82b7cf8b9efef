import { expect, it } from 'vitest'
import { storm } from './storm/storm.ts'

/** STORM_SEED repeats a run. Otherwise every run differs. */
const seed = Number(process.env.STORM_SEED ?? Math.floor(Math.random() * 2 ** 31))

it(`all invariants hold after kills at 20 random moments under load, with random faults (seed ${seed})`, async () => {
  const { moments, kills, faults, facts } = await storm({ seed, moments: 20 })
  expect(moments).toBe(20)
  expect(kills).toBeGreaterThanOrEqual(20)
  expect(faults).toBeGreaterThan(20)
  expect(facts.accounts.length).toBeGreaterThan(300)
}, 1_200_000)
