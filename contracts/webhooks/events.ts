import type { z } from 'zod'
import { customer } from '../customers/schemas.ts'
import { hostingAccount } from '../hosting/schemas.ts'
import { importSummary } from '../imports/schemas.ts'
import { operationSummary } from '../operations/schemas.ts'
import { server, serverStatus } from '../servers/schemas.ts'

/** The data of each event: a part of what the API returns for the same row. Never a secret. */
const customerData = customer.omit({ hosting: true, language: true, twoFactor: true }).strict()
const accountData = hostingAccount
  .omit({ serverName: true, panelUrl: true, operation: true, passwordSetByUs: true, placement: true })
  .strict()
const operationData = operationSummary
  .pick({
    id: true,
    kind: true,
    status: true,
    accountId: true,
    customerId: true,
    serverId: true,
    username: true,
    attempts: true,
    error: true,
    createdAt: true,
    endedAt: true,
  })
  .strict()
const serverData = server
  .pick({
    id: true,
    name: true,
    driver: true,
    baseUrl: true,
    location: true,
    capacity: true,
    mode: true,
    status: true,
    statusMessage: true,
    createdAt: true,
  })
  .strict()
const importData = importSummary
  .pick({
    id: true,
    fileName: true,
    status: true,
    counts: true,
    createdAt: true,
    startedAt: true,
    endedAt: true,
  })
  .strict()

const customerId = '0198c5a2-7b1e-7c3a-9f00-5d2f6c1a4e11'
const accountId = '0198c5a2-7b2a-7d10-8a51-0c4e8f1b2d33'
const serverId = '0198c5a2-7b30-7a44-b1c7-6f0d2e9a5c55'
const at = '2026-11-23T17:22:29.000Z'

const anyCustomer = {
  id: customerId,
  email: 'ada@example.com',
  fullName: 'Ada Example',
  companyName: null,
  isActive: true,
  createdAt: at,
  updatedAt: at,
}
const anyAccount = {
  id: accountId,
  customerId,
  serverId,
  username: 'ada',
  email: 'ada@example.com',
  status: 'active',
  panelUserId: 44,
  verified: true,
  suspendReasons: [],
  createdAt: at,
  updatedAt: at,
}
const anyOperation = {
  id: '0198c5a2-7b3c-7e90-9d12-3a7b5c8e1f77',
  kind: 'create',
  status: 'succeeded',
  accountId,
  customerId,
  serverId,
  username: 'ada',
  attempts: 1,
  error: null,
  createdAt: at,
  endedAt: at,
}
const anyError = {
  code: 'username-taken',
  message: 'The username ada is taken on this server.',
  remedy: 'Retry with another username.',
}
const anyServer = {
  id: serverId,
  name: 'Panel 1',
  driver: 'nextpanel',
  baseUrl: 'https://panel1.example.com',
  location: 'Frankfurt',
  capacity: 200,
  mode: 'active',
  status: 'online',
  statusMessage: null,
  createdAt: at,
}
const anyImport = {
  id: '0198c5a2-7b44-7b21-a3d4-8e6f0a1c2b99',
  fileName: 'customers.csv',
  status: 'finished',
  counts: {
    total: 3,
    pending: 0,
    valid: 0,
    invalid: 1,
    unchanged: 0,
    running: 0,
    waiting: 0,
    done: 2,
    failed: 0,
  },
  createdAt: at,
  startedAt: at,
  endedAt: at,
}

interface EventOf {
  /** When it is sent, as a sentence. */
  readonly about: string
  readonly data: z.ZodType
  /** Of `data`. */
  readonly example: unknown
}

/** Every event. Triggers in server/migrations write them. docs/webhooks.md and the page list them. */
export const webhookEvents = {
  'customer.created': {
    about: 'A customer was created: by staff, the API or an import.',
    data: customerData,
    example: anyCustomer,
  },
  'customer.updated': {
    about: 'The email, name, company or status of a customer changed.',
    data: customerData,
    example: { ...anyCustomer, companyName: 'Example Ltd' },
  },
  'account.provisioned': {
    about:
      'A hosting account exists on its panel: it was created or adopted. An account can be adopted while it is suspended.',
    data: accountData,
    example: anyAccount,
  },
  'account.failed': {
    about: 'A hosting account could not be created.',
    data: accountData,
    example: { ...anyAccount, status: 'failed', panelUserId: null, verified: false },
  },
  'account.conflict': {
    about: 'A hosting account could not be created, because another account has its username or email.',
    data: accountData,
    example: { ...anyAccount, status: 'conflict', panelUserId: null, verified: false },
  },
  'account.suspended': {
    about: 'A hosting account was suspended on its panel.',
    data: accountData,
    example: { ...anyAccount, status: 'suspended', suspendReasons: ['overdue'] },
  },
  'account.unsuspended': {
    about: 'A suspended hosting account is active again.',
    data: accountData,
    example: anyAccount,
  },
  'account.terminated': {
    about: 'A hosting account was deleted on its panel, or abandoned before it existed.',
    data: accountData,
    example: { ...anyAccount, status: 'terminated' },
  },
  'operation.succeeded': {
    about: 'An operation on a hosting account succeeded.',
    data: operationData,
    example: anyOperation,
  },
  'operation.failed': {
    about: 'An operation on a hosting account failed.',
    data: operationData,
    example: { ...anyOperation, status: 'failed', error: anyError },
  },
  'operation.cancelled': {
    about: 'Staff cancelled an operation on a hosting account.',
    data: operationData,
    example: { ...anyOperation, status: 'cancelled' },
  },
  'operation.needs-attention': {
    about: 'An operation on a hosting account stopped, and staff must act.',
    data: operationData,
    example: { ...anyOperation, status: 'needs-person', error: anyError, endedAt: null },
  },
  'server.created': { about: 'A server was added.', data: serverData, example: anyServer },
  'server.updated': {
    about: 'The name, address, location, capacity or mode of a server changed.',
    data: serverData,
    example: { ...anyServer, mode: 'draining' },
  },
  'server.deleted': { about: 'A server was removed.', data: serverData, example: anyServer },
  'server.status-changed': {
    about: 'The result of the connection checks of a server changed, for example from online to offline.',
    data: serverData.extend({ previousStatus: serverStatus }),
    example: {
      ...anyServer,
      status: 'offline',
      statusMessage: 'The server does not respond.',
      previousStatus: 'online',
    },
  },
  'import.finished': {
    about: 'An import ended. Each valid row is done or failed.',
    data: importData,
    example: anyImport,
  },
} as const satisfies Record<string, EventOf>

export type WebhookEventType = keyof typeof webhookEvents
export const webhookEventTypes = Object.keys(webhookEvents) as [WebhookEventType, ...WebhookEventType[]]

/** Sent only by the button and the call that test an endpoint. Its data is `{endpointId}`. */
export const webhookTestType = 'webhook.test'
export type WebhookDeliveryType = WebhookEventType | typeof webhookTestType
