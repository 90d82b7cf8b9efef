import { implement } from '@orpc/server'
import { api } from '#contracts/api.ts'
import {
  getHostingAccount,
  listHostingAccountsOfCustomer,
  listOwnHostingAccounts,
} from '#server/domain/accounts/index.ts'
import { listAlerts } from '#server/domain/alerts/index.ts'
import type { Call, Domain } from '#server/domain/context.ts'
import {
  changeCustomer,
  exportCustomers,
  getCustomer,
  getOwnDetails,
  listAuditOfCustomer,
  listCustomers,
} from '#server/domain/customers/index.ts'
import {
  changeHostingPassword,
  provisionHostingAccount,
  readHostingUsage,
  suspendHostingAccount,
  terminateHostingAccount,
  unsuspendHostingAccount,
} from '#server/domain/hosting/index.ts'
import { decideInstallation, getInstallation } from '#server/domain/installation/index.ts'
import { onboardCustomer, validateNewCustomer } from '#server/domain/onboarding/index.ts'
import {
  adoptAccount,
  cancelOperation,
  diagnoseOperation,
  getEngine,
  getOperation,
  listOperations,
  overviewOperations,
  pauseEngine,
  resumeEngine,
  retryOperation,
  watchOperation,
} from '#server/domain/operations/index.ts'
import {
  createPasswordLink,
  inspectPasswordLink,
  setPasswordByLink,
} from '#server/domain/password-links/index.ts'
import {
  getReconciliation,
  listReconciliations,
  reconcileServer,
  resolveFinding,
} from '#server/domain/reconciliation/index.ts'
import {
  addServer,
  changeServer,
  getServer,
  listServerChecks,
  listServers,
  pauseServer,
  removeServer,
  resumeServer,
  rotateServerKey,
  testConnection,
  testServer,
  watchServers,
} from '#server/domain/servers/index.ts'
import { changeOwnPassword } from '#server/domain/staff/index.ts'
import { readOnboardings, readServerHealth, readServerStatistics } from '#server/domain/statistics/index.ts'
import { setUp, setupState, viewerOf } from './session.ts'

/** On the calls that answer without a session (setup, set-password links) `call` is made by nobody. */
export interface ApiContext {
  readonly domain: Domain
  readonly call: Call
  readonly requestId: string
}

const os = implement(api).$context<ApiContext>()

/** One line a call: the contract parses, the domain decides. */
export const router = os.router({
  session: {
    viewer: os.session.viewer.handler(({ context: { call } }) => viewerOf(call)),
    changePassword: os.session.changePassword.handler(async ({ context: { domain, call }, input }) => {
      await changeOwnPassword(domain, call, input)
      return {}
    }),
    setupState: os.session.setupState.handler(({ context: { domain } }) => setupState(domain)),
    setup: os.session.setup.handler(({ context: { domain, requestId }, input }) =>
      setUp(domain, requestId, input),
    ),
  },
  customers: {
    create: os.customers.create.handler(({ context: { domain, call }, input }) =>
      onboardCustomer(domain, call, input),
    ),
    validate: os.customers.validate.handler(({ context: { domain, call }, input }) =>
      validateNewCustomer(domain, call, input),
    ),
    list: os.customers.list.handler(({ context: { domain, call }, input }) =>
      listCustomers(domain, call, input),
    ),
    export: os.customers.export.handler(async ({ context: { domain, call }, input }) => {
      const { fileName, body } = await exportCustomers(domain, call, input)
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
      }
      return { headers, body }
    }),
    audit: os.customers.audit.handler(({ context: { domain, call }, input }) =>
      listAuditOfCustomer(domain, call, input),
    ),
    get: os.customers.get.handler(({ context: { domain, call }, input }) =>
      getCustomer(domain, call, input.id),
    ),
    change: os.customers.change.handler(({ context: { domain, call }, input: { id, ...change } }) =>
      changeCustomer(domain, call, id, change),
    ),
    hostingAccounts: os.customers.hostingAccounts.handler(async ({ context: { domain, call }, input }) => {
      await getCustomer(domain, call, input.id)
      return listHostingAccountsOfCustomer(domain, call, input.id)
    }),
    provision: os.customers.provision.handler(({ context: { domain, call }, input: { id, ...wanted } }) =>
      provisionHostingAccount(domain, call, { customerId: id, wanted }),
    ),
  },
  passwordLinks: {
    create: os.passwordLinks.create.handler(({ context: { domain, call }, input }) =>
      createPasswordLink(domain, call, input.id),
    ),
    inspect: os.passwordLinks.inspect.handler(({ context: { domain }, input }) =>
      inspectPasswordLink(domain, input.token),
    ),
    use: os.passwordLinks.use.handler(({ context: { domain, call }, input }) =>
      setPasswordByLink(domain, call, input),
    ),
  },
  servers: {
    testConnection: os.servers.testConnection.handler(({ context: { domain, call }, input }) =>
      testConnection(domain, call, input),
    ),
    list: os.servers.list.handler(({ context: { domain, call } }) => listServers(domain, call)),
    add: os.servers.add.handler(({ context: { domain, call }, input }) => addServer(domain, call, input)),
    get: os.servers.get.handler(({ context: { domain, call }, input }) => getServer(domain, call, input.id)),
    change: os.servers.change.handler(({ context: { domain, call }, input: { id, ...change } }) =>
      changeServer(domain, call, id, change),
    ),
    remove: os.servers.remove.handler(async ({ context: { domain, call }, input }) => {
      await removeServer(domain, call, input.id)
      return {}
    }),
    test: os.servers.test.handler(({ context: { domain, call }, input }) =>
      testServer(domain, call, input.id),
    ),
    checks: os.servers.checks.handler(({ context: { domain, call }, input }) =>
      listServerChecks(domain, call, input),
    ),
    rotateKey: os.servers.rotateKey.handler(({ context: { domain, call }, input: { id, ...rotation } }) =>
      rotateServerKey(domain, call, id, rotation),
    ),
    statistics: os.servers.statistics.handler(({ context: { domain, call }, input }) =>
      readServerStatistics(domain, call, input.id),
    ),
    health: os.servers.health.handler(({ context: { domain, call }, input }) =>
      readServerHealth(domain, call, input),
    ),
    events: os.servers.events.handler(async function* ({ context: { domain, call }, signal }) {
      yield* watchServers(domain, call, signal)
    }),
    pause: os.servers.pause.handler(({ context: { domain, call }, input }) =>
      pauseServer(domain, call, input),
    ),
    resume: os.servers.resume.handler(({ context: { domain, call }, input }) =>
      resumeServer(domain, call, input.id),
    ),
  },
  alerts: {
    list: os.alerts.list.handler(({ context: { domain, call } }) => listAlerts(domain, call)),
  },
  engine: {
    get: os.engine.get.handler(({ context: { domain, call } }) => getEngine(domain, call)),
    pause: os.engine.pause.handler(({ context: { domain, call }, input }) =>
      pauseEngine(domain, call, input ?? {}),
    ),
    resume: os.engine.resume.handler(({ context: { domain, call } }) => resumeEngine(domain, call)),
  },
  hostingAccounts: {
    get: os.hostingAccounts.get.handler(({ context: { domain, call }, input }) =>
      getHostingAccount(domain, call, input.id),
    ),
    suspend: os.hostingAccounts.suspend.handler(({ context: { domain, call }, input: { id, ...rest } }) =>
      suspendHostingAccount(domain, call, { accountId: id, ...rest }),
    ),
    unsuspend: os.hostingAccounts.unsuspend.handler(({ context: { domain, call }, input: { id, reason } }) =>
      unsuspendHostingAccount(domain, call, { accountId: id, reason }),
    ),
    terminate: os.hostingAccounts.terminate.handler(({ context: { domain, call }, input: { id, confirm } }) =>
      terminateHostingAccount(domain, call, { accountId: id, confirm }),
    ),
    changePassword: os.hostingAccounts.changePassword.handler(({ context: { domain, call }, input }) =>
      changeHostingPassword(domain, call, input.id),
    ),
    usage: os.hostingAccounts.usage.handler(({ context: { domain, call }, input }) =>
      readHostingUsage(domain, call, input.id),
    ),
  },
  operations: {
    list: os.operations.list.handler(({ context: { domain, call }, input }) =>
      listOperations(domain, call, input),
    ),
    overview: os.operations.overview.handler(({ context: { domain, call }, input }) =>
      overviewOperations(domain, call, input),
    ),
    get: os.operations.get.handler(({ context: { domain, call }, input }) =>
      getOperation(domain, call, input.id),
    ),
    events: os.operations.events.handler(async function* ({ context: { domain, call }, input, signal }) {
      yield* watchOperation(domain, call, input.id, signal)
    }),
    diagnostics: os.operations.diagnostics.handler(async ({ context: { domain, call }, input }) => {
      const text = await diagnoseOperation(domain, call, input.id)
      return new File([text], `operation-${input.id}.txt`, { type: 'text/plain; charset=utf-8' })
    }),
    retry: os.operations.retry.handler(({ context: { domain, call }, input: { id, ...request } }) =>
      retryOperation(domain, call, { operationId: id, ...request }),
    ),
    cancel: os.operations.cancel.handler(({ context: { domain, call }, input }) =>
      cancelOperation(domain, call, input.id),
    ),
    adopt: os.operations.adopt.handler(({ context: { domain, call }, input }) =>
      adoptAccount(domain, call, { operationId: input.id, panelUserId: String(input.panelUserId) }),
    ),
  },
  reconciliations: {
    run: os.reconciliations.run.handler(({ context: { domain, call }, input }) =>
      reconcileServer(domain, call, input.id),
    ),
    list: os.reconciliations.list.handler(({ context: { domain, call }, input }) =>
      listReconciliations(domain, call, input),
    ),
    get: os.reconciliations.get.handler(({ context: { domain, call }, input }) =>
      getReconciliation(domain, call, input.id),
    ),
    resolve: os.reconciliations.resolve.handler(({ context: { domain, call }, input: { id, ...request } }) =>
      resolveFinding(domain, call, { reconciliationId: id, ...request }),
    ),
  },
  statistics: {
    onboardings: os.statistics.onboardings.handler(({ context: { domain, call }, input }) =>
      readOnboardings(domain, call, input),
    ),
  },
  installation: {
    get: os.installation.get.handler(({ context: { domain, call } }) => getInstallation(domain, call)),
    decide: os.installation.decide.handler(({ context: { domain, call }, input }) =>
      decideInstallation(domain, call, input),
    ),
  },
  portal: {
    details: os.portal.details.handler(({ context: { domain, call } }) => getOwnDetails(domain, call)),
    hostingAccounts: os.portal.hostingAccounts.handler(({ context: { domain, call } }) =>
      listOwnHostingAccounts(domain, call),
    ),
  },
})
