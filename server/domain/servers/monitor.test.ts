import { asc, eq } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { systemClock } from '#server/platform/clock/index.ts'
import { describeDomain, type TestDomain } from '#testing/domain.ts'
import { addTestServer, moveServer, onboardWithHosting, serverRow } from '#testing/domain-steps.ts'
import { serverChecks } from '../tables/server-checks.ts'
import { checkServer } from './check.ts'
import { hastenDoubtful, takeDueChecks } from './due.ts'
import { listServerChecks, purgeServerChecks } from './history.ts'
import { changeServer, pauseServer, startHealthMonitor, testServer, watchServers } from './index.ts'

const minuteMs = 60_000

describeDomain('The health monitor', (open) => {
  const waitUntilNext = async (test: TestDomain, id: string) =>
    ((await serverRow(test, id)).nextCheckAt?.getTime() ?? 0) - test.clock.now().getTime()

  it('checks each server once per interval, with jitter, and sooner if a check contradicts its status', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    expect(await takeDueChecks(test.domain, minuteMs)).toEqual([id])
    expect(await takeDueChecks(test.domain, minuteMs)).toEqual([])
    const wait = await waitUntilNext(test, id)
    expect(wait).toBeGreaterThanOrEqual(0.85 * minuteMs)
    expect(wait).toBeLessThanOrEqual(1.15 * minuteMs)
    test.clock.advance(1.15 * minuteMs)
    expect(await takeDueChecks(test.domain, minuteMs)).toEqual([id])

    await hastenDoubtful(test.domain, id, minuteMs)
    expect(await waitUntilNext(test, id)).toBeGreaterThan(minuteMs / 2)
    await moveServer(test, id, 'http://127.0.0.1:9')
    await checkServer(test.domain, id)
    await hastenDoubtful(test.domain, id, minuteMs)
    expect(await waitUntilNext(test, id)).toBeLessThan(minuteMs / 3)
  })

  it('continues with the other servers while one hangs, and stores the results', async () => {
    const test = open()
    const well = await addTestServer(test, { name: 'Well' })
    const { apiKey, apiSecret, id: keyId } = test.sandbox.createKey({})
    const other = await addTestServer(test, { name: 'Other', apiKey, apiSecret })
    test.sandbox.changeKey(keyId, { revoked: true })
    test.sandbox.addFault({ fault: 'hang', path: 'health', times: 1 })
    const domain = test.domainWith({ clock: systemClock })
    const monitor = startHealthMonitor(domain, { intervalMs: 1000 })
    const found = () =>
      test.database.db.select().from(serverChecks).where(eq(serverChecks.askedBy, 'schedule'))
    while ((await found()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(test.sandbox.holds.count).toBe(1)
    test.sandbox.holds.release()
    while (new Set((await found()).map(({ serverId }) => serverId)).size < 2)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await monitor.stop(5000)
    expect(await serverRow(test, well.id)).toMatchObject({ status: 'online' })
    const { items } = await listServerChecks(test.ctx, { id: other.id, limit: 1 })
    expect(items).toMatchObject([{ askedBy: 'schedule', verdict: 'needs-operator', failed: 'key' }])
    expect(items[0]?.message).toContain('revoked')
  })

  it('keeps its history for a week, and shows it to staff in pages, newest first', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    for (let day = 0; day < 8; day += 1) {
      test.clock.advance(86_400_000)
      await checkServer(test.domain, id)
    }
    await purgeServerChecks(test.domain)
    const pages: string[] = []
    let cursor: number | undefined
    do {
      const page = await listServerChecks(test.ctx, { id, limit: 3, cursor })
      pages.push(...page.items.map(({ at }) => at))
      cursor = page.nextCursor === null ? undefined : Number(page.nextCursor)
    } while (cursor !== undefined)
    expect(pages).toHaveLength(8)
    expect(pages).toEqual(pages.toSorted().toReversed())
    const rows = await test.database.db.select().from(serverChecks).orderBy(asc(serverChecks.id))
    expect(rows).toHaveLength(8)
  })
})

describeDomain('The live list of servers', (open) => {
  it('reports every change by staff, a check or an account', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const leaving = new AbortController()
    const watched = watchServers({ ...test.ctx, signal: leaving.signal })
    const next = async () => (await watched.next()).value?.items[0]
    expect(await next()).toMatchObject({ status: 'online', paused: null, reserved: 0 })
    await pauseServer(test.ctx, { id })
    expect(await next()).toMatchObject({ paused: { by: 'person' } })
    await changeServer(test.ctx, { id, name: 'Renamed' })
    expect(await next()).toMatchObject({ name: 'Renamed' })
    await onboardWithHosting(test)
    expect(await next()).toMatchObject({ reserved: 1 })
    test.sandbox.changeKey(1, { revoked: true })
    await testServer(test.ctx, { id })
    expect(await next()).toMatchObject({ status: 'needs-operator' })
    const ended = watched.next()
    leaving.abort()
    expect(await ended).toMatchObject({ done: true })
  })

  it('is read once for all watchers, and a watcher that joins or is slow gets the latest', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const prepared = vi.spyOn(test.database.db._.session, 'prepareQuery')
    const leaving = new AbortController()
    const watchers = Array.from({ length: 20 }, () => watchServers({ ...test.ctx, signal: leaving.signal }))
    const next = async () => {
      const all = await Promise.all(watchers.map((watcher) => watcher.next()))
      return new Set(all.map(({ value }) => value?.items[0]?.name))
    }
    expect(await next()).toEqual(new Set(['Panel']))
    // The list and its warnings. Each watcher that joined asked for another reading, which they share.
    expect(prepared.mock.calls.length).toBeLessThanOrEqual(4)
    prepared.mockRestore()
    await changeServer(test.ctx, { id, name: 'Second' })
    expect(await next()).toEqual(new Set(['Second']))

    const [slow, quick] = watchers
    for (const name of ['Third', 'Fourth']) {
      await changeServer(test.ctx, { id, name })
      expect((await quick?.next())?.value?.items[0]?.name).toBe(name)
    }
    const late = watchServers({ ...test.ctx, signal: leaving.signal })
    expect((await late.next()).value?.items[0]?.name).toBe('Fourth')
    expect((await slow?.next())?.value?.items[0]?.name).toBe('Fourth')
    leaving.abort()
    expect(await late.next()).toMatchObject({ done: true })
  })

  it('ends for every watcher if a reading fails, and starts again for the next one', async () => {
    const test = open()
    await addTestServer(test)
    const select = vi.spyOn(test.database.db, 'select').mockImplementationOnce(() => {
      throw new Error('The database is away.')
    })
    const watchers = [watchServers(test.ctx), watchServers(test.ctx)]
    for (const ended of await Promise.allSettled(watchers.map((watcher) => watcher.next())))
      expect(ended.status).toBe('rejected')
    select.mockRestore()
    const again = watchServers(test.ctx)
    expect((await again.next()).value?.items).toHaveLength(1)
    await again.return()
  })
})
