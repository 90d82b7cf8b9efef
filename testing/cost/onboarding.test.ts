import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { contextOf } from '#server/domain/context.ts'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { pauseEngine } from '#server/domain/operations/index.ts'
import { servers } from '#server/domain/tables/servers.ts'
import { systemClock } from '#server/platform/clock/index.ts'
import { startEngine } from '#server/work/index.ts'
import { call, describeDomain, type TestDomain } from '../domain.ts'
import { addTestServer, hostingPassword, newCustomer } from '../domain-steps.ts'
import { countStatements } from './count-statements.ts'

describeDomain('The cost of one onboarding', (open) => {
  // No sweep runs during the count.
  const running = async (
    test: TestDomain,
    work: (onboard: (username: string, status?: 'active' | 'pending') => Promise<void>) => Promise<void>,
  ) => {
    const engine = { ...test.domain.engine, sweepMs: 3_600_000 }
    const domain = test.domainWith({ clock: systemClock, engine })
    const started = await startEngine(domain)
    try {
      await work(async (username, status = 'active') => {
        const key = { actorKey: 'staff-1', key: username, requestHash: username }
        const { hosting } = await onboardCustomer(
          contextOf(domain, call(undefined, { waitMs: 15_000, idempotency: key })),
          newCustomer({ provisioning: { username, password: hostingPassword } }),
        )
        expect(hosting?.account).toMatchObject({ status, verified: status === 'active' })
      })
    } finally {
      await started.stop(10_000)
    }
  }

  const requestsOf = ({ sandbox }: TestDomain) => sandbox.requests.recent(100).map(({ route }) => route)

  it('is 5 statements, 3 commits and 3 panel requests', async () => {
    const test = open()
    await addTestServer(test)
    await running(test, async (onboard) => {
      // The first onboarding also records the observed behavior of the panel.
      await onboard('first')
      const before = requestsOf(test).length
      // A timer of the process is no part of the request.
      const timer = setInterval(() => void test.database.db.execute(sql`select 'in the background'`), 1)
      const { statements, commits } = await countStatements(() => onboard('second'))
      clearInterval(timer)
      // The session of the HTTP request is one more, see server/domain/access. The goal was 15.
      expect(statements, statements.join('\n\n')).toHaveLength(5)
      expect(commits).toBe(3)
      expect(requestsOf(test).slice(0, requestsOf(test).length - before)).toHaveLength(3)
    })
  })

  it('is 2 panel requests after the panel was observed to refuse duplicates and to return our marker', async () => {
    const test = open()
    await addTestServer(test)
    await running(test, async (onboard) => {
      await onboard('first')
      await test.database.db.update(servers).set({ duplicatesRefusedAt: systemClock.now() })
      const before = requestsOf(test).length
      const { statements, commits } = await countStatements(() => onboard('second'))
      expect(statements, statements.join('\n\n')).toHaveLength(5)
      expect(commits).toBe(3)
      expect(requestsOf(test).slice(0, requestsOf(test).length - before)).toHaveLength(2)
    })
  })

  it('is no request, not even a lookup, while all operations are paused', async () => {
    const test = open()
    await addTestServer(test)
    await pauseEngine(test.ctx, {})
    await running(test, async (onboard) => {
      const before = requestsOf(test).length
      await onboard('held', 'pending')
      expect(requestsOf(test)).toHaveLength(before)
    })
  })
})
