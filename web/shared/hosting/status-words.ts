import type { HostingAccount, HostingAccountStatus } from '#contracts/hosting/schemas.ts'
import { isProvisioned } from '#contracts/hosting/states.ts'
import type { ToneLabel } from '../../lib/tone.ts'
import { words } from '../../words/index.ts'
import { isUnderWay } from '../operations/states.ts'

const { account } = words.status

const accountStatusWords: Record<HostingAccountStatus, ToneLabel> = {
  pending: { label: account.pending, tone: 'busy' },
  active: { label: account.active, tone: 'good' },
  suspended: { label: account.suspended, tone: 'warn' },
  failed: { label: account.failed, tone: 'bad' },
  conflict: { label: account.conflict, tone: 'bad' },
  unknown: { label: account.unknown, tone: 'bad' },
  terminating: { label: account.terminating, tone: 'busy' },
  terminated: { label: account.terminated, tone: 'quiet' },
}

const { derived } = words.status

/** Red only if staff must act. A waiting account names its server. */
export function accountState({ status, serverName, operation }: HostingAccount): ToneLabel {
  const isUnborn = status !== 'terminating' && !isProvisioned(status) && status !== 'terminated'
  if (!isUnborn || operation === null || operation.needsAction) return accountStatusWords[status]
  if (operation.status === 'waiting' || operation.status === 'needs-person')
    return { label: derived.waitingFor(serverName), tone: 'warn' }
  return isUnderWay(operation.status)
    ? { label: derived.creating, tone: 'busy' }
    : { label: derived.notCreated, tone: 'quiet' }
}

export const suspendReasonWords = words.status.suspendReason
