import type { ImportRowState, ImportStatus } from '#contracts/imports/fields.ts'
import type { Tone } from '../../lib/tone.ts'

export const statusTones: Record<ImportStatus, Tone> = {
  uploaded: 'quiet',
  checking: 'busy',
  ready: 'good',
  running: 'busy',
  paused: 'warn',
  finished: 'good',
  cancelled: 'quiet',
}

export const stateTones: Record<ImportRowState, Tone> = {
  pending: 'quiet',
  valid: 'good',
  invalid: 'bad',
  unchanged: 'quiet',
  running: 'busy',
  done: 'good',
  failed: 'bad',
}
