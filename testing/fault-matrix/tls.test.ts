import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox, testAuthority } from '#sandbox/index.ts'
import { checkServer } from '#server/domain/servers/index.ts'
import { describeDomain } from '../domain.ts'
import { addTestServer, serverRow } from '../domain-steps.ts'
import { type Cell, type Kind, kinds } from './kinds.ts'
import { expectOneEachAndStrangersUntouched } from './ledger.ts'
import { endOf, patient, type Subject, start, storyOf, untilSettled } from './stage.ts'
import { tlsTroubles } from './tls.ts'

describeDomain('A panel with TLS trouble', (open) => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ controlPort: 0, tls: 'valid' })
  })
  afterAll(() => sandbox?.close())

  it('stops each kind of operation before a byte is sent, and all resume when it is fixed, as in tls.ts', async () => {
    const test = patient({ ...open(), sandbox })
    const { id: serverId } = await addTestServer(test, { caCertificate: testAuthority() })
    const played: Record<string, Partial<Record<Kind, Cell>>> = {}
    for (const mode of ['self-signed', 'expired', 'wrong-name', 'plain-on-tls'] as const) {
      const subject: Subject = { username: mode.replaceAll('-', ''), accountId: '' }
      const row: Partial<Record<Kind, Cell>> = {}
      for (const kind of kinds) {
        sandbox.setTls(mode)
        const sentBefore = sandbox.requests.recent(1)[0]?.number
        const operationId = await start(test, kind, subject)
        const stays = await endOf(test, await untilSettled(test, operationId))
        expect((await serverRow(test, serverId)).pausedBy).toBe('trouble')
        expect(sandbox.requests.recent(1)[0]?.number).toBe(sentBefore)
        sandbox.setTls('valid')
        await checkServer(test.domain, serverId)
        row[kind] = [stays, await storyOf(test, await untilSettled(test, operationId))]
      }
      played[mode] = row
    }
    expect(played).toEqual(tlsTroubles)
    await expectOneEachAndStrangersUntouched(test)
  }, 120_000)
})
