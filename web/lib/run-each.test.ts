import { expect, test } from 'vitest'
import { runEach } from './run-each.ts'

test('runs each item once, at most atOnce at a time', async () => {
  const done: number[] = []
  let running = 0
  let most = 0
  await runEach([1, 2, 3, 4, 5], { atOnce: 2, stop: { wanted: false } }, async (item) => {
    running += 1
    most = Math.max(most, running)
    await Promise.resolve()
    running -= 1
    done.push(item)
  })
  expect(done.toSorted()).toEqual([1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

test('starts no further items after a stop', async () => {
  const stop = { wanted: false }
  const begun: number[] = []
  await runEach([1, 2, 3, 4], { atOnce: 1, stop }, async (item) => {
    begun.push(item)
    if (item === 2) stop.wanted = true
  })
  expect(begun).toEqual([1, 2])
})
