import { expect, it } from 'vitest'
import type { PanelHttp } from '#panels/kit/index.ts'
import { markerFor } from '#server/domain/accounts/index.ts'
import { contextOf } from '#server/domain/context.ts'
import { newId } from '#server/platform/clock/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { runOperation } from '#server/work/index.ts'
import { call, describeDomain, type TestDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, onboardWithHosting, provisioned } from '#testing/domain-steps.ts'
import { withSessions } from '#testing/panel-http.ts'
import { servers } from '../tables/servers.ts'
import { listReconciliations, reconcileDueServers, reconcileServer } from './index.ts'

/** The domain on a panel that returns `page` as its list and receives no other request. */
function withList(test: TestDomain, page: (skip: number) => unknown[]) {
  let lists = 0
  const panelHttp: PanelHttp = {
    async request({ url }) {
      const skip = Number(new URL(url).searchParams.get('skip'))
      if (skip === 0) lists += 1
      const body = { kind: 'json' as const, value: page(skip) }
      return { status: 200, headers: {}, body, durationMs: 1, localAddress: undefined }
    },
    probe: async () => [],
  }
  const domain = test.domainWith({ panelHttp: withSessions(panelHttp) })
  return { domain, ctx: contextOf(domain, call()), lists: () => lists }
}

describeDomain('The list of a panel', (open) => {
  it('is read twice before an account counts as gone: deletions during a read move accounts between pages', async () => {
    const test = open()
    const { id: serverId } = await addTestServer(test)
    const { accountId } = await provisioned(test, { username: 'alpha' })
    const { username, email, marker } = await accountRow(test, accountId)
    const alpha = { id: 1, username, email, billing_id: marker, status: 'active' }
    let whole = 0
    const shifting = withList(test, (skip) => {
      if (skip === 0) whole += 1
      return skip === 0 && whole > 1 ? [alpha] : []
    })
    expect((await reconcileServer(shifting.ctx, { id: serverId })).items).toEqual([])
    expect(shifting.lists()).toBe(2)
    const steady = withList(test, (skip) => (skip === 0 ? [alpha] : []))
    expect((await reconcileServer(steady.ctx, { id: serverId })).items).toEqual([])
    expect(steady.lists()).toBe(1)
  })

  it('is limited, reports the number of omitted accounts, and is shown without control characters', async () => {
    const test = open()
    const { id: serverId } = await addTestServer(test)
    const page = [
      ...Array.from({ length: 205 }, (_, at) => ({
        id: at + 1,
        username: `lost${at}`,
        billing_id: markerFor(test.domain, newId()),
      })),
      ...Array.from({ length: 60 }, (_, at) => ({ id: at + 1001, username: `stranger${at}` })),
      { id: 2000, username: 'bell\u0007' },
    ]
    const { domain } = withList(test, (skip) => (skip === 0 ? page : []))
    const run = await reconcileServer(contextOf(domain, call()), { id: serverId })
    expect(run.items).toHaveLength(200)
    expect(run.findings).toEqual({ total: 205, open: 200, leftOut: 5 })
    expect(run.strangers).toMatchObject({ count: 61 })
    expect(run.strangers.sample).toHaveLength(50)
    expect(JSON.stringify(run)).not.toContain('bell')
  })
})

describeDomain('The schedule of reconciliations', (open) => {
  const hour = 3_600_000

  it('runs for each server when its interval is over, except for offline panels and a database that may be a clone', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    const runs = async () =>
      (await listReconciliations(test.ctx, { id, limit: 25 })).items.map(({ startedBy }) => startedBy)
    const due = (random = 0) => reconcileDueServers(test.domain, 6 * hour, () => random)
    test.clock.advance(5 * hour)
    await due()
    expect(await runs()).toEqual([])
    await due(0.9)
    expect(await runs()).toEqual(['schedule'])
    await due(0.9)
    test.clock.advance(6 * hour)
    await test.database.db.insert(installation).values({ id: newId(), standing: 'suspected-copy' })
    await due()
    expect(await runs()).toHaveLength(1)
    await test.database.db.update(installation).set({ standing: 'recognised' })
    await test.database.db.update(servers).set({ breaker: 'open' })
    await due()
    expect(await runs()).toHaveLength(1)
    await test.database.db.update(servers).set({ breaker: 'half-open' })
    test.sandbox.addFault({ fault: 'error', path: 'list' })
    await due()
    expect(await runs()).toHaveLength(1)
    await due()
    expect(await runs()).toHaveLength(2)
  })

  it('skips accounts whose creation is not resolved yet', async () => {
    const test = open()
    const { id } = await addTestServer(test)
    test.sandbox.addFault({ fault: 'drop-after', path: 'create' })
    test.sandbox.addFault({ fault: 'error', path: 'list', skip: 1, times: 'always' })
    const { operationId } = await onboardWithHosting(test)
    await runOperation(test.domain, operationId)
    await test.sandbox.clearFaults()
    expect(await reconcileServer(test.ctx, { id })).toMatchObject({
      onPanel: 1,
      leftOut: 1,
      items: [],
      strangers: { count: 0 },
    })
  })
})
