import { describe, expect, it } from 'vitest'
import { HashQueue, HashQueueFull } from './hash-queue.ts'

/** Work that runs until it is released, and records its start. */
function works() {
  const started: string[] = []
  const release = new Map<string, () => void>()
  const work = (name: string) => () => {
    started.push(name)
    return new Promise<string>((resolve) => release.set(name, () => resolve(name)))
  }
  const finish = async (name: string) => {
    release.get(name)?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { started, work, finish }
}

describe('The queue of password hashes', () => {
  it('runs two at once', async () => {
    const queue = new HashQueue()
    const { started, work, finish } = works()
    for (const name of ['a', 'b', 'c']) void queue.run(work(name))
    expect(started).toEqual(['a', 'b'])
    await finish('a')
    expect(started).toEqual(['a', 'b', 'c'])
  })

  it('runs one at once for callers without a session, and keeps a place for the others', async () => {
    const queue = new HashQueue()
    const { started, work, finish } = works()
    for (const name of ['s1', 's2', 's3']) void queue.runForStranger(0, work(name))
    expect(started).toEqual(['s1'])
    void queue.run(work('onboarding'))
    expect(started).toEqual(['s1', 'onboarding'])
    await finish('s1')
    expect(started).toEqual(['s1', 'onboarding', 's2'])
  })

  it('serves the caller with the fewest attempts first', async () => {
    const queue = new HashQueue()
    const { started, work, finish } = works()
    void queue.runForStranger(3, work('first'))
    for (const [rank, name] of [
      [5, 'guesses'],
      [2, 'retries'],
      [1, 'owner'],
      [2, 'retries later'],
    ] as const)
      void queue.runForStranger(rank, work(name))
    for (const name of ['first', 'owner', 'retries', 'retries later']) await finish(name)
    expect(started).toEqual(['first', 'owner', 'retries', 'retries later', 'guesses'])
  })

  it('refuses the caller with the most attempts if too many wait, and admits a new one', async () => {
    const queue = new HashQueue()
    const { started, work, finish } = works()
    void queue.runForStranger(1, work('running'))
    const flood = Array.from({ length: 64 }, (_, n) => queue.runForStranger(7, work(`flood ${n}`)))
    const outcomes = Promise.allSettled(flood)
    const owner = queue.runForStranger(1, work('owner'))
    await expect(flood.at(-1)).rejects.toThrow(HashQueueFull)
    await expect(queue.runForStranger(8, work('late'))).rejects.toThrow(HashQueueFull)
    await finish('running')
    await finish('owner')
    expect(await owner).toBe('owner')
    for (let n = 0; n < 63; n += 1) await finish(`flood ${n}`)
    expect((await outcomes).filter(({ status }) => status === 'fulfilled')).toHaveLength(63)
    expect(started).not.toContain('late')
  })

  it('continues after work that failed', async () => {
    const queue = new HashQueue()
    const fail = () => Promise.reject(new Error('no memory'))
    await expect(queue.runForStranger(0, fail)).rejects.toThrow('no memory')
    await expect(queue.run(fail)).rejects.toThrow('no memory')
    await expect(queue.runForStranger(0, async () => 'next')).resolves.toBe('next')
  })
})
