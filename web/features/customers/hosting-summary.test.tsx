import { expect, test } from 'vitest'
import { hostingSummary } from '../../testing/samples.ts'
import { hostingState } from './hosting-summary.tsx'

const none = { total: 0, active: 0, usernames: [] }
const one = { total: 1, active: 0 }

test.each([
  ['nothing', none, null],
  ['Terminated', { ...none, terminated: 2 }, 'quiet'],
  ['Being created', { ...one, creating: 1 }, 'busy'],
  ['Waiting for Amsterdam', { ...one, waiting: 1, waitingFor: 'Amsterdam' }, 'warn'],
  ['Suspended', { ...one, suspended: 1 }, 'warn'],
  ['Being terminated', { ...one, terminating: 1 }, 'busy'],
  ['Not created', { ...one, notCreated: 1 }, 'quiet'],
  ['Needs action', { ...one, attention: 1 }, 'bad'],
  ['1 active', {}, 'good'],
  ['1 suspended, 2 active', { total: 3, active: 2, suspended: 1 }, 'warn'],
  ['1 needs action, 1 active', { total: 2, active: 1, attention: 1 }, 'bad'],
] as const)('states the hosting of a customer: %s', (label, change, tone) => {
  const state = hostingState(hostingSummary(change as Parameters<typeof hostingSummary>[0]))
  expect(state).toEqual(tone === null ? null : { label, tone })
})
