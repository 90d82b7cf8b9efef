import { expect, it } from 'vitest'
import { describeDomain } from '#testing/domain.ts'
import { KnownDevices } from './known-device.ts'
import { LoginLimit } from './login-limit.ts'

const email = 'owner@example.com'
const refused = { code: 'too-many-requests', retryAfterSeconds: 900 }

describeDomain('The limit of wrong passwords for one login', (open) => {
  function scene() {
    const { database, clock, domain } = open()
    const devices = new KnownDevices(domain.keyring, undefined)
    const limitOf = () => new LoginLimit(devices, { of: 'passwords', most: 3, db: database.db, clock })
    const from = (address: string, headers = new Headers()) => ({ headers, address, email })
    const cookie = devices.cookieFor(email).split(';')[0] ?? ''
    const flood = async (limit: LoginLimit) => {
      for (let n = 1; n <= 3; n += 1) await limit.count(from(`203.0.113.${n}`), false)
      await expect(limit.count(from('203.0.113.4'), false)).rejects.toMatchObject(refused)
    }
    return { clock, limitOf, from, flood, ownDevice: new Headers({ cookie }) }
  }

  it('refuses guesses from many addresses together, for 15 minutes and for this login only', async () => {
    const { clock, limitOf, from, flood } = scene()
    const limit = limitOf()
    await flood(limit)
    await expect(
      limit.count({ ...from('203.0.113.5'), email: 'OWNER@example.com' }, false),
    ).rejects.toMatchObject(refused)
    await limit.count({ ...from('203.0.113.5'), email: 'other@example.com' }, false)
    clock.advance(900_001)
    await limit.count(from('203.0.113.5'), false)
  })

  it('survives a restart and holds for other processes', async () => {
    const { limitOf, from, flood } = scene()
    await flood(limitOf())
    await expect(limitOf().count(from('203.0.113.9'), false)).rejects.toMatchObject(refused)
  })

  it('lets the owner in from a known browser and from a known address', async () => {
    const { limitOf, from, flood, ownDevice } = scene()
    const limit = limitOf()
    await flood(limit)
    limit.refuseKnown(from('203.0.113.4', ownDevice))
    await limit.count(from('203.0.113.4', ownDevice), false)
    await limit.count(from('198.51.100.7'), true)
  })

  it('also limits a known browser and a known address, each on its own', async () => {
    const { limitOf, from, ownDevice } = scene()
    const limit = limitOf()
    const byDevice = from('203.0.113.4', ownDevice)
    const byAddress = from('198.51.100.7')
    for (let n = 0; n < 3; n += 1) await limit.count(byDevice, false)
    await expect(limit.count(byDevice, false)).rejects.toMatchObject(refused)
    for (let n = 0; n < 3; n += 1) await limit.count(byAddress, true)
    await expect(limit.count(byAddress, true)).rejects.toMatchObject(refused)
    await limit.count(from('203.0.113.8'), false)
  })

  it('counts no password that was right', async () => {
    const { limitOf, from } = scene()
    const limit = limitOf()
    for (let n = 0; n < 6; n += 1) await (await limit.count(from('203.0.113.4'), false))()
  })

  it('refuses a second attempt from the same address before the queue, without the body being hashed', async () => {
    const { limitOf, from, flood, ownDevice } = scene()
    const limit = limitOf()
    await flood(limit)
    expect(() => limit.refuseKnown(from('203.0.113.4'))).toThrow('Too many wrong passwords for this login.')
    limit.refuseKnown(from('203.0.113.77'))
    limit.refuseKnown(from('203.0.113.4', ownDevice))
  })
})
