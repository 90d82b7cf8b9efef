import type { HostingAccountStatus } from '#contracts/hosting/schemas.ts'
import type { ToneLabel } from '../../lib/tone.ts'
import { words } from '../../words/index.ts'

const { account } = words.status

export const accountStatusWords: Record<HostingAccountStatus, ToneLabel> = {
  pending: { label: account.pending, tone: 'busy' },
  active: { label: account.active, tone: 'good' },
  suspended: { label: account.suspended, tone: 'warn' },
  failed: { label: account.failed, tone: 'bad' },
  conflict: { label: account.conflict, tone: 'bad' },
  unknown: { label: account.unknown, tone: 'warn' },
  terminating: { label: account.terminating, tone: 'busy' },
  terminated: { label: account.terminated, tone: 'quiet' },
}

export const suspendReasonWords = words.status.suspendReason
