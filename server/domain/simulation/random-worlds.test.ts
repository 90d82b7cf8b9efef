import { expect, it } from 'vitest'
import { randomFrom } from '#testing/crash/storm/random.ts'
import { describeDomain } from '#testing/domain.ts'
import { expectSimulationToEqualReality } from '#testing/simulation/compare.ts'
import { buildRandomWorld, drawsOf } from '#testing/simulation/random-world.ts'
import { checkBooks } from '../billing/books/index.ts'

/** SEED=123 repeats one world. SIMULATED_WORLDS is the number of worlds on each database. */
const { SEED: given, SIMULATED_WORLDS: count = '2' } = process.env
const seeds = given
  ? [Number.parseInt(given, 10)]
  : Array.from({ length: Number.parseInt(count, 10) }, () => Math.trunc(Math.random() * 2 ** 31))
process.stdout.write(`Seeds of the random worlds: ${seeds.join(', ')}\n`)

describeDomain('A simulation of a random world', (open) => {
  it.each(seeds)('with seed %i equals 6 really executed months', { timeout: 300_000 }, async (seed) => {
    const test = open()
    const draws = drawsOf(randomFrom(seed))
    await buildRandomWorld(test, draws)
    const pays = draws.oneOf(
      { kind: 'never' } as const,
      { kind: 'on-due' } as const,
      { kind: 'late', days: draws.whole(1, 60) } as const,
    )
    const kinds = await expectSimulationToEqualReality(test, { months: 6, pays })
    expect(kinds.some((kind) => kind === 'invoice' || kind === 'stopped')).toBe(true)
    expect(await checkBooks(test.database.db)).toEqual([])
  })
})
