import { expect, it } from 'vitest'
import { adoptAccount, retryOperation } from '#server/domain/operations/index.ts'
import { runOperation } from '#server/work/index.ts'
import { describeDomain, type TestDomain } from '../domain.ts'
import { addTestServer, runUntilSettled } from '../domain-steps.ts'
import { afterEvents, doneMinutesLater, type Event } from './events.ts'
import { type Cell, type Kind, kinds, routeOf } from './kinds.ts'
import { expectOneEachAndStrangersUntouched } from './ledger.ts'
import { panels } from './panels.ts'
import { armCall, endOf, hasty, patient, type Subject, start, storyOf, untilSettled } from './stage.ts'

describeDomain('A panel with', (open) => {
  it.each(Object.entries(panels))('%s gives operations the result in panels.ts', async (_name, {
    variants,
    ...row
  }) => {
    const test = hasty(open())
    const { sandbox } = test
    await addTestServer(test)
    for (const username of ['early', 'earlier', 'earliest'])
      await sandbox.makeAccount({ username, email: `${username}@elsewhere.example` })
    const play = async (kind: Kind, subject: Subject, lost: boolean) => {
      sandbox.variants.set(variants)
      if (lost) armCall(test, { fault: 'drop-after', kind, username: subject.username }, 1)
      const operationId = await start(test, kind, subject)
      const operation = await untilSettled(test, operationId)
      const story = await storyOf(test, operation)
      sandbox.variants.set({})
      await sandbox.clearFaults()
      if (operation.status === 'succeeded') return story
      if (kind === 'create') {
        const made = sandbox.ledger().find(({ username }) => username === subject.username)
        await adoptAccount(test.ctx, { id: operationId, panelUserId: String(made?.id) })
      } else {
        await retryOperation(test.ctx, { id: operationId })
        expect(await untilSettled(test, operationId)).toMatchObject({ status: 'succeeded' })
      }
      return story
    }
    const well = { username: 'well', accountId: '' }
    const lost = { username: 'lost', accountId: '' }
    const played: Partial<Record<Kind, Cell>> = {}
    for (const kind of kinds) played[kind] = [await play(kind, well, false), await play(kind, lost, true)]
    expect(played).toEqual(row)
    await expectOneEachAndStrangersUntouched(test)
  })
})

const thenThere = ({ sandbox }: TestDomain) =>
  sandbox
    .ledger()
    .filter(({ status }) => status === 'active' || status === 'suspended')
    .filter(({ username }) => username !== 'earlier')
    .map(({ username, status, id }) => `${username} (${id}) ${status}`)
    .join(', ') || 'nothing'

const befall: Record<Event, (test: TestDomain, id: number) => Promise<unknown> | unknown> = {
  'the panel is restored from a backup without the account': ({ sandbox }) => sandbox.restore(),
  "the same, and another owner's account gets its id": async ({ sandbox }) => {
    sandbox.restore()
    await sandbox.makeAccount({ username: 'stranger', email: 'stranger@elsewhere.example' })
  },
  'staff delete the account there': ({ sandbox }, id) => sandbox.changeAccount(id, { status: 'deleted' }),
  'the account gets another username there': ({ sandbox }, id) =>
    sandbox.changeAccount(id, { username: 'renamed' }),
  'the account gets another reference there': ({ sandbox }, id) =>
    sandbox.changeAccount(id, { billing_id: 'somebody-elses', metadata: null }),
}

describeDomain('After a change on the panel', (open) => {
  const cases = Object.keys(befall).flatMap((event) => kinds.map((kind) => [event as Event, kind] as const))

  it.each(cases)('%s: %s has the result in events.ts', async (event, kind) => {
    const test = patient(open())
    const { sandbox } = test
    await addTestServer(test)
    await sandbox.makeAccount({ username: 'earlier', email: 'earlier@elsewhere.example' })
    sandbox.backup()
    const subject: Subject = { username: 'ours', accountId: '' }
    const onPanel = () => sandbox.ledger().find(({ username }) => username === 'ours')
    const done = async (earlier: Kind) => untilSettled(test, await start(test, earlier, subject))
    let operationId = ''
    if (kind === 'create') {
      armCall(test, { fault: 'drop-after', kind, username: 'ours' }, 1)
      // Its lookup after the lost response also fails: the event occurs before the next lookup.
      sandbox.addFault({ fault: 'error', path: 'list', skip: 1 })
      operationId = await start(test, kind, subject)
      await runOperation(test.domain, operationId)
    } else {
      await done('create')
      if (kind === 'unsuspend') await done('suspend')
    }
    await befall[event](test, onPanel()?.id ?? 0)
    if (kind !== 'create') operationId = await start(test, kind, subject)
    const end = await endOf(test, await untilSettled(test, operationId))
    expect([end, thenThere(test)]).toEqual(afterEvents[event][kind])
    await expectOneEachAndStrangersUntouched(test)
  })

  it.each(kinds)('its lost call is executed minutes later: %s has the result in events.ts', async (kind) => {
    const test = patient(open())
    const { sandbox } = test
    await addTestServer(test)
    await sandbox.makeAccount({ username: 'earlier', email: 'earlier@elsewhere.example' })
    const subject: Subject = { username: 'ours', accountId: '' }
    const done = async (earlier: Kind) => untilSettled(test, await start(test, earlier, subject))
    if (kind !== 'create') await done('create')
    if (kind === 'unsuspend') await done('suspend')
    sandbox.addFault({ fault: 'late', until: 'released', path: routeOf[kind], username: 'ours' })
    const operation = await runUntilSettled(test, await start(test, kind, subject))
    const end = await endOf(test, operation)
    const late = sandbox.requests.recent(50).find(({ fault }) => fault === 'late')
    expect(late?.performed).toBeNull()
    sandbox.holds.release()
    await expect.poll(() => late?.performed, { interval: 2 }).not.toBeNull()
    expect([end, thenThere(test)]).toEqual(doneMinutesLater[kind])
    await expectOneEachAndStrangersUntouched(test)
  })
})
