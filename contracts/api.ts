import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { alert } from './alerts/schemas.ts'
import { auditPage, customerAuditQuery } from './audit/schemas.ts'
import {
  customer,
  customerChange,
  customerExportQuery,
  customerPage,
  customerQuery,
  formFindings,
  newCustomer,
  onboarded,
} from './customers/schemas.ts'
import { engineState, pauseReason } from './engine/schemas.ts'
import {
  accountAndOperation,
  hostingAccount,
  hostingOutcome,
  hostingUsage,
  passwordChange,
  provisioning,
  suspension,
  termination,
  unsuspension,
} from './hosting/schemas.ts'
import { installationDecision, installationState } from './installation/schemas.ts'
import {
  operation,
  operationAdoption,
  operationOverview,
  operationOverviewQuery,
  operationPage,
  operationQuery,
  operationRetry,
} from './operations/schemas.ts'
import { panelDescription } from './panels/schemas.ts'
import {
  passwordByLink,
  passwordLink,
  passwordLinkOwner,
  passwordLinkToken,
} from './password-links/schemas.ts'
import { portalAccount, portalDetails } from './portal/schemas.ts'
import {
  findingResolution,
  reconciliation,
  reconciliationPage,
  reconciliationQuery,
  resolvedFinding,
} from './reconciliation/schemas.ts'
import {
  addedServer,
  connectionReport,
  keyRotation,
  newServer,
  rotatedKey,
  server,
  serverChange,
  serverCheckPage,
  serverCheckQuery,
  serverConnection,
  testedServer,
} from './servers/schemas.ts'
import { ownPasswordChange, setup, setupState, viewer } from './session/schemas.ts'
import {
  onboardingQuery,
  onboardingStatistics,
  serverHealth,
  serverHealthQuery,
  serverStatistics,
} from './statistics/schemas.ts'
import { id } from './text.ts'

const byId = z.object({ id: id('id') })
const nothing = z.object({})
const csvStream = z.custom<ReadableStream<Uint8Array>>((value) => value instanceof ReadableStream)

/** 200: the operation has ended, or waits for a person. 202: it goes on; read it again, or follow its events. */
const endedOrNotYet = z.union([
  z.object({ status: z.literal(200), body: accountAndOperation }),
  z.object({ status: z.literal(202), body: accountAndOperation }),
])

const startsOperation = { outputStructure: 'detailed', tags: ['Hosting accounts'] } as const
const movesOperation = { outputStructure: 'detailed', tags: ['Operations'] } as const

/**
 * Every call of the HTTP API: paths, schemas, nothing else. Headers that all POSTs share (Idempotency-Key,
 * Prefer: wait=N) and problem details are described where the OpenAPI document is made.
 */
export const api = {
  session: {
    viewer: oc
      .route({ method: 'GET', path: '/v1/me', tags: ['Session'], summary: 'Who is signed in' })
      .output(viewer),
    changePassword: oc
      .route({
        method: 'POST',
        path: '/v1/me/password',
        tags: ['Session'],
        summary: 'Change your own password',
      })
      .input(ownPasswordChange)
      .output(nothing),
    setupState: oc
      .route({
        method: 'GET',
        path: '/v1/setup',
        tags: ['Session'],
        summary: 'Whether the first admin is still missing',
      })
      .output(setupState),
    setup: oc
      .route({
        method: 'POST',
        path: '/v1/setup',
        successStatus: 201,
        tags: ['Session'],
        summary: 'Make the first admin',
      })
      .input(setup)
      .output(viewer),
  },
  customers: {
    create: oc
      .route({
        method: 'POST',
        path: '/v1/customers',
        successStatus: 201,
        tags: ['Customers'],
        summary: 'Create a customer, with hosting if wanted',
      })
      .input(newCustomer)
      .output(onboarded),
    validate: oc
      .route({
        method: 'POST',
        path: '/v1/customers/validate',
        tags: ['Customers'],
        summary: 'What a form may want to know beforehand; writes nothing',
      })
      .input(z.record(z.string(), z.unknown()))
      .output(formFindings),
    list: oc
      .route({
        method: 'GET',
        path: '/v1/customers',
        tags: ['Customers'],
        summary: 'List and search customers',
      })
      .input(customerQuery)
      .output(customerPage),
    export: oc
      .route({
        method: 'GET',
        path: '/v1/customers/export',
        outputStructure: 'detailed',
        tags: ['Customers'],
        summary: 'All customers that match, as CSV (UTF-8), streamed',
      })
      .input(customerExportQuery)
      .output(z.object({ headers: z.record(z.string(), z.string()), body: csvStream })),
    get: oc
      .route({ method: 'GET', path: '/v1/customers/{id}', tags: ['Customers'], summary: 'One customer' })
      .input(byId)
      .output(customer),
    change: oc
      .route({
        method: 'PATCH',
        path: '/v1/customers/{id}',
        tags: ['Customers'],
        summary: 'Change a customer',
      })
      .input(customerChange.extend(byId.shape))
      .output(customer),
    audit: oc
      .route({
        method: 'GET',
        path: '/v1/customers/{id}/audit',
        tags: ['Customers'],
        summary: 'Who did what to this customer and their hosting, newest first',
      })
      .input(customerAuditQuery)
      .output(auditPage),
    hostingAccounts: oc
      .route({
        method: 'GET',
        path: '/v1/customers/{id}/hosting-accounts',
        tags: ['Customers'],
        summary: "A customer's hosting accounts",
      })
      .input(byId)
      .output(z.object({ items: z.array(hostingAccount) })),
    provision: oc
      .route({
        method: 'POST',
        path: '/v1/customers/{id}/hosting-accounts',
        successStatus: 201,
        tags: ['Customers'],
        summary: 'Provision hosting for an existing customer',
      })
      .input(provisioning.extend(byId.shape))
      .output(hostingOutcome),
  },
  passwordLinks: {
    create: oc
      .route({
        method: 'POST',
        path: '/v1/customers/{id}/password-link',
        successStatus: 201,
        tags: ['Customers'],
        summary: 'Make a single-use link with which the customer sets their own password',
      })
      .input(byId)
      .output(passwordLink),
    inspect: oc
      .route({
        method: 'POST',
        path: '/v1/password-links/inspect',
        tags: ['Session'],
        summary: 'Whose password a link sets; needs no session and uses nothing up',
      })
      .input(passwordLinkToken)
      .output(passwordLinkOwner),
    use: oc
      .route({
        method: 'POST',
        path: '/v1/password-links/use',
        tags: ['Session'],
        summary: 'Set the password by a link, once; needs no session',
      })
      .input(passwordByLink)
      .output(z.object({ email: z.string() })),
  },
  panels: {
    list: oc
      .route({
        method: 'GET',
        path: '/v1/panels',
        tags: ['Servers'],
        summary: 'Each panel driver: its connection fields, rules and capabilities',
      })
      .output(z.object({ items: z.array(panelDescription) })),
  },
  servers: {
    testConnection: oc
      .route({
        method: 'POST',
        path: '/v1/servers/test',
        tags: ['Servers'],
        summary: 'Test a connection before it is saved',
      })
      .input(serverConnection)
      .output(connectionReport),
    list: oc
      .route({ method: 'GET', path: '/v1/servers', tags: ['Servers'], summary: 'All servers, with capacity' })
      .output(z.object({ items: z.array(server) })),
    add: oc
      .route({
        method: 'POST',
        path: '/v1/servers',
        successStatus: 201,
        tags: ['Servers'],
        summary: 'Add a server; tests it and saves it whatever the test says',
      })
      .input(newServer)
      .output(addedServer),
    get: oc
      .route({ method: 'GET', path: '/v1/servers/{id}', tags: ['Servers'], summary: 'One server' })
      .input(byId)
      .output(server),
    change: oc
      .route({ method: 'PATCH', path: '/v1/servers/{id}', tags: ['Servers'], summary: 'Change a server' })
      .input(serverChange.extend(byId.shape))
      .output(server),
    remove: oc
      .route({
        method: 'DELETE',
        path: '/v1/servers/{id}',
        tags: ['Servers'],
        summary: 'Remove a server on which nothing lives',
      })
      .input(byId)
      .output(nothing),
    test: oc
      .route({
        method: 'POST',
        path: '/v1/servers/{id}/test',
        tags: ['Servers'],
        summary: 'Test a saved server and update its status',
      })
      .input(byId)
      .output(testedServer),
    checks: oc
      .route({
        method: 'GET',
        path: '/v1/servers/{id}/checks',
        tags: ['Servers'],
        summary: 'What its checks found in the last seven days, newest first',
      })
      .input(serverCheckQuery.extend(byId.shape))
      .output(serverCheckPage),
    rotateKey: oc
      .route({
        method: 'POST',
        path: '/v1/servers/{id}/rotate-key',
        tags: ['Servers'],
        summary: 'Test a new key, and use it from then on if it passes',
      })
      .input(keyRotation.extend(byId.shape))
      .output(rotatedKey),
    statistics: oc
      .route({
        method: 'GET',
        path: '/v1/servers/{id}/statistics',
        tags: ['Servers'],
        summary: 'How its creations of the last 24 hours went, and what is open on it',
      })
      .input(byId)
      .output(serverStatistics),
    health: oc
      .route({
        method: 'GET',
        path: '/v1/servers/{id}/health',
        tags: ['Servers'],
        summary: 'What its checks found in the last day or week, in steps',
      })
      .input(serverHealthQuery)
      .output(serverHealth),
    events: oc
      .route({
        method: 'GET',
        path: '/v1/servers/events',
        tags: ['Servers'],
        summary: 'All servers on every change, as server-sent events',
      })
      .output(eventIterator(z.object({ items: z.array(server) }))),
    pause: oc
      .route({
        method: 'POST',
        path: '/v1/servers/{id}/pause',
        tags: ['Servers'],
        summary: 'Run no operation of this server until it is resumed',
      })
      .input(pauseReason.extend(byId.shape))
      .output(server),
    resume: oc
      .route({
        method: 'POST',
        path: '/v1/servers/{id}/resume',
        tags: ['Servers'],
        summary: "Let this server's operations run again",
      })
      .input(byId)
      .output(server),
  },
  alerts: {
    list: oc
      .route({ method: 'GET', path: '/v1/alerts', tags: ['Alerts'], summary: 'The open alerts' })
      .output(z.object({ items: z.array(alert) })),
  },
  engine: {
    get: oc
      .route({
        method: 'GET',
        path: '/v1/engine',
        tags: ['Engine'],
        summary: 'Whether operations run at all',
      })
      .output(engineState),
    pause: oc
      .route({ method: 'POST', path: '/v1/engine/pause', tags: ['Engine'], summary: 'Pause everything' })
      .input(pauseReason.optional())
      .output(engineState),
    resume: oc
      .route({
        method: 'POST',
        path: '/v1/engine/resume',
        tags: ['Engine'],
        summary: 'Let operations run again',
      })
      .output(engineState),
  },
  hostingAccounts: {
    get: oc
      .route({
        method: 'GET',
        path: '/v1/hosting-accounts/{id}',
        tags: ['Hosting accounts'],
        summary: 'One hosting account',
      })
      .input(byId)
      .output(hostingAccount),
    suspend: oc
      .route({
        ...startsOperation,
        method: 'POST',
        path: '/v1/hosting-accounts/{id}/suspend',
        summary: 'Suspend, for a reason',
      })
      .input(suspension.extend(byId.shape))
      .output(endedOrNotYet),
    unsuspend: oc
      .route({
        ...startsOperation,
        method: 'POST',
        path: '/v1/hosting-accounts/{id}/unsuspend',
        summary: 'Take one reason away',
      })
      .input(unsuspension.extend(byId.shape))
      .output(endedOrNotYet),
    terminate: oc
      .route({
        ...startsOperation,
        method: 'POST',
        path: '/v1/hosting-accounts/{id}/terminate',
        summary: 'Delete the account on the panel',
      })
      .input(termination.extend(byId.shape))
      .output(endedOrNotYet),
    changePassword: oc
      .route({
        ...startsOperation,
        method: 'POST',
        path: '/v1/hosting-accounts/{id}/change-password',
        summary: 'Change the hosting password, where the panel can',
      })
      .input(passwordChange.extend(byId.shape))
      .output(endedOrNotYet),
    usage: oc
      .route({
        method: 'GET',
        path: '/v1/hosting-accounts/{id}/usage',
        tags: ['Hosting accounts'],
        summary: 'What the panel says it uses',
      })
      .input(byId)
      .output(hostingUsage),
  },
  operations: {
    list: oc
      .route({
        method: 'GET',
        path: '/v1/operations',
        tags: ['Operations'],
        summary: 'List operations, newest first',
      })
      .input(operationQuery)
      .output(operationPage),
    overview: oc
      .route({
        method: 'GET',
        path: '/v1/operations/overview',
        tags: ['Operations'],
        summary: 'How many are open, and which need a person, by server and cause',
      })
      .input(operationOverviewQuery)
      .output(operationOverview),
    get: oc
      .route({
        method: 'GET',
        path: '/v1/operations/{id}',
        tags: ['Operations'],
        summary: 'One operation with its timeline',
      })
      .input(byId)
      .output(operation),
    events: oc
      .route({
        method: 'GET',
        path: '/v1/operations/{id}/events',
        tags: ['Operations'],
        summary: 'The operation on every change, as server-sent events',
      })
      .input(byId)
      .output(eventIterator(operation)),
    diagnostics: oc
      .route({
        method: 'GET',
        path: '/v1/operations/{id}/diagnostics',
        tags: ['Operations'],
        summary: 'Everything about the operation as text to send on, without secrets',
      })
      .input(byId)
      .output(z.file()),
    retry: oc
      .route({
        ...movesOperation,
        method: 'POST',
        path: '/v1/operations/{id}/retry',
        summary: 'Try again, corrected if need be',
      })
      .input(operationRetry.extend(byId.shape))
      .output(endedOrNotYet),
    cancel: oc
      .route({
        ...movesOperation,
        method: 'POST',
        path: '/v1/operations/{id}/cancel',
        summary: 'Give up; what is unknown is resolved first',
      })
      .input(byId)
      .output(endedOrNotYet),
    adopt: oc
      .route({
        ...movesOperation,
        method: 'POST',
        path: '/v1/operations/{id}/adopt',
        summary: 'Take over an account that is on the panel already',
      })
      .input(operationAdoption.extend(byId.shape))
      .output(endedOrNotYet),
  },
  reconciliations: {
    run: oc
      .route({
        method: 'POST',
        path: '/v1/servers/{id}/reconciliations',
        successStatus: 201,
        tags: ['Reconciliation'],
        summary: 'Compare what the panel has with what is recorded here; changes nothing',
      })
      .input(byId)
      .output(reconciliation),
    list: oc
      .route({
        method: 'GET',
        path: '/v1/servers/{id}/reconciliations',
        tags: ['Reconciliation'],
        summary: "A server's reconciliations, newest first, without their findings",
      })
      .input(reconciliationQuery)
      .output(reconciliationPage),
    get: oc
      .route({
        method: 'GET',
        path: '/v1/reconciliations/{id}',
        tags: ['Reconciliation'],
        summary: 'One reconciliation with its findings',
      })
      .input(byId)
      .output(reconciliation),
    resolve: oc
      .route({
        method: 'POST',
        path: '/v1/reconciliations/{id}/findings/{findingId}/resolve',
        outputStructure: 'detailed',
        tags: ['Reconciliation'],
        summary: 'Do something about one finding; the panel is asked again first',
      })
      .input(findingResolution)
      .output(
        z.union([
          z.object({ status: z.literal(200), body: resolvedFinding }),
          z.object({ status: z.literal(202), body: resolvedFinding }),
        ]),
      ),
  },
  statistics: {
    onboardings: oc
      .route({
        method: 'GET',
        path: '/v1/statistics/onboardings',
        tags: ['Statistics'],
        summary: 'Customers added and hosting made, by day',
      })
      .input(onboardingQuery)
      .output(onboardingStatistics),
  },
  installation: {
    get: oc
      .route({
        method: 'GET',
        path: '/v1/installation',
        tags: ['Installation'],
        summary: 'Whether these data are recognised, or may be a copy',
      })
      .output(installationState),
    decide: oc
      .route({
        method: 'POST',
        path: '/v1/installation/decide',
        tags: ['Installation'],
        summary: 'Say which copy this is; the engine is held until then',
      })
      .input(installationDecision)
      .output(installationState),
  },
  portal: {
    details: oc
      .route({
        method: 'GET',
        path: '/v1/portal/details',
        tags: ['Customer area'],
        summary: 'What is known of the signed-in customer',
      })
      .output(portalDetails),
    hostingAccounts: oc
      .route({
        method: 'GET',
        path: '/v1/portal/hosting-accounts',
        tags: ['Customer area'],
        summary: "The signed-in customer's own hosting",
      })
      .output(z.object({ items: z.array(portalAccount) })),
  },
}
export type Api = typeof api
