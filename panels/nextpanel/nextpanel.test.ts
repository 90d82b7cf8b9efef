import { describeDriverConformance } from '#panels/kit/conformance.ts'
import type {
  FaultedCall,
  KeyDefect,
  PanelFault,
  PanelTraits,
  PanelUnderTest,
} from '#panels/kit/panel-under-test.ts'
import { startSandbox } from '#sandbox/index.ts'
import { createPanelHttp } from '#server/platform/outbound/index.ts'
import { nextPanel } from './index.ts'

type Sandbox = Awaited<ReturnType<typeof startSandbox>>
type Variants = NonNullable<NonNullable<Parameters<typeof startSandbox>[0]>['variants']>
type Fault = Parameters<Sandbox['addFault']>[0]['fault']

const friendly: PanelTraits = {
  listShowsAbsence: true,
  readShowsAbsence: true,
  tellsMarker: true,
  tellsSuspension: true,
  showsRights: true,
}

const servers: [name: string, variants: Variants, traits: Partial<PanelTraits>][] = [
  ['a friendly NextPanel', {}, {}],
  [
    'a NextPanel that ignores filters, caps its list and checks bodies before permissions',
    {
      filter: 'ignored',
      listShape: 'accounts',
      listCap: 1,
      bodyCheck: 'before-rights',
      emailCase: 'lower',
      takenStatus: 409,
      takenDetail: 'combined',
      createAnswer: 'minimal',
      healthStatus: 'ok',
      healthFields: 'plain',
    },
    {},
  ],
  [
    'a NextPanel that always returns its whole list, returns emails in capitals and requires SUPER_ADMIN',
    {
      filter: 'ignored',
      paging: 'ignored',
      listShape: 'items',
      emailCase: 'upper',
      writesNeed: 'SUPER_ADMIN',
      readsNeed: 'write-level',
    },
    {},
  ],
  [
    'a NextPanel without a list that checks bodies first and returns few fields',
    { list: '404', bodyCheck: 'before-auth', getFields: [], createAnswer: 'minimal' },
    {
      listShowsAbsence: false,
      readShowsAbsence: false,
      tellsMarker: false,
      tellsSuspension: false,
      showsRights: false,
    },
  ],
  [
    'a NextPanel whose list is a different call',
    { list: '405' },
    { listShowsAbsence: false, readShowsAbsence: false },
  ],
  ['a NextPanel that cannot read single accounts', { get: '404' }, {}],
  [
    'a NextPanel that returns no marker and no status',
    { listFields: [], getFields: [] },
    { tellsMarker: false, tellsSuspension: false },
  ],
]

for (const [name, variants, traits] of servers)
  describeDriverConformance(name, nextPanel, () => openSandbox(variants, { ...friendly, ...traits }))

async function openSandbox(variants: Variants, traits: PanelTraits): Promise<PanelUnderTest> {
  const sandbox = await startSandbox({ controlPort: 0, variants })
  const http = createPanelHttp({
    allowedNetworks: ['127.0.0.0/8'],
    deadlineMs: 1_500,
    connectTimeoutMs: 1_000,
    maxBytes: 1_000_000,
  })
  const connection = { baseUrl: sandbox.url, apiKey: sandbox.apiKey, apiSecret: sandbox.apiSecret }
  return {
    connection,
    http,
    traits,
    ledger: async () =>
      sandbox.ledger().map((entry) => ({
        id: String(entry.id),
        username: entry.username,
        marker: entry.billing_id,
        deleted: entry.deletedAt !== null,
      })),
    async meet(call, fault) {
      // Only this fault refuses the connection before a request is sent.
      if (fault === 'connection-refused') sandbox.addFault({ fault: 'refused' })
      else sandbox.addFault({ fault: faults[fault], path: routes[call] })
    },
    remedies,
    defective: async (defect) => ({ ...connection, ...defectiveKey(sandbox, defect) }),
    async close() {
      http.close()
      await sandbox.close()
    },
  }
}

const faults: Readonly<Record<Exclude<PanelFault, 'connection-refused'>, Fault>> = {
  'error-before': 'error',
  'error-after': 'error-after',
  'dropped-before': 'drop',
  'dropped-after': 'drop-after',
  'html-before': 'html',
  'html-after': 'html-after',
  'truncated-after': 'truncated',
  'hangs-after': 'hang-after',
  'rate-limited': 'rate-limit',
  redirected: 'redirect',
}

const routes: Readonly<Record<FaultedCall, string>> = {
  create: 'create',
  read: 'get',
  list: 'list',
  suspend: 'suspend',
  terminate: 'delete',
}

const remedies: Readonly<Record<KeyDefect, RegExp>> = {
  wrong: /API Keys/,
  revoked: /new key/,
  expired: /expiry|new/,
  inactive: /activate/i,
  'permission-too-low': /BILLING or SUPER_ADMIN|level/,
  'scope-missing': /scope/,
  'wrong-address': /allowed IPs/,
}

function defectiveKey(sandbox: Sandbox, defect: KeyDefect) {
  const level = 'SUPER_ADMIN'
  switch (defect) {
    case 'wrong':
      return { apiKey: 'npk_never_made_here', apiSecret: 'nps_never_made_here' }
    case 'revoked':
      return sandbox.createKey({ level, revoked: true })
    case 'expired':
      return sandbox.createKey({ level, expiresAt: '2020-01-01T00:00:00.000Z' })
    case 'inactive':
      return sandbox.createKey({ level, active: false })
    case 'permission-too-low':
      return sandbox.createKey({ level: 'READ_ONLY' })
    case 'scope-missing':
      return sandbox.createKey({ level, scopes: ['Billing Operations'] })
    case 'wrong-address':
      return sandbox.createKey({ level, allowedIps: ['203.0.113.7'] })
  }
}
