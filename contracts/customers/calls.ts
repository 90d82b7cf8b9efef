import { z } from 'zod'
import { auditPage, customerAuditQuery } from '../audit/schemas.ts'
import { byId, callsOf, nothing } from '../call.ts'
import { hostingAccount, hostingOutcome, provisioning } from '../hosting/schemas.ts'
import { sale } from '../subscriptions/schemas.ts'
import { csvFile } from '../text.ts'
import {
  customer,
  customerChange,
  customerExportQuery,
  customerPage,
  customerQuery,
  formFindings,
  newCustomer,
} from './schemas.ts'

const { get, post, patch } = callsOf('Customers')

export const customers = {
  create: post(
    '/v1/customers',
    'Create a customer, optionally with hosting and a subscription',
    'customers.write',
    { status: 201, fieldAccess: { provisioning: 'hosting.write', subscription: 'billing.write' } },
  )
    .input(newCustomer)
    .output(sale),
  validate: post('/v1/customers/validate', 'Validate a customer without saving', 'customers.write')
    .input(z.record(z.string(), z.unknown()))
    .output(formFindings),
  list: get('/v1/customers', 'List and search customers', 'customers.read')
    .input(customerQuery)
    .output(customerPage),
  export: get(
    '/v1/customers/export',
    'Export all matching customers as CSV (UTF-8), streamed',
    'customers.export',
    { detailed: true, recent: true },
  )
    .input(customerExportQuery)
    .output(z.object({ headers: z.record(z.string(), z.string()), body: csvFile })),
  get: get('/v1/customers/{id}', 'Get a customer', 'customers.read').input(byId).output(customer),
  change: patch('/v1/customers/{id}', 'Change a customer', 'customers.write')
    .input(customerChange.extend(byId.shape))
    .output(customer),
  resetFactors: post(
    '/v1/customers/{id}/reset-factors',
    'Remove the second factors of a customer who has lost them, and end their sessions',
    'customers.write',
    { recent: true },
  )
    .input(byId)
    .output(nothing),
  audit: get(
    '/v1/customers/{id}/audit',
    'List the audit entries of a customer and their hosting, newest first',
    'audit.read',
  )
    .input(customerAuditQuery)
    .output(auditPage),
  hostingAccounts: get(
    '/v1/customers/{id}/hosting-accounts',
    "List a customer's hosting accounts",
    'hosting.read',
  )
    .input(byId)
    .output(z.object({ items: z.array(hostingAccount) })),
  provision: post(
    '/v1/customers/{id}/hosting-accounts',
    'Provision hosting for an existing customer',
    'hosting.write',
    { status: 201 },
  )
    .input(provisioning.extend(byId.shape))
    .output(hostingOutcome),
}
