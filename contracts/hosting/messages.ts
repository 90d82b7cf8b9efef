import type { OperationSummary } from '../operations/schemas.ts'
import { isUnsuccessful } from '../operations/states.ts'
import type { HostingAccount } from './schemas.ts'

/** Texts of the S rows that both the API and the web app use, word for word. */
export const messages = {
  customerCreated: 'Customer created successfully!',
  provisionLater: 'You can provision later from customer details.',
  stillUnderWay: 'Customer created. Provisioning is still under way.',
  provisioningStillUnderWay: 'Provisioning is still under way.',
  loadingServers: 'Loading servers...',
  noServers: 'No NextPanel servers available. Add a server first.',
} as const

type Outcome = { account: HostingAccount; operation: OperationSummary }

const ended = ({ operation }: Outcome) =>
  operation.status === 'succeeded' ? 'succeeded' : isUnsuccessful(operation.status) ? 'failed' : 'under-way'

/** Returns the error as one sentence with its remedy. */
export const failureText = ({ operation }: Pick<Outcome, 'operation'>): string =>
  operation.error
    ? `${operation.error.message} ${operation.error.remedy}`.trim()
    : 'The operation was cancelled.'

/** S10 and S11: the message after the creation of a customer with hosting. */
export function onboardingMessage(outcome: Outcome): string {
  const state = ended(outcome)
  if (state === 'succeeded')
    return `Customer created and hosting account provisioned successfully! NextPanel User ID: ${outcome.account.panelUserId}`
  if (state === 'failed') return `Customer created, but provisioning failed: ${failureText(outcome)}`
  return messages.stillUnderWay
}

/** S12: the same for an account of an existing customer. */
export function provisioningMessage(outcome: Outcome): string {
  const state = ended(outcome)
  if (state === 'succeeded')
    return `Hosting account provisioned successfully! NextPanel User ID: ${outcome.account.panelUserId}`
  if (state === 'failed') return `Provisioning failed: ${failureText(outcome)}`
  return messages.provisioningStillUnderWay
}

/** S6: `Production Server (5/100)`, and `Production Server (5/100, +2 reserved)` while slots are reserved. */
export function serverCapacityLabel(server: {
  name: string
  used: number
  capacity: number
  reserved: number
}): string {
  const promised = server.reserved > 0 ? `, +${server.reserved} reserved` : ''
  return `${server.name} (${server.used}/${server.capacity}${promised})`
}
