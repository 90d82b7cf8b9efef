import { describe, expect, it } from 'vitest'
import { Queues } from './queues.ts'

const well = { struggled: false, slowestMs: 10, ownMs: 0 }

/** Returns queues whose runs end when the test ends them. */
function opened(most: number, readLimit: () => Promise<number | null> = async () => null) {
  const queues = new Queues(most)
  const under = new Map<string, () => void>()
  const errors: unknown[] = []
  let peak = 0
  const run = (operationId: string) =>
    new Promise<typeof well>((resolve) => {
      under.set(operationId, () => {
        under.delete(operationId)
        resolve(well)
      })
      peak = Math.max(peak, under.size)
    })
  queues.open({ run, whenWoken: () => {}, readLimit, onError: (error) => errors.push(error) })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  const endOne = async () => {
    const [end] = under.values()
    end?.()
    await settle()
  }
  return { queues, run, under, errors, endOne, settle, peak: () => peak }
}

describe('The queues of a process', () => {
  it('run at most as many operations of one queue at once as the setting allows', async () => {
    const { queues, under, endOne, errors, peak } = opened(3)
    for (let id = 0; id < 10; id += 1) queues.push('server', `operation ${id}`, null)
    expect(under.size).toBe(3)
    let ended = 0
    for (; under.size > 0; ended += 1) await endOne()
    expect(ended).toBe(10)
    expect(peak()).toBe(3)
    expect(errors).toEqual([])
  })

  it('count an operation that is started directly', async () => {
    const { queues, run, under, endOne, peak } = opened(2)
    const first = queues.tryTake('server', null)
    const second = queues.tryTake('server', null)
    expect(queues.tryTake('server', null)).toBeNull()
    if (!first || !second) throw new Error('There was room.')
    queues.push('server', 'queued', null)
    expect(under.size).toBe(0)
    queues.start(first, 'direct', () => run('direct'))
    second.release()
    expect([...under.keys()]).toEqual(['direct', 'queued'])
    queues.push('server', 'next', null)
    expect(queues.tryTake('server', null)).toBeNull()
    while (under.size > 0) await endOne()
    expect(peak()).toBe(2)
    expect(queues.tryTake('server', null)).not.toBeNull()
  })

  it('start nothing directly while an operation of the queue waits, even if there is room', () => {
    const { queues } = opened(2)
    queues.push('server', 'first', null)
    queues.tryTake('server', null)?.release()
    // Woken while it runs, so it waits for its own end.
    queues.push('server', 'first', null)
    expect(queues.tryTake('server', null)).toBeNull()
  })

  it('run as many operations as the rules of the queue allow, if that is less than the setting', async () => {
    let limit: number | null = 1
    const { queues, under, endOne } = opened(4, async () => limit)
    for (let id = 0; id < 6; id += 1) queues.push('server', `operation ${id}`, limit)
    expect(under.size).toBe(1)
    expect(queues.tryTake('server', limit)).toBeNull()
    // The rules are read again after each run: the server has recovered.
    limit = 3
    await endOne()
    expect(under.size).toBe(3)
  })

  it('do not delay the operations of one queue by those of another', () => {
    const { queues, under } = opened(1)
    for (const queue of ['hanging', 'healthy'])
      for (const id of [1, 2]) queues.push(queue, `${queue} ${id}`, null)
    expect([...under.keys()]).toEqual(['hanging 1', 'healthy 1'])
  })

  it('run nothing before they are opened, and start nothing after they are closed', async () => {
    const closed = new Queues(2)
    closed.push('server', 'operation', null)
    expect(closed.isOpen).toBe(false)
    expect(closed.tryTake('server', null)).toBeNull()

    const { queues, under, endOne } = opened(1)
    queues.push('server', 'first', null)
    queues.push('server', 'second', null)
    const closing = queues.close(60_000)
    await endOne()
    await closing
    expect(under.size).toBe(0)
  })
})
