import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

/** A computation that ends when the test says so. */
function controlled() {
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const compute = (name: string) => () => {
    started.push(name)
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
  }
  return { started, compute, end: (name: string) => ends.get(name)?.() }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('computes once for equal calls, one after the other for others, and again afterwards', async () => {
  const { started, compute, end } = controlled()
  const database = {}
  const first = oneAtATime(database, 'a', compute('first'))
  const same = oneAtATime(database, 'a', compute('same'))
  const other = oneAtATime(database, 'b', compute('other'))
  await turn()
  expect(started).toEqual(['first'])
  end('first')
  expect([await first, await same]).toEqual(['first', 'first'])
  await turn()
  expect(started).toEqual(['first', 'other'])
  const again = oneAtATime(database, 'a', compute('again'))
  end('other')
  await other
  await turn()
  end('again')
  expect(await again).toBe('again')
})

it('continues after a computation that failed', async () => {
  const database = {}
  const failed = oneAtATime(database, 'a', async () => {
    throw new Error('no database')
  })
  await expect(failed).rejects.toThrow('no database')
  expect(await oneAtATime(database, 'a', async () => 'works')).toBe('works')
})
