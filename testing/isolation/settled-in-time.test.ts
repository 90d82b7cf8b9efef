import { afterAll, expect, it, vi } from 'vitest'
import { type PanelHttp, PanelTransportError } from '#panels/kit/index.ts'
import { type AnyFaultName, canMeet, everyFaultName } from '#sandbox/faults/table.ts'
import { readOperation } from '#server/domain/accounts/index.ts'
import { checkServer } from '#server/domain/servers/index.ts'
import { parseConfig } from '#server/platform/config/index.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { runOperation } from '#server/work/index.ts'
import { describeDomainOnPostgres, type TestDomain } from '../domain.ts'
import { addTestServer, onboardWithHosting, runUntilSettled, serverRow } from '../domain-steps.ts'
import { withSessions } from '../panel-http.ts'

const boundMs = 45_000
const shipped = parseConfig({})

/** Time for which connections are refused, by the test's clock, so there is no real wait. */
const refusedMs = 3_000
const parameters: Partial<Record<AnyFaultName, object>> = {
  refused: { ms: 600_000 },
  slow: { ms: 50 },
  late: { until: 'released' },
}

/** Duration of a successful request by the test's clock, whatever the load of the machine. */
const answeredMs = 10

/** A hanging request takes as long as the deadline. */
const timedHttp = ({ sandbox, clock }: TestDomain): PanelHttp => {
  const open = () =>
    createPanelHttp({
      allowedNetworks: ['127.0.0.0/8'],
      deadlineMs: shipped.panelDeadlineMs,
      connectTimeoutMs: shipped.panelConnectTimeoutMs,
      maxBytes: shipped.panelAnswerMaxBytes,
    })
  return {
    probe: (baseUrl) => open().probe(baseUrl),
    async request(request) {
      const http = open()
      // Late work is held after its own request has ended, and must not affect this one.
      const heldBefore = sandbox.holds.count
      const cut = setInterval(() => sandbox.holds.count > heldBefore && http.close(), 5)
      let tookMs = answeredMs
      try {
        return await http.request(request)
      } catch (error) {
        if (error instanceof PanelTransportError && error.failure === 'deadline')
          tookMs = shipped.panelDeadlineMs
        throw error
      } finally {
        clearInterval(cut)
        clock.advance(tookMs)
      }
    },
  }
}

describeDomainOnPostgres(
  'After a single fault on an otherwise healthy panel, with the default settings',
  (open) => {
    const took: Record<string, number> = {}
    afterAll(() => {
      const [slowest, ms = 0] = Object.entries(took).toSorted(([, a], [, b]) => b - a)[0] ?? []
      process.stdout.write(`slowest: ${slowest}, at most ${(ms / 1000).toFixed(1)} s\n`)
    })

    const settling = async (fault: AnyFaultName, path: 'list' | 'create' | 'get') => {
      const test = open()
      const { clock, sandbox } = test
      const engine = {
        ...test.domain.engine,
        panelDeadlineMs: shipped.panelDeadlineMs,
        settleMs: shipped.engineSettleMs,
        backoffFirstMs: shipped.engineBackoffFirstMs,
        backoffMaxMs: shipped.engineBackoffMaxMs,
        leaseMs: shipped.engineLeaseMs,
        maxUnknownAttempts: shipped.engineMaxUnknownAttempts,
        breakerFailures: shipped.engineBreakerFailures,
        troubleCheckMs: shipped.serverTroubleCheckMs,
      }
      const domain = test.domainWith({ engine, panelHttp: withSessions(timedHttp(test)) })
      const { operationId, hosting } = await onboardWithHosting(test, {
        username: `${path}${fault.replaceAll('-', '')}`,
      })
      const { serverId } = hosting.account
      const startedAt = clock.now().getTime()
      sandbox.addFault({ fault, path, ...parameters[fault] })
      let waits = 0
      await runUntilSettled({ ...test, domain }, operationId, async () => {
        waits += 1
        if (clock.now().getTime() - startedAt >= refusedMs) await sandbox.clearFaults()
      })
      await sandbox.clearFaults()
      const { pausedBy, nextCheckAt } = await serverRow(test, serverId)
      if (pausedBy === 'trouble') {
        // The monitor looks for due checks each twentieth of its interval.
        const dueAt = (nextCheckAt?.getTime() ?? Number.NaN) + shipped.serverCheckIntervalMs / 20
        clock.advance(Math.max(0, dueAt - clock.now().getTime()))
        await checkServer(domain, serverId)
        expect((await serverRow(test, serverId)).pausedBy).toBeNull()
        await runOperation(domain, operationId)
        await runUntilSettled({ ...test, domain }, operationId)
      }
      // The sweep finds every waiting operation at the latest.
      took[`${fault} on ${path}`] = clock.now().getTime() - startedAt + (waits + 1) * shipped.engineSweepMs
      return readOperation(test.database.db, operationId)
    }

    it.each(everyFaultName)('%s: a create is settled within 45 s', async (fault) => {
      vi.spyOn(Math, 'random').mockReturnValue(0.999)
      await addTestServer(open())
      for (const path of ['list', 'create', 'get'] as const) {
        if (!canMeet(path, fault)) continue
        const operation = await settling(fault, path)
        const story = operation.timeline.map(({ at, message }) => `${at} ${message}`).join('\n')
        expect(took[`${fault} on ${path}`], story).toBeLessThanOrEqual(boundMs)
        if (operation.error?.code === undefined) expect(operation.status, story).toBe('succeeded')
      }
    }, 60_000)
  },
)
