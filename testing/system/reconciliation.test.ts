import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type Reconciliation,
  reconciliation,
  reconciliationPage,
  resolvedFinding,
} from '#contracts/reconciliation/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import { bodyOf, problemOf, send } from '../http-client.ts'
import { eventually } from '../running-process.ts'
import { type RunningSystem, startSystem } from '../running-system.ts'
import { newCustomer, onboardWaiting } from './onboarding.ts'

let system: RunningSystem
let serverId: string
beforeAll(async () => {
  system = await startSystem({ env: { RECONCILE_INTERVAL_MS: '2000' } })
  serverId = (await system.addServer()).id
})
afterAll(() => system?.remove())

const onPanel = (id: number, change: object) =>
  send(`${system.sandbox.url}/_sandbox/accounts/${id}`, { method: 'PATCH', body: change })

it('runs by the API and on schedule, and staff resolve its findings over the API', async () => {
  for (const username of ['anna', 'berta', 'clara']) await onboardWaiting(system, newCustomer(username))
  const path = `/api/v1/servers/${serverId}/reconciliations`
  const byItself = await eventually('the schedule has run', async () => {
    const { items } = bodyOf(await system.admin('GET', `${path}?limit=5`), 200, reconciliationPage)
    return items.find(({ startedBy }) => startedBy === 'schedule')
  })
  expect(byItself).toMatchObject({ complete: true, findings: { total: 0 } })

  await system.kill()
  await system.start({ RECONCILE_INTERVAL_MS: '0' })
  await onPanel(1, { status: 'suspended' })
  await onPanel(2, { status: 'deleted' })
  const key = { 'idempotency-key': newId() }
  const run: Reconciliation = bodyOf(await system.admin('POST', path, { headers: key }), 201, reconciliation)
  expect(bodyOf(await system.admin('POST', path, { headers: key }), 201, reconciliation).id).toBe(run.id)
  expect(bodyOf(await system.admin('GET', `/api/v1/reconciliations/${run.id}`), 200, reconciliation)).toEqual(
    run,
  )
  expect(run.items.map(({ kind, username }) => [kind, username])).toEqual([
    ['gone', 'berta'],
    ['drift', 'anna'],
  ])

  const [gone, drift] = run.items
  const resolve = (finding: string | undefined, body: object) =>
    system.admin('POST', `/api/v1/reconciliations/${run.id}/findings/${finding}/resolve`, {
      body,
      headers: { prefer: 'wait=30' },
    })
  expect(problemOf(await resolve(gone?.id, { action: 'adopt' }))).toMatchObject({
    status: 409,
    code: 'wrong-state',
  })
  expect(problemOf(await resolve(gone?.id, { action: 'delete' }))).toMatchObject({
    status: 422,
    code: 'invalid-body',
  })
  expect(problemOf(await resolve(newId(), { action: 'adopt' }))).toMatchObject({
    status: 404,
    code: 'not-found',
  })
  const marked = bodyOf(await resolve(gone?.id, { action: 'mark-gone' }), 200, resolvedFinding)
  expect([marked.account.status, marked.operation]).toEqual(['terminated', null])
  const applied = bodyOf(await resolve(drift?.id, { action: 're-apply' }), 200, resolvedFinding)
  expect(applied.operation).toMatchObject({ kind: 'unsuspend', status: 'succeeded' })
  expect(applied.reconciliation.findings).toMatchObject({ total: 2, open: 0 })
  expect(bodyOf(await system.admin('POST', path), 201, reconciliation).items).toEqual([])
}, 60_000)
