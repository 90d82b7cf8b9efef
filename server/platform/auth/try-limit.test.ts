import { expect, it, vi } from 'vitest'
import { describeDomain } from '#testing/domain.ts'
import { limitKey, TryLimit } from './try-limit.ts'

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['unknown', 'unknown'],
])('counts %s under %s', (address, key) => {
  expect(limitKey(address)).toBe(key)
})

describeDomain('A limit of attempts', (open) => {
  const limitOf = (most = 2) => {
    const { database, clock } = open()
    const db = database.db
    return new TryLimit({ name: 'test', most, windowMs: 60_000, message: 'Wait a minute.', db, clock })
  }
  const refused = { code: 'too-many-requests', message: 'Wait a minute.' }

  it('refuses from the first attempt above it until the minute ends, and counts addresses separately', async () => {
    const { clock } = open()
    const limit = limitOf()
    await limit.count('203.0.113.9')
    clock.advance(20_000)
    await limit.count('203.0.113.9')
    await expect(limit.count('203.0.113.9')).rejects.toMatchObject({ ...refused, retryAfterSeconds: 40 })
    await limit.count('203.0.113.10')
    clock.advance(60_001)
    limit.refuseKnown('203.0.113.9')
    await limit.count('203.0.113.9')
  })

  it('refuses a known address without a statement', async () => {
    const { database, clock } = open()
    const limit = limitOf(1)
    limit.refuseKnown('203.0.113.9')
    await limit.count('203.0.113.9')
    await expect(limit.count('203.0.113.9')).rejects.toMatchObject(refused)
    const prepared = vi.spyOn(database.db._.session, 'prepareQuery')
    clock.advance(59_000)
    expect(() => limit.refuseKnown('203.0.113.9')).toThrow('Wait a minute.')
    expect(prepared).not.toHaveBeenCalled()
    prepared.mockRestore()
    clock.advance(1_001)
    limit.refuseKnown('203.0.113.9')
  })

  it('holds after a restart and at another process', async () => {
    await limitOf(1).count('203.0.113.9')
    await expect(limitOf(1).count('203.0.113.9')).rejects.toMatchObject(refused)
  })

  it('does not refuse forever if the clock was set back', async () => {
    const limit = limitOf(1)
    await limit.count('203.0.113.9')
    await expect(limit.count('203.0.113.9')).rejects.toMatchObject(refused)
    open().clock.setBack(3_600_000)
    limit.refuseKnown('203.0.113.9')
    await limit.count('203.0.113.9')
  })

  it('refuses a burst above it without a statement, before the first attempts are counted', () => {
    const { clock } = open()
    const limit = limitOf(2)
    limit.refuseBurst('203.0.113.9')
    limit.refuseBurst('203.0.113.9')
    expect(() => limit.refuseBurst('203.0.113.9')).toThrow('Wait a minute.')
    limit.refuseBurst('203.0.113.10')
    clock.advance(60_001)
    limit.refuseBurst('203.0.113.9')
  })

  it('forgets the attempts before a success', async () => {
    const limit = limitOf(2)
    for (let turn = 0; turn < 5; turn += 1) {
      await limit.count('203.0.113.9')
      await limit.forget('203.0.113.9')
    }
    await limit.count('203.0.113.9')
    await limit.count('203.0.113.9')
    await expect(limit.count('203.0.113.9')).rejects.toMatchObject(refused)
  })
})
