import { Hono } from 'hono'
import type { Domain } from '#server/domain/context.ts'
import type { HttpEnv } from './http-env.ts'

type CheckResult = { status: 'pass' | 'fail'; message: string }

export const healthPaths: readonly string[] = ['/health', '/ready']

const pingDeadlineMs = 2000

/** Returns whether the database responds now, within two seconds. */
export async function databaseAnswers({ database }: Pick<Domain, 'database'>): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), pingDeadlineMs).unref())
  const pinged = database.ping().then(
    () => true,
    () => false,
  )
  return Promise.race([pinged, late])
}

async function checkDatabase(domain: Domain): Promise<CheckResult> {
  const { kind, storageProblem } = domain.database
  if (!(await databaseAnswers(domain))) return { status: 'fail', message: 'the database does not respond' }
  const problem = await storageProblem()
  return problem === null
    ? { status: 'pass', message: `the database responds (${kind})` }
    : { status: 'fail', message: problem }
}

const checkWorker = (domain: Domain): CheckResult =>
  domain.jobs.healthy()
    ? { status: 'pass', message: 'the job worker is running' }
    : { status: 'fail', message: 'the job worker is not running' }

async function answer(checks: Record<string, CheckResult>): Promise<Response> {
  const ok = Object.values(checks).every(({ status }) => status === 'pass')
  return Response.json(
    { status: ok ? 'ok' : 'failing', checks },
    { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

/**
 * Serves the current state without a session: process, database, job worker. Ready also covers migrations and
 * acceptance of requests.
 */
export function healthRoutes(domain: Domain, state: { readonly accepting: boolean }): Hono<HttpEnv> {
  const checks = async () => ({
    process: { status: 'pass', message: 'running' } as CheckResult,
    database: await checkDatabase(domain),
    jobWorker: checkWorker(domain),
  })
  const routes = new Hono<HttpEnv>()
  routes.get('/health', async () => answer(await checks()))
  routes.get('/ready', async () =>
    answer({
      ...(await checks()),
      migrated: { status: 'pass', message: 'the schema is current' },
      accepting: state.accepting
        ? { status: 'pass', message: 'accepting requests' }
        : { status: 'fail', message: 'shutting down' },
    }),
  )
  return routes
}
