import type { BulkActionStatus, BulkRowState } from '#contracts/bulk-actions/states.ts'
import type { Tone } from '../../lib/tone.ts'

export const statusTones: Record<BulkActionStatus, Tone> = {
  checking: 'busy',
  ready: 'good',
  running: 'busy',
  paused: 'warn',
  finished: 'good',
  cancelled: 'quiet',
}

export const stateTones: Record<BulkRowState, Tone> = {
  unchecked: 'quiet',
  pending: 'quiet',
  skipped: 'quiet',
  running: 'busy',
  done: 'good',
  failed: 'bad',
}
