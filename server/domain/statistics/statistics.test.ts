import { describe, expect, it } from 'vitest'
import { onboardingQuery, serverHealthQuery } from '#contracts/statistics/schemas.ts'
import { describeDomain } from '#testing/domain.ts'
import {
  addTestServer,
  newCustomer,
  onboardWithHosting,
  provisioned,
  runUntilSettled,
} from '#testing/domain-steps.ts'
import { onboardCustomer } from '../onboarding/index.ts'
import { pauseServer } from '../servers/index.ts'
import { serverChecks } from '../tables/server-checks.ts'
import { readOnboardings, readServerHealth, readServerStatistics, readStatisticsOfServers } from './index.ts'

const hour = 3_600_000
const day = 24 * hour

describeDomain('Statistics', (open) => {
  const onboardings = (query: Record<string, unknown> = {}) =>
    readOnboardings(open().ctx, onboardingQuery.parse(query))
  const health = (id: string, period?: 'day' | 'week') =>
    readServerHealth(open().ctx, serverHealthQuery.parse({ id, period }))

  describe('of a server', () => {
    it('count its creations of the last 24 hours, with their median time, and its open operations', async () => {
      const test = open()
      const server = await addTestServer(test)
      await provisioned(test, { username: 'yesterday' })
      test.clock.advance(day + hour)
      for (const [username, waitMs] of [
        ['one', 1000],
        ['two', 3000],
        ['three', 8000],
      ] as const) {
        const { operationId } = await onboardWithHosting(test, { username })
        test.clock.advance(waitMs)
        await runUntilSettled(test, operationId)
      }
      const other = await addTestServer(test, { name: 'Other', apiKey: 'npk_other' })
      await onboardWithHosting(test, { username: 'waiting', serverId: server.id })
      await onboardWithHosting(test, { username: 'elsewhere', serverId: other.id })
      expect(await readServerStatistics(test.ctx, { id: server.id })).toMatchObject({
        since: new Date(test.clock.now().getTime() - day).toISOString(),
        creations: { succeeded: 3, notSucceeded: 0, underWay: 1, medianMs: 3000 },
        queue: { queued: 1, running: 0, waiting: 0, needsPerson: 0 },
        breaker: { state: 'closed', failures: 0, opensAfter: 5, probeAt: null },
      })
      const { lastChecks } = await readServerStatistics(test.ctx, { id: server.id })
      expect(lastChecks?.map(({ state }) => state)).not.toContain('fail')
    })

    it('are the same in the list of all servers', async () => {
      const test = open()
      const first = await addTestServer(test)
      await provisioned(test, { username: 'one' })
      const other = await addTestServer(test, { name: 'Other', apiKey: 'npk_other' })
      await onboardWithHosting(test, { username: 'waiting', serverId: other.id })
      const { since, items } = await readStatisticsOfServers(test.ctx)
      expect(items).toHaveLength(2)
      for (const id of [first.id, other.id]) {
        const own = await readServerStatistics(test.ctx, { id })
        const listed = items.find(({ serverId }) => serverId === id)
        expect(listed).toEqual({ serverId: id, creations: own.creations, queue: own.queue })
        expect(since).toBe(own.since)
      }
    })

    it('count failures, and have no median if no creation succeeded', async () => {
      const test = open()
      const server = await addTestServer(test, { capacity: 1 })
      await provisioned(test, { username: 'first' })
      test.clock.advance(day + hour)
      await onboardWithHosting(test, { username: 'toomany', serverId: server.id })
      const { creations } = await readServerStatistics(test.ctx, { id: server.id })
      expect(creations).toEqual({ succeeded: 0, notSucceeded: 1, underWay: 0, medianMs: null })
    })

    it('show its health in stable steps, for a day or a week', async () => {
      const test = open()
      const server = await addTestServer(test)
      await test.database.db.delete(serverChecks)
      const check = (hoursAgo: number, verdict: 'online' | 'offline', durationMs: number) => ({
        serverId: server.id,
        at: new Date(test.clock.now().getTime() - hoursAgo * hour),
        askedBy: 'schedule' as const,
        verdict,
        durationMs,
      })
      await test.database.db
        .insert(serverChecks)
        .values([
          check(0, 'online', 10),
          check(0, 'online', 20),
          check(0, 'offline', 5000),
          check(5, 'offline', 5000),
          check(30, 'online', 10),
        ])
      const today = await health(server.id)
      expect([today.items.length, today.stepMs]).toEqual([48, hour / 2])
      expect(today.items.at(-1)).toMatchObject({ online: 2, offline: 1, medianMs: 15 })
      expect(today.items.filter(({ offline }) => offline > 0).map(({ at }) => at)).toEqual([
        '2026-03-01T03:00:00.000Z',
        '2026-03-01T08:00:00.000Z',
      ])
      expect(today.items.reduce((sum, { online }) => sum + online, 0)).toBe(2)
      test.clock.advance(hour / 4)
      expect((await health(server.id)).from).toBe(today.from)
      const week = await health(server.id, 'week')
      expect(week.items.reduce((sum, { online }) => sum + online, 0)).toBe(3)
    })
  })

  describe('of onboardings', () => {
    it('are by day in the requested time zone, including days without onboardings', async () => {
      const test = open()
      await addTestServer(test)
      await provisioned(test, { username: 'first' })
      // 23:30 in UTC is the next day in Berlin.
      test.clock.advance(15.5 * hour)
      const { operationId } = await onboardWithHosting(test, { username: 'second' })
      test.clock.advance(4000)
      await runUntilSettled(test, operationId)
      await onboardCustomer(test.ctx, newCustomer())
      const utc = await onboardings({ days: 3 })
      expect(utc.firstDay).toBe('2026-03-01')
      expect(utc.items.map(({ day: on, customers, succeeded }) => [on, customers, succeeded])).toEqual([
        ['2026-02-27', 0, 0],
        ['2026-02-28', 0, 0],
        ['2026-03-01', 3, 2],
      ])
      expect(utc.total).toMatchObject({ customers: 3, succeeded: 2, notSucceeded: 0, underWay: 0 })
      const berlin = await onboardings({ days: 2, timeZone: 'Europe/Berlin' })
      expect(berlin.items.map(({ day: on, customers, medianMs }) => [on, customers, medianMs])).toEqual([
        ['2026-03-01', 1, 0],
        ['2026-03-02', 2, 4000],
      ])
      test.clock.advance(40 * day)
      expect(await onboardings()).toMatchObject({
        firstDay: '2026-03-01',
        total: { customers: 0, succeeded: 0, medianMs: null },
      })
    })

    it('are compared with the same number of days before, by day and in total', async () => {
      const test = open()
      await addTestServer(test)
      await provisioned(test, { username: 'first' })
      expect((await onboardings({ days: 2 })).previous).toBeNull()
      test.clock.advance(2 * day)
      const { operationId } = await onboardWithHosting(test, { username: 'second' })
      test.clock.advance(4000)
      await runUntilSettled(test, operationId)
      await onboardCustomer(test.ctx, newCustomer())

      const { items, total, previous } = await onboardings({ days: 2 })
      expect(items.map(({ day: on, customers }) => [on, customers])).toEqual([
        ['2026-03-02', 0],
        ['2026-03-03', 2],
      ])
      expect(total).toMatchObject({ customers: 2, succeeded: 1, medianMs: 4000 })
      expect(previous?.items.map(({ day: on, customers, succeeded }) => [on, customers, succeeded])).toEqual([
        ['2026-02-28', 0, 0],
        ['2026-03-01', 1, 1],
      ])
      expect(previous?.total).toMatchObject({ customers: 1, succeeded: 1, medianMs: 0 })
      // On the first day of the installation there is no period before.
      expect((await onboardings({ days: 3 })).previous).toBeNull()
    })

    it('count failed creations and creations in progress', async () => {
      const test = open()
      const server = await addTestServer(test, { capacity: 1 })
      await onboardWithHosting(test, { username: 'queued' })
      await pauseServer(test.ctx, { id: server.id })
      await onboardWithHosting(test, { username: 'full', serverId: server.id })
      expect((await onboardings({ days: 1 })).items).toEqual([
        { day: '2026-03-01', customers: 2, succeeded: 0, notSucceeded: 1, underWay: 1, medianMs: null },
      ])
    })

    it('refuse an unknown time zone', async () => {
      await expect(onboardings({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'invalid-body' })
    })
  })

  it('are only available for existing servers', async () => {
    await expect(
      readServerStatistics(open().ctx, { id: '00000000-0000-7000-8000-000000000000' }),
    ).rejects.toMatchObject({ code: 'not-found' })
  })
})
