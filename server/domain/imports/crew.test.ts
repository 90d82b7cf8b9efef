import { describe, expect, it } from 'vitest'
import { Crew } from './crew.ts'

/** A crew, and rows that end when the test says so. */
function crewOf(atOnce: number) {
  const begun = new Map<number, PromiseWithResolvers<void>>()
  const row = (number: number) => ({
    number,
    serverId: null,
    begin: () => {
      const ends = Promise.withResolvers<void>()
      begun.set(number, ends)
      return ends.promise
    },
  })
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, index) => row(from + index))
  return { crew: new Crew(atOnce), begun, rows }
}
const numbersOf = (crew: Crew) => crew.rows.map(({ number }) => number)
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

describe('A crew', () => {
  it('begins some rows at once, and the next when one has begun', async () => {
    const { crew, begun, rows } = crewOf(2)
    crew.add(rows(1, 4))
    await settled()
    expect([...begun.keys()]).toEqual([1, 2])
    expect(numbersOf(crew).toSorted()).toEqual([1, 2, 3, 4])
    begun.get(2)?.resolve()
    await settled()
    expect([...begun.keys()]).toEqual([1, 2, 3])
    expect(numbersOf(crew).toSorted()).toEqual([1, 3, 4])
  })

  it('asks for more rows before the last ones have begun', async () => {
    const { crew, begun, rows } = crewOf(2)
    crew.add(rows(1, 4))
    let isShort = false
    const short = crew.short().then(() => {
      isShort = true
    })
    await settled()
    expect(isShort).toBe(false)
    begun.get(1)?.resolve()
    await short
    expect(numbersOf(crew).length).toBe(3)
  })

  it('drops the rows that wait when it stops, and waits for the others', async () => {
    const { crew, begun, rows } = crewOf(2)
    crew.add(rows(1, 4))
    await settled()
    const stopped = crew.stop()
    begun.get(1)?.resolve()
    begun.get(2)?.resolve()
    await stopped
    expect([...begun.keys()]).toEqual([1, 2])
    expect(numbersOf(crew)).toEqual([])
  })

  it('reports a fault once, and begins the other rows', async () => {
    const { crew, begun, rows } = crewOf(1)
    crew.add(rows(1, 3))
    await settled()
    begun.get(1)?.reject(new Error('The database is gone.'))
    await expect(crew.short()).rejects.toThrow('The database is gone.')
    await settled()
    begun.get(2)?.resolve()
    await settled()
    begun.get(3)?.resolve()
    await expect(crew.stop()).resolves.toBeUndefined()
  })
})
