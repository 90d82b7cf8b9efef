import { expect, it } from 'vitest'
import { testClock } from '#server/platform/clock/index.ts'
import { openKeyring } from '#server/platform/secrets/index.ts'
import { describeOnEmbedded } from '#testing/database.ts'
import { Sessions } from './index.ts'

const keyring = await openKeyring({ secretKey: 'a secret for tests, long enough', dataDir: '.' })
const limit = { idleMs: 1, longestMs: 1 }

describeOnEmbedded('The cookie of a session', (open) => {
  it('is a token and its signature, and nothing else', () => {
    const { db } = open().database
    const clock = testClock('2026-03-01T08:00:00.000Z')
    const limits = { staff: limit, customer: limit }
    const sessions = new Sessions({ db, clock, keyring, publicUrl: undefined, limits })
    const read = (value: string) =>
      sessions.tokenHashIn(new Headers({ cookie: `nextpanel-billing=${value}` }))
    const signed = `token.${keyring.mac('session', 'token')}`
    expect(read(signed)).toMatch(/^[\w-]{43}$/)
    for (const value of [`${signed}.`, `${signed}.extra`, `.${signed}`, 'token', 'token.', ''])
      expect([value, read(value)]).toEqual([value, null])
  })
})
