import { isNull } from 'drizzle-orm'
import { PanelError, type PanelHttp } from '#panels/kit/index.ts'
import type { Domain } from '../context.ts'
import { connectServer } from '../servers/index.ts'
import { servers } from '../tables/servers.ts'
import { judgeClock } from './clock.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

type Parts = Pick<Domain, 'database' | 'keyring' | 'drivers' | 'clock'> & { readonly panelHttp: PanelHttp }

/** Runs the scheduled check of each server, which changes nothing there or here, and compares the clocks. */
export async function checkPanels(parts: Parts): Promise<Finding[]> {
  const rows = await parts.database.db
    .select()
    .from(servers)
    .where(isNull(servers.removedAt))
    .orderBy(servers.name)
  if (rows.length === 0) return [warning('panel', 'There is no server yet.', 'Add one on the Server page.')]
  const found = await Promise.all(rows.map((row) => checkPanel(parts, row)))
  return found.flat()
}

async function checkPanel(parts: Parts, row: typeof servers.$inferSelect): Promise<Finding[]> {
  const offsets: number[] = []
  const panelHttp: PanelHttp = {
    probe: (baseUrl, ca) => parts.panelHttp.probe(baseUrl, ca),
    async request(request) {
      const response = await parts.panelHttp.request(request)
      // The header has whole seconds.
      const at = Date.parse(response.headers.date ?? '')
      if (!Number.isNaN(at)) offsets.push(parts.clock.now().getTime() - at)
      return response
    },
  }
  try {
    const { checks } = await connectServer({ ...parts, panelHttp }, row).checkHealth()
    const bad = checks.filter(({ state }) => state === 'fail' || state === 'warn')
    const findings = bad.map(({ state, message, remedy }) =>
      (state === 'fail' ? failed : warning)(
        'panel',
        `${row.name}: ${message}`,
        remedy ?? 'Run the connection test on the Server page.',
      ),
    )
    const [offset] = offsets
    return [
      ...(findings.length > 0 ? findings : [ok('panel', `${row.name} responds and accepts the key.`)]),
      ...(offset === undefined ? [] : [judgeClock(offset, `the panel of ${row.name}`)]),
    ]
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    return [failed('panel', error.message, error.remedy)]
  }
}
