import { describe, expect, it } from 'vitest'
import type { PanelHttp } from '#panels/kit/index.ts'
import { nextPanel } from './index.ts'

const connection = { baseUrl: 'http://panel.example', apiKey: 'npk_1234567890', apiSecret: 'nps_1234567890' }

/** A panel whose list has these pages, each with this delay. */
function listOf(pages: (skip: number) => unknown[], durationMs = 1) {
  const asked: string[] = []
  const http: PanelHttp = {
    async request({ url }) {
      asked.push(url)
      const skip = Number(new URL(url).searchParams.get('skip'))
      return {
        status: 200,
        headers: {},
        body: { kind: 'json', value: pages(skip) },
        durationMs,
        localAddress: undefined,
      }
    },
    probe: async () => [],
  }
  return { asked, client: nextPanel.connect(connection, http) }
}

describe('the whole list', () => {
  it('is complete with an entry that shows only its id, and incomplete with one without an id', async () => {
    const john = { id: 1, username: 'john', email: 'john@example.com' }
    const odd = { id: 2, username: 'not\u0007a name' }
    const told = { accounts: [{ id: '1', username: 'john' }], unclearIds: ['2'] }
    const readable = listOf((skip) => (skip === 0 ? [john, odd] : []))
    expect((await readable.client.list()).value).toMatchObject({ ...told, complete: true })
    const nameless = listOf((skip) => (skip === 0 ? [john, odd, { id: '3', username: 'jane' }] : []))
    expect((await nameless.client.list()).value).toMatchObject({
      ...told,
      complete: false,
      why: 'Accounts without a valid ID in the panel’s list: 1.',
    })
  })

  it('is read for at most a minute, and up to a number of accounts', async () => {
    const endless = (size: number) => (skip: number) =>
      Array.from({ length: size }, (_, at) => ({ id: skip + at + 1, username: `user${skip + at}` }))
    const slow = listOf(endless(100), 9_000)
    expect((await slow.client.list()).value).toMatchObject({
      complete: false,
      why: expect.stringContaining('60 s'),
    })
    expect(slow.asked).toHaveLength(7)
    const crowded = listOf(endless(20_000))
    expect((await crowded.client.list()).value).toMatchObject({
      complete: false,
      why: expect.stringContaining('there are more'),
    })
    expect(crowded.asked).toHaveLength(3)
  })

  it('is read up to 20,000 accounts of one response, while other work continues', async () => {
    let turns = 0
    let isReading = true
    const otherWork = () => {
      turns += 1
      if (isReading) setImmediate(otherWork)
    }
    const huge = listOf(() => Array.from({ length: 500_000 }, (_, at) => at + 1))
    const reading = huge.client.list()
    setImmediate(otherWork)
    expect((await reading).value).toMatchObject({
      accounts: [],
      complete: false,
      why: expect.stringContaining('more than 20000 accounts'),
    })
    isReading = false
    expect(huge.asked).toHaveLength(1)
    // A single slice would give the other work one or two turns.
    expect(turns).toBeGreaterThan(4)
  })
})
