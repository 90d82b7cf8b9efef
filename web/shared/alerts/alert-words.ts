import type { Alert } from '#contracts/alerts/schemas.ts'
import type { CheckId, OperationErrorCode } from '#contracts/error-codes.ts'
import { words } from '../../words/index.ts'

/** The cause of each failed check, with the text that operations use. */
const causeOfCheck: Record<CheckId, OperationErrorCode> = {
  dns: 'dns',
  tcp: 'unreachable',
  tls: 'tls',
  health: 'panel-error',
  key: 'key-invalid',
  permission: 'permission-too-low',
  scope: 'scope-missing',
  ip: 'ip-not-allowed',
  latency: 'deadline',
}
const codeOfCheck: Readonly<Record<string, string>> = causeOfCheck

const codeOf = ({ code, check }: Alert) => code ?? codeOfCheck[check ?? ''] ?? null

/** Returns the cause of an alert, for example "API key revoked". */
export function alertCause(alert: Alert): string {
  if (alert.cause === 'webhook-disabled') return words.home.webhookDisabled
  if (alert.cause === 'billing-parked') return words.home.billingParked
  if (alert.cause === 'suspensions-stopped') return words.home.suspensionsStopped
  if (alert.cause === 'termination-due') return words.home.terminationDue
  if (alert.cause === 'no-account-to-suspend') return words.home.noAccountToSuspend
  if (alert.cause === 'billing-stopped') return words.home.billingRunStopped
  if (alert.cause === 'hosting-not-created') return words.home.hostingNotCreated
  if (alert.cause === 'backup-failed') return words.home.backupFailed
  if (alert.cause === 'unreachable') return words.servers.unreachable
  const code = codeOf(alert)
  return code === null ? words.status.server['needs-operator'] : words.operations.cause(code)
}

/** Returns whether a new key fixes the problem. */
export const needsNewKey = (alert: Alert): boolean =>
  alert.cause === 'needs-operator' && (codeOf(alert)?.startsWith('key-') ?? false)
