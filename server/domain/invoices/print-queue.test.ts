import { expect, it } from 'vitest'
import type { Actor } from '#server/platform/auth/actor.ts'
import { newId } from '#server/platform/clock/index.ts'
import { describeDomain } from '#testing/domain.ts'
import { printOnce } from './print-queue.ts'

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text))

describeDomain('The queue of PDFs', (open) => {
  const customerContext = () => {
    const id = newId()
    const actor: Actor = { kind: 'customer', userId: id, customerId: id, name: 'Ada', email: 'a@example.com' }
    return { ...open().ctx, actor }
  }

  it('renders one file at a time, each content once', async () => {
    const { ctx } = open()
    let running = 0
    let most = 0
    let rendered = 0
    const render = async () => {
      running += 1
      rendered += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      return bytesOf('pdf')
    }
    const keys = Array.from({ length: 5 }, () => newId())
    await Promise.all([...keys, ...keys].map((key) => printOnce(ctx, key, render)))
    expect([most, rendered]).toEqual([1, 5])
    await printOnce(ctx, keys[4] ?? '', render)
    expect(rendered).toBe(5)
  })

  it('refuses further files while 10 wait, and continues after a file that failed', async () => {
    const { ctx } = open()
    let end: (bytes: Uint8Array) => void = () => {}
    const blocked = printOnce(ctx, newId(), () => new Promise<Uint8Array>((resolve) => (end = resolve)))
    const failing = newId()
    const fail = async () => {
      throw new Error('no font')
    }
    const failed = printOnce(ctx, failing, fail).catch((error: Error) => error.message)
    const waiting = Array.from({ length: 8 }, () => printOnce(ctx, newId(), async () => bytesOf('pdf')))
    await expect(printOnce(ctx, newId(), async () => bytesOf('pdf'))).rejects.toMatchObject({
      code: 'too-many-requests',
      retryAfterSeconds: 5,
    })
    await new Promise((resolve) => setImmediate(resolve))
    end(bytesOf('first'))
    expect(await blocked).toEqual(bytesOf('first'))
    expect(await failed).toBe('no font')
    await Promise.all(waiting)
    expect(await printOnce(ctx, failing, async () => bytesOf('pdf'))).toEqual(bytesOf('pdf'))
  })

  it('renders 30 files of a customer in a minute, and does not limit those that are kept', async () => {
    const ctx = customerContext()
    const print = (key: string) => printOnce(ctx, key, async () => bytesOf('pdf'))
    const keys = Array.from({ length: 30 }, () => newId())
    for (const key of keys) await print(key)
    await expect(print(newId())).rejects.toMatchObject({ code: 'too-many-requests' })
    expect(await print(keys[29] ?? '')).toEqual(bytesOf('pdf'))
    await expect(printOnce(customerContext(), newId(), async () => bytesOf('pdf'))).resolves.toBeDefined()
    open().clock.advance(60_001)
    await expect(print(newId())).resolves.toBeDefined()
  })
})
