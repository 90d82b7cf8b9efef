import fc from 'fast-check'
import { expect, it } from 'vitest'
import { onboardCustomer } from '#server/domain/onboarding/index.ts'
import { createFirstAdminFromSettings } from '#server/domain/staff/index.ts'
import { changeFactorsRequired, openInstallation } from '#server/platform/installation/index.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { apiApp } from '../authorization/in-process-app.ts'
import { describeDomainOnEmbedded } from '../domain.ts'
import { addTestServer, newCustomer, provisioned } from '../domain-steps.ts'
import { describedRequests, type FuzzRequest } from './described-requests.ts'

const requests = Number(process.env.FUZZ_REQUESTS ?? 20_000)
/** The same requests in every run. FUZZ_SEED=n sends others. */
const seed = Number(process.env.FUZZ_SEED ?? 2_006_712_032)
const longestMs = 10_000
const admin = { email: 'admin@hosting.example', password: 'Admin-Pass-2291' }

/** Stack traces, SQL and names of internal parts. */
const leak =
  /\n\s+at |node_modules|\.ts:\d+|PGlite|Drizzle|Failed query|syntax error at|invalid (byte sequence|input syntax)|\b(select|insert into|update|delete from)\s+"/i

describeDomainOnEmbedded('Random requests from the API description', (open) => {
  it(`get no 5xx, no hang and no internals: ${requests} requests, FUZZ_SEED=${seed}`, async () => {
    const test = open()
    const panelHttp = createPanelHttp({
      allowedNetworks: ['127.0.0.0/8'],
      deadlineMs: 200,
      connectTimeoutMs: 100,
      maxBytes: 65_536,
    })
    const domain = test.domainWith({ panelHttp })
    test.clock.advance(Math.max(0, Date.now() - test.clock.now().getTime()))
    await openInstallation(domain.database.db)
    await createFirstAdminFromSettings(domain, admin)
    const server = await addTestServer(test)
    const made = await provisioned(test, { username: 'fuzzed' })
    const { customer } = await onboardCustomer(test.ctx, newCustomer())
    const ids = [server.id, made.accountId, made.operationId, made.customer.id, customer.id]

    const app = apiApp(domain)
    const bindings = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
    const ask = (path: string, init: RequestInit) =>
      Promise.resolve(app.request(`http://127.0.0.1${path}`, init, bindings))
    const signInAgain = async () => {
      const body = JSON.stringify(admin)
      const headers = { 'content-type': 'application/json' }
      const answer = await ask('/api/auth/sign-in/email', { method: 'POST', body, headers })
      return answer.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
    }
    let cookie = await signInAgain()

    async function send({ method, path, body, contentType }: FuzzRequest) {
      const abort = new AbortController()
      const headers = { cookie, 'content-type': contentType, prefer: 'wait=0' }
      const answer = await ask(path, { method, headers, body, signal: abort.signal })
      const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') ?? false
      const text = isStream ? '' : await answer.text()
      if (isStream) await answer.body?.cancel()
      abort.abort()
      return { status: answer.status, text }
    }

    const counts = new Map<number, number>()
    const slowest = { ms: 0, call: '' }
    const calls = await describedRequests(ids)
    const sample = fc.sample(fc.oneof(...calls), { seed, numRuns: requests })
    for (const request of sample) {
      const startedAt = performance.now()
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), longestMs)
      })
      const answer = await Promise.race([send(request), late])
      clearTimeout(timer)
      const shown = { ...request, path: request.path.slice(0, 500), body: request.body?.slice(0, 500) }
      if (answer === 'late') throw new Error(`No response within ${longestMs} ms: ${JSON.stringify(shown)}`)
      const { status, text } = answer
      if (status >= 500 || leak.test(text))
        throw new Error(`${JSON.stringify(shown)} -> ${status} ${text}\n${test.logged.slice(-2).join('\n')}`)
      counts.set(status, (counts.get(status) ?? 0) + 1)
      const ms = performance.now() - startedAt
      if (ms > slowest.ms) Object.assign(slowest, { ms, call: request.call })
      if (status === 401) cookie = await signInAgain()
      // A request has required a second factor of all staff. Every further call would be refused.
      if (text.includes('second-factor-required')) await changeFactorsRequired(domain.database.db, false)
    }
    panelHttp.close()
    const statuses = [...counts].toSorted(([a], [b]) => a - b).map(([status, n]) => `${n} x ${status}`)
    process.stdout.write(
      `FUZZ_SEED=${seed}: ${statuses.join(', ')}; slowest ${slowest.ms.toFixed(0)} ms, ${slowest.call}\n`,
    )
    expect(counts.get(401) ?? 0).toBeLessThan(requests / 100)
    expect(counts.get(200) ?? 0).toBeGreaterThan(requests / 50)
  }, 900_000)
})
