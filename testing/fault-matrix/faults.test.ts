import { expect, it } from 'vitest'
import { type AnyFaultName, canMeet, everyFaultName } from '#sandbox/faults/table.ts'
import { releaseQuarantines } from '#server/domain/hosting/index.ts'
import { retryOperation } from '#server/domain/operations/index.ts'
import { checkServer } from '#server/domain/servers/index.ts'
import { describeDomain, type TestDomain } from '../domain.ts'
import { accountRow, addTestServer, slotHolders } from '../domain-steps.ts'
import { faultsOfCalls } from './calls.ts'
import { type Kind, kinds, type Row, routeOf } from './kinds.ts'
import { expectOneEachAndStrangersUntouched } from './ledger.ts'
import { faultsOfReads } from './reads.ts'
import {
  armCall,
  armReads,
  endOf,
  hasty,
  patient,
  type Subject,
  start,
  storyOf,
  untilSettled,
} from './stage.ts'

/** Faults that need a different choice by staff, not a plain retry. */
const needsAnotherName: readonly AnyFaultName[] = ['stranger-username', 'stranger-email']

const asSentences = (table: Readonly<Record<AnyFaultName, Row>>, kind: Kind) =>
  Object.fromEntries(
    everyFaultName.flatMap((fault) => {
      const cell = table[fault][kind]
      return cell === null ? [] : [[fault, { once: cell[0], stays: cell[1] }]]
    }),
  )

interface Theme {
  readonly table: Readonly<Record<AnyFaultName, Row>>
  readonly meets: (kind: Kind, fault: AnyFaultName) => boolean
  readonly arm: (
    test: TestDomain,
    what: { fault: AnyFaultName; kind: Kind; username: string },
    times: 1 | 'always',
  ) => void
}

/**
 * Two accounts per fault, one for a single fault and one for a persistent one, through all actions on an
 * account.
 */
async function playAll(test: TestDomain, { table, meets, arm }: Theme): Promise<void> {
  const { id: serverId } = await addTestServer(test, { capacity: 1000 })
  for (const username of ['somebody', 'neighbour'])
    await test.sandbox.makeAccount({ username, email: `${username}@elsewhere.example` })
  const subjects = new Map<string, Subject>()
  const subjectOf = (prefix: string, fault: AnyFaultName): Subject => {
    const username = `${prefix}${fault.replaceAll('-', '')}`
    const subject = subjects.get(username) ?? { username, accountId: '' }
    subjects.set(username, subject)
    return subject
  }

  const once = async (kind: Kind, fault: AnyFaultName) => {
    const world = patient(test)
    const subject = subjectOf('once', fault)
    arm(world, { fault, kind, username: subject.username }, 1)
    const operationId = await start(world, kind, subject)
    const story = await storyOf(
      world,
      await untilSettled(world, operationId, () => world.sandbox.clearFaults()),
    )
    await world.sandbox.clearFaults()
    return story
  }

  const stays = async (kind: Kind, fault: AnyFaultName) => {
    const world = hasty(test)
    const subject = subjectOf('stays', fault)
    arm(world, { fault, kind, username: subject.username }, 'always')
    const operationId = await start(world, kind, subject)
    const operation = await untilSettled(world, operationId)
    const end = await endOf(world, operation)
    await world.sandbox.clearFaults()
    if (operation.status !== 'succeeded' && !needsAnotherName.includes(fault)) {
      await checkServer(world.domain, serverId)
      await retryOperation(world.ctx, { id: operationId })
      expect(
        await untilSettled(world, operationId),
        `${fault}, ${kind}: a retry when the panel is well`,
      ).toMatchObject({
        status: 'succeeded',
      })
    }
    // The remaining actions need accounts that were read once.
    if (kind === 'create' && operation.status === 'succeeded')
      if (!(await accountRow(world, subject.accountId)).verified) {
        subject.username += 'seen'
        await untilSettled(world, await start(world, kind, subject))
      }
    return end
  }

  const expectedLiving = { create: 'active', suspend: 'suspended', unsuspend: 'active', terminate: 'deleted' }
  for (const kind of kinds) {
    const played: Record<string, { once: string; stays: string }> = {}
    const faults = everyFaultName.filter((fault) => meets(kind, fault))
    for (const fault of faults)
      played[fault] = { once: await once(kind, fault), stays: await stays(kind, fault) }
    expect(played, kind).toEqual(asSentences(table, kind))
    const made = new Set(
      faults
        .filter((fault) => !needsAnotherName.includes(fault))
        .flatMap((fault) => [subjectOf('once', fault).username, subjectOf('stays', fault).username]),
    )
    const onPanel = test.sandbox
      .ledger()
      .filter(({ username, by }) => made.has(username) && by !== 'stranger')
    expect(onPanel.filter(({ status }) => status !== expectedLiving[kind])).toEqual([])
    expect(onPanel.map(({ username }) => username).toSorted()).toEqual([...made].toSorted())
  }
  await expectOneEachAndStrangersUntouched(test)
}

describeDomain('Every fault of the panel', (open) => {
  it('on the call itself gives each kind of operation the result in calls.ts', async () => {
    const test = open()
    await playAll(test, {
      table: faultsOfCalls,
      meets: (kind, fault) => canMeet(routeOf[kind], fault),
      arm: armCall,
    })
    // After a create was repeated, the first one of unknown outcome may still take effect, for a day.
    const before = await slotHolders(test)
    test.clock.advance(test.domain.engine.quarantineMs)
    await releaseQuarantines(test.domain)
    const after = await slotHolders(test)
    expect(before.length).toBeGreaterThan(after.length)
    expect(after.filter((username) => canMeet('delete', faultOf(username)))).toEqual([])
  }, 240_000)

  it('on reads gives each kind of operation the result in reads.ts', async () => {
    await playAll(open(), {
      table: faultsOfReads,
      meets: (_kind, fault) => canMeet('get', fault),
      arm: (test, { fault }, times) => armReads(test, fault, times),
    })
  }, 240_000)
})

const faultOf = (username: string): AnyFaultName =>
  everyFaultName.find((fault) => username.replace(/^(once|stays)/, '') === fault.replaceAll('-', '')) ??
  'drop'
