import { expect, it } from 'vitest'
import { billingKills } from './billing/kills.ts'
import { billingStorm } from './billing/storm.ts'

/** STORM_SEED repeats a run. Otherwise every run differs. */
const seed = Number(process.env.STORM_SEED ?? Math.floor(Math.random() * 2 ** 31))

it.each([
  'embedded',
  'postgres',
] as const)(`the books and the panel agree after ${billingKills} kills at random moments of billing (seed ${seed}), on %s`, async (database) => {
  const done = await billingStorm({ seed, kills: billingKills, database })
  process.stdout.write(`${database}, seed ${seed}: ${JSON.stringify(done)}\n`)
  expect(done.kills).toBeGreaterThanOrEqual(billingKills)
  expect(done.payments).toBeGreaterThan(0)
  expect(done.suspensions).toBeGreaterThan(0)
}, 7_200_000)
